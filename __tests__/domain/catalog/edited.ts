import { resolve } from 'node:path';
import fc from 'fast-check';
import { readFolder } from '../../../compile/read';
import type { CatalogFiles } from '../../../domain/catalog/read-files';

const shipped = readFolder(resolve(__dirname, '../../..'));
const paths = [...shipped.paths.filter((path) => path.endsWith('.yaml')), 'files/checkout-bootstrap.sh'];

export type Edit = { readonly path: string; readonly line: number; readonly how: keyof typeof ways };

const ways = {
  remove: () => [],
  repeat: (line: string) => [line, line],
  another: (line: string) => [line.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))],
  faulty: (line: string) => [line.replace(/: .*/, ': [nothing that it could be]')],
  comment: (line: string) => [line, '# a comment'],
} satisfies Record<string, (line: string) => string[]>;

/** One line of one file, changed. */
export const edit = fc.record<Edit>({
  path: fc.constantFrom(...paths),
  line: fc.nat(200),
  how: fc.constantFrom(...(Object.keys(ways) as (keyof typeof ways)[])),
});

/** The shipped catalog, with lines of it changed. */
export function edited(edits: readonly Edit[]): CatalogFiles {
  const texts = new Map<string, string>();
  for (const { path, line, how } of edits) {
    const lines = (texts.get(path) ?? new TextDecoder().decode(shipped.read(path))).split('\n');
    const at = line % lines.length;
    lines.splice(at, 1, ...ways[how](lines[at] as string));
    texts.set(path, lines.join('\n'));
  }
  return {
    paths: shipped.paths,
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? shipped.read(path) : new TextEncoder().encode(text);
    },
  };
}
