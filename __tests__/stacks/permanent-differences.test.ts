import { resolve } from 'node:path';
import { compile } from '../../compile/compile';
import { readFolder } from '../../compile/read';
import { grafanaLimits } from '../../domain/limits/grafana';
import type { LimitsTable, ResourceLimits } from '../../domain/limits/model';
import { pagerdutyLimits } from '../../domain/limits/pagerduty';
import { refusals } from '../../sandbox/provider/refusal';
import { UNKNOWN, type Value, type ValueMap } from '../../sandbox/provider/value';

const limits: LimitsTable = { ...pagerdutyLimits, ...grafanaLimits };

interface Emitted {
  readonly address: string;
  readonly type: string;
  readonly attributes: ValueMap;
}

/** Every resource of every environment, the sandbox's own on-call too. */
function emitted(): Emitted[] {
  const files = readFolder(resolve(__dirname, '../..'));
  const now = Date.UTC(2026, 10, 23, 12);
  const stacks = [...compile(files, now).stacks, ...compile(files, now, { environments: ['sandbox'] }).stacks];
  return stacks.flatMap(({ name, json }) =>
    Object.entries((JSON.parse(json).resource ?? {}) as Record<string, Record<string, ValueMap>>).flatMap(
      ([type, ofType]) =>
        Object.entries(ofType).map(([id, attributes]) => ({
          address: `${name} ${type}.${id}`,
          type,
          attributes: withoutReferences(attributes) as ValueMap,
        })),
    ),
  );
}

/** What another resource decides is known to nobody here. */
function withoutReferences(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (typeof value === 'string') return /(?<!\$)\$\{/.test(value) ? UNKNOWN : value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value as ValueMap).map(([key, item]) => [key, withoutReferences(item)]));
}

const resources = emitted();
const told = (of: ResourceLimits | undefined, rows: 'refusals' | 'permanentDifferences', attributes: ValueMap) =>
  of === undefined ? [] : refusals({ ...of, refusals: of[rows] }, attributes, 'server');

test.each([...new Set(resources.map(({ type }) => type))].filter((type) => /^(pagerduty|grafana)_/.test(type)))(
  '%s: nothing of the shipped catalog is refused, or differs in every later plan',
  (type) => {
    const of = limits[type];
    expect(of).toBeDefined();
    const found = resources
      .filter((one) => one.type === type)
      .flatMap(({ address, attributes }) => [
        ...told(of, 'refusals', attributes).map((diagnostic) => ({ address, diagnostic })),
        ...told(of, 'permanentDifferences', attributes).map((diagnostic) => ({ address, diagnostic })),
      ]);
    expect(found.slice(0, 3)).toEqual([]);
  },
);

test('what differs in every later plan would be found', () => {
  const { attributes } = resources.find(({ type }) => type === 'pagerduty_service') as Emitted;
  const of = limits.pagerduty_service;
  expect(told(of, 'permanentDifferences', attributes)).toEqual([]);
  expect(told(of, 'permanentDifferences', { ...attributes, auto_resolve_timeout: '0' })).toHaveLength(1);
});

test('a title is one rule’s within its folder', () => {
  const titles = resources
    .filter(({ type }) => type === 'grafana_rule_group')
    .flatMap(({ attributes, address }) =>
      (attributes.rule as ValueMap[]).map(({ name }) => [address.split(' ')[0], attributes.folder_uid, name].join(' ')),
    );
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});
