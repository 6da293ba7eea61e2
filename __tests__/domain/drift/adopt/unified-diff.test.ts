import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { unifiedDiff } from '../../../../domain/drift/adopt/unified-diff';
import { removeScratch, scratch } from '../../../cli/harness';

afterAll(removeScratch);

test('hunks with three lines around what differs', () => {
  const lines = Array.from({ length: 20 }, (_, at) => `${at + 1}\n`);
  const after = lines.map((line, at) => (at === 4 ? 'five\n' : at === 16 ? 'seventeen\n' : line));
  expect(unifiedDiff('services/x.yaml', lines.join(''), after.join(''))).toBe(
    '--- a/services/x.yaml\n+++ b/services/x.yaml\n' +
      '@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n' +
      '@@ -14,7 +14,7 @@\n 14\n 15\n 16\n-17\n+seventeen\n 18\n 19\n 20\n',
  );
  expect(unifiedDiff('x', 'a\n', 'a\n')).toBe('');
});

test('git makes the one text of the other, in a repository and in a folder of one', () => {
  const root = scratch();
  execFileSync('git', ['init', '-q'], { cwd: root });
  const folders = [root, join(root, 'below')];
  for (const folder of folders) mkdirSync(join(folder, 'services'), { recursive: true });
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd: 1', '', '  e'), { maxLength: 12 })
    .chain((lines) => fc.boolean().map((ended) => lines.join('\n') + (ended && lines.length > 0 ? '\n' : '')));
  fc.assert(
    fc.property(text, text, fc.constantFrom(...folders), (before, after, folder) => {
      fc.pre(before !== after && before !== '' && after !== '');
      const path = join(folder, 'services/x.yaml');
      writeFileSync(path, before);
      writeFileSync(join(folder, 'x.patch'), unifiedDiff('services/x.yaml', before, after));
      execFileSync('git', ['apply', 'x.patch'], { cwd: folder, stdio: 'pipe' });
      expect(readFileSync(path, 'utf8')).toBe(after);
    }),
    { numRuns: 60 },
  );
});
