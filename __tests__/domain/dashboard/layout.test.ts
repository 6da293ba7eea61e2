import fc from 'fast-check';
import { markdown } from '../../../domain/dashboard/charts';
import { GRID_COLUMNS, laidOut, type Section } from '../../../domain/dashboard/layout';
import { overlaps } from './overlaps';

const section = fc.record({
  titled: fc.boolean(),
  height: fc.integer({ min: 1, max: 12 }),
  widths: fc.array(fc.integer({ min: 1, max: GRID_COLUMNS }), { minLength: 1, maxLength: 8 }),
});

const sections = fc.array(section, { maxLength: 6 }).map((list) =>
  list.map(
    ({ titled, height, widths }, at): Section => ({
      key: `s${at}`,
      ...(titled ? { title: `S${at}` } : {}),
      height,
      panels: widths.map((width, index) => ({ key: `s${at}/${index}`, width, panel: markdown('') })),
    }),
  ),
);

test('panels never overlap and never leave the grid', () => {
  fc.assert(
    fc.property(sections, (some) => {
      const panels = laidOut(some);
      expect(overlaps(panels)).toBe(0);
      for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(GRID_COLUMNS);
    }),
  );
});

test('panels of a section stand side by side while they fit', () => {
  const panels = laidOut([
    {
      key: 's',
      title: 'S',
      height: 8,
      panels: [8, 8, 8, 24].map((width, index) => ({ key: `s/${index}`, width, panel: markdown('') })),
    },
  ]);
  expect(panels.map(({ gridPos: { x, y } }) => [x, y])).toEqual([
    [0, 0],
    [0, 1],
    [8, 1],
    [16, 1],
    [0, 9],
  ]);
});
