import { type PlanRules, planned } from '../../../sandbox/provider/plan';
import type { Block } from '../../../sandbox/provider/schema';
import { UNKNOWN, type Value, type ValueMap } from '../../../sandbox/provider/value';

const block: Block = {
  attributes: {
    name: { type: 'string', required: true },
    size: { type: 'number', optional: true },
    arn: { type: 'string', computed: true },
    version: { type: 'number', computed: true },
    zone: { type: 'string', optional: true, computed: true },
  },
  block_types: {
    receiver: {
      nesting_mode: 'set',
      block: {
        attributes: {
          key: { type: 'string', required: true },
          quiet: { type: 'bool', optional: true },
          uid: { type: 'string', computed: true },
        },
      },
    },
    step: {
      nesting_mode: 'list',
      block: { attributes: { delay: { type: 'number', required: true }, id: { type: 'string', computed: true } } },
    },
  },
};
const rules = (more: Partial<PlanRules> = {}): PlanRules => ({
  defaults: new Map<string, Value>(),
  recomputed: new Set(),
  equivalent: () => false,
  normal: (_, written) => written,
  keeps: new Set(),
  derived: {},
  ...more,
});
const config = (more: ValueMap = {}): ValueMap => ({
  name: 'a',
  size: null,
  arn: null,
  version: null,
  zone: null,
  receiver: [],
  step: [],
  ...more,
});
const prior = (more: ValueMap = {}): ValueMap => ({ ...config(), arn: 'arn', version: 1, zone: 'z', ...more });

test('what is computed is unknown in a new resource', () => {
  const state = planned(block, config({ receiver: [{ key: 'k', quiet: null, uid: null }] }), null, rules());
  expect(state).toEqual({
    name: 'a',
    size: null,
    arn: UNKNOWN,
    version: UNKNOWN,
    zone: UNKNOWN,
    receiver: [{ key: 'k', quiet: null, uid: UNKNOWN }],
    step: [],
  });
});

test('without a change the state is the prior one itself', () => {
  const before = prior({ receiver: [{ key: 'k', quiet: null, uid: 'u' }], step: [{ delay: 5, id: 'i' }] });
  const same = config({ receiver: [{ key: 'k', quiet: null, uid: null }], step: [{ delay: 5, id: null }] });
  expect(planned(block, same, before, rules({ recomputed: new Set(['version']) }))).toBe(before);
});

test('with a change, what is recomputed becomes unknown and the rest keeps its value', () => {
  const state = planned(block, config({ size: 2 }), prior(), rules({ recomputed: new Set(['version']) }));
  expect(state).toMatchObject({ size: 2, arn: 'arn', version: UNKNOWN, zone: 'z' });
});

test('defaults inside a set do not unpair its elements', () => {
  const defaults = new Map<string, Value>([['receiver.quiet', false]]);
  const before = prior({
    receiver: [
      { key: 'b', quiet: false, uid: '2' },
      { key: 'a', quiet: false, uid: '1' },
    ],
  });
  const written = config({
    receiver: [
      { key: 'a', quiet: null, uid: null },
      { key: 'b', quiet: null, uid: null },
    ],
  });
  expect(planned(block, written, before, rules({ defaults }))).toBe(before);
});

test('a changed element of a set is a new one, the others stay', () => {
  const before = prior({
    receiver: [
      { key: 'a', quiet: null, uid: '1' },
      { key: 'b', quiet: null, uid: '2' },
    ],
  });
  const written = config({
    receiver: [
      { key: 'c', quiet: null, uid: null },
      { key: 'b', quiet: null, uid: null },
    ],
  });
  expect(planned(block, written, before, rules()).receiver).toEqual([
    { key: 'c', quiet: null, uid: UNKNOWN },
    { key: 'b', quiet: null, uid: '2' },
  ]);
});

test('elements of a list are paired by position, so an inserted one inherits', () => {
  const before = prior({ step: [{ delay: 5, id: 'i' }] });
  const written = config({
    step: [
      { delay: 1, id: null },
      { delay: 5, id: null },
    ],
  });
  expect(planned(block, written, before, rules()).step).toEqual([
    { delay: 1, id: 'i' },
    { delay: 5, id: UNKNOWN },
  ]);
});

test('a value that means what is there is no change', () => {
  const equivalent: PlanRules['equivalent'] = (path, written, existing) =>
    path === 'name' && String(written).toLowerCase() === existing;
  const before = prior();
  expect(planned(block, config({ name: 'A' }), before, rules({ equivalent }))).toBe(before);
});

test('an unknown in the configuration stays one', () => {
  expect(planned(block, config({ name: UNKNOWN, step: UNKNOWN }), prior(), rules())).toMatchObject({
    name: UNKNOWN,
    step: UNKNOWN,
  });
});
