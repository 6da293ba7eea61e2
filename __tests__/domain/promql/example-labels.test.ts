import fc from 'fast-check';
import { exampleLabels } from '../../../domain/promql/example-labels';
import type { Matcher } from '../../../domain/promql/matchers';

type Condition = Pick<Matcher, 'label' | 'operator' | 'value'>;

const is = (label: string, operator: Matcher['operator'], value: string): Condition => ({ label, operator, value });
const meets = ({ label, operator, value }: Condition, labels: Readonly<Record<string, string>>) => {
  const given = labels[label] ?? '';
  const matches = operator.includes('~') ? new RegExp(`^(?:${value})$`, 's').test(given) : given === value;
  return matches !== operator.startsWith('!');
};

/** Patterns of the kind that selectors hold. */
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('5..', 'GET', '\\d+', '[a-z]{2,3}', '[^0-9]', '/api/v\\d', 'a\\.b', '.+', '\\w', '[-_]', '4\\d\\d'),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie('pattern'), fc.constantFrom('?', '*', '+', '{2}', '{1,3}')).map(([a, by]) => `(?:${a})${by}`),
  ),
}));

test('a regular expression matches its own example', () => {
  fc.assert(
    fc.property(pattern, (value) => {
      const labels = exampleLabels([is('a', '=~', value)]);
      expect(labels).toBeDefined();
      expect(meets(is('a', '=~', value), labels ?? {})).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('an example meets every matcher that it is made for, or there is none', () => {
  const operator = fc.constantFrom('=', '!=', '=~', '!~' as const);
  const condition = fc
    .record({ label: fc.constantFrom('a', 'b'), operator, literal: fc.constantFrom('', 'x', '500', 'a.b'), pattern })
    .map(({ label, operator: by, literal, pattern: expression }) =>
      is(label, by, by.includes('~') ? expression : literal),
    );
  const some = fc.array(condition, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(some, fc.option(some, { nil: undefined }), (all, notAll) => {
      const labels = exampleLabels(all, notAll);
      if (labels === undefined) return;
      for (const one of all) expect(meets(one, labels)).toBe(true);
      if (notAll) expect(notAll.every((one) => meets(one, labels))).toBe(false);
      expect(Object.values(labels)).not.toContain('');
    }),
    { numRuns: 500 },
  );
});

test.each<[string, readonly Condition[], readonly Condition[] | undefined, Readonly<Record<string, string>>]>([
  ['errors among all', [is('code', '=~', '5..')], undefined, { code: '500' }],
  ['what is no error', [is('job', '=', 'api')], [is('code', '=~', '5..')], { job: 'api', code: 'other' }],
  ['everything but one', [is('code', '!=', 'other')], undefined, { code: 'another' }],
  ['a label that has to be there', [is('code', '!=', ''), is('code', '!=', 'other')], undefined, { code: 'another' }],
  ['a pattern that ignores case', [is('level', '=~', '(?i)error')], undefined, { level: 'error' }],
  ['a pattern with a named group', [is('path', '=~', '(?P<root>/api)/.+')], undefined, { path: '/api/0' }],
])('finds labels for %s', (_, all, notAll, expected) => {
  expect(exampleLabels(all, notAll)).toEqual(expected);
});

test('a text that ignores case is no example of what refuses it', () => {
  expect(exampleLabels([is('a', '=', 'ERROR'), is('a', '!~', '(?i)error')])).toBeUndefined();
});

test.each<[string, readonly Condition[], readonly Condition[] | undefined]>([
  ['matchers that contradict each other', [is('a', '=', 'x'), is('a', '!=', 'x')], undefined],
  ['a part that is the whole', [is('a', '=', 'x')], [is('a', '=~', 'x|y')]],
  ['a pattern that nothing matches', [is('a', '=~', 'a^b')], undefined],
  ['a pattern that JavaScript cannot read', [is('a', '!~', '(?i:a)(?x)b')], undefined],
])('rejects %s', (_, all, notAll) => {
  expect(exampleLabels(all, notAll)).toBeUndefined();
});

test('gives up on more combinations than can be looked through', () => {
  const many = 'abcdefghijklmnop'.split('').map((label) => is(label, '=~', 'x|y|z'));
  expect(exampleLabels(many)).toBeUndefined();
});
