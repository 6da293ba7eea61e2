import { replacedAt } from '../../../sandbox/provider/replace';
import type { Block } from '../../../sandbox/provider/schema';

const item = { attributes: { id: { type: 'string' } } } as const;
const block: Block = {
  attributes: { name: { type: 'string' }, json: { type: 'string' } },
  block_types: { list: { nesting_mode: 'list', block: item }, set: { nesting_mode: 'set', block: item } },
};
const state = (name: string, list: string[], set: string[], uid = '1') => ({
  name,
  json: JSON.stringify({ uid, title: name }),
  list: list.map((id) => ({ id })),
  set: set.map((id) => ({ id })),
});

test('nothing that forces a replacement changed', () => {
  const forcing = ['list.id', 'set.id', 'json.uid'];
  expect(replacedAt(block, forcing, state('b', ['1'], ['1', '2']), state('a', ['1'], ['2', '1']))).toEqual([]);
});

test('a changed attribute is named, in a list with its position', () => {
  expect(replacedAt(block, ['name', 'list.id'], state('b', ['1', '3'], []), state('a', ['1', '2'], []))).toEqual([
    ['name'],
    ['list', 1, 'id'],
  ]);
  expect(replacedAt(block, ['list.id'], state('a', ['1', '2'], []), state('a', ['1'], []))).toEqual([
    ['list', 1, 'id'],
  ]);
});

test('into a set or a JSON text there is no path: the whole is named', () => {
  expect(replacedAt(block, ['set.id'], state('a', [], ['1']), state('a', [], ['2']))).toEqual([['set']]);
  expect(replacedAt(block, ['json.uid'], state('a', [], [], '2'), state('a', [], []))).toEqual([['json']]);
});
