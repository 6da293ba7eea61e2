import type { GridPanel } from '../../../domain/dashboard/layout';

/** Grid cells that are covered more than once. */
export function overlaps(panels: readonly Pick<GridPanel, 'gridPos'>[]): number {
  const cells = new Set<string>();
  let covered = 0;
  for (const { gridPos } of panels) {
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        cells.add(`${x},${y}`);
        covered += 1;
      }
    }
  }
  return covered - cells.size;
}
