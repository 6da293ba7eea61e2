import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from '../../docs/pages/all';

const root = join(__dirname, '../..');

test.each(Object.entries(pages))('%s is what `npm run docs` writes', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text());
});
