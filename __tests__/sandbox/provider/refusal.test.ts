import type { Refusal } from '../../../domain/limits/model';
import { refusals, type Stage } from '../../../sandbox/provider/refusal';
import { UNKNOWN, type ValueMap } from '../../../sandbox/provider/value';

const refusal = (attribute: string, at: Stage, accepts: Refusal['accepts'], when?: Refusal['when']): Refusal => ({
  attribute,
  at,
  accepts,
  expected: 'something else',
  source: 'test',
  ...(when === undefined ? {} : { when }),
});
const found = (one: Refusal, state: ValueMap, stage: Stage = 'server') =>
  refusals({ forcesReplacement: [], defaults: [], permanentDifferences: [], refusals: [one] }, state, stage).length;
const range = { kind: 'range', min: 1, max: 2 } as const;

test('a value is refused from its stage on', () => {
  const one = refusal('size', 'plan', range);
  const stages: Stage[] = ['validate', 'plan', 'apply', 'server'];
  expect(stages.map((stage) => found(one, { size: 3 }, stage))).toEqual([0, 1, 1, 1]);
  expect(found(one, { size: 2 })).toBe(0);
});

test('what is not known or not written is not refused', () => {
  expect(found(refusal('size', 'validate', range), { size: UNKNOWN })).toBe(0);
  expect(found(refusal('size', 'validate', range), { size: null })).toBe(0);
});

test('each block is looked at, JSON texts too', () => {
  const one = refusal('rule.target.delay', 'validate', range);
  expect(found(one, { rule: [{ target: [{ delay: 1 }, { delay: 3 }] }, { target: [{ delay: 0 }] }] })).toBe(2);
  const title = refusal('json.title', 'server', { kind: 'present' });
  expect([found(title, { json: '{"title": "a"}' }), found(title, { json: '{}' })]).toEqual([0, 1]);
});

test('blocks are counted, and an empty list of them is none', () => {
  expect(found(refusal('rule', 'validate', range), { rule: [{}, {}, {}] })).toBe(1);
  expect(found(refusal('rule', 'validate', { kind: 'present' }), { rule: [] })).toBe(1);
  expect(found(refusal('rule', 'validate', { kind: 'absent' }), { rule: [] })).toBe(0);
});

test('a condition looks at the same block', () => {
  const one = refusal('day', 'plan', { kind: 'absent' }, { attribute: 'type', is: 'daily' });
  expect(found(one, { type: 'daily', day: 1 })).toBe(1);
  expect(found(one, { type: 'weekly', day: 1 })).toBe(0);
});
