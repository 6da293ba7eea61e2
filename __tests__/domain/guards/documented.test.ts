import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { changeKinds } from '../../../domain/diff/model';
import { diffGuards } from '../../../domain/guards/catalog-guards';
import { guardNames } from '../../../domain/guards/names';
import { planGuards } from '../../../domain/plan/guards/rules';

const page = readFileSync(resolve(__dirname, '../../../docs/review.md'), 'utf8');

test('the guide has every kind of change, and no other', () => {
  const [, table = ''] = /\| kind \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(page) ?? [];
  const kinds = table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, kind]) => kind));
  expect(kinds.sort()).toEqual([...changeKinds].sort());
});

test('the guide has every guard with the level that is built in', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (block|warn) \|/gm)].map(([, name, level]) => [name, level]);
  const levels = new Map([...planGuards, ...diffGuards].map(({ name, level }) => [name, level]));
  expect(rows.map(([name]) => name).sort()).toEqual([...guardNames].sort());
  for (const [name, level] of rows) expect([name, levels.get(name as never)]).toEqual([name, level]);
});
