import { examples } from '../../../docs/examples/all';
import { loadExample } from '../../../docs/examples/catalog';
import { diagnosticCodes } from '../../../domain/catalog/codes';

const all = examples.flatMap((group) => group.examples);

test('the catalog that examples start from has no fault', () => {
  expect(loadExample({}).diagnostics).toEqual([]);
});

test('every code has one example', () => {
  expect(all.map(({ code }) => code).sort()).toEqual([...diagnosticCodes].sort());
});

test.each(all)('$code: rejects at the place, and nothing else', ({ code, files, expected }) => {
  const { diagnostics, ok } = loadExample(files);
  const [first] = diagnostics;
  expect(first).toMatchObject({ code, ...expected });
  expect(diagnostics.filter((one) => one.code !== code)).toEqual([]);
  expect(ok).toBe(expected.severity === 'warning');
});
