import { valueChange } from '../../../domain/diff/value-change';

test('short values stand side by side', () => {
  expect(valueChange(3, 5, 160)).toBe('3 → 5');
  expect(valueChange('a "b"', null, 160)).toBe('"a \\"b\\"" → nothing');
});

test('of a long text the part that changes is told where it stands, once, with whole words', () => {
  const expression = (budget: string) =>
    `sum(slo:errors:rate5m{service="shop",slo="availability"}) / (${budget} * sum(slo:total:rate5m{service="shop",slo="availability"}) > 0)`;
  expect(valueChange(expression('0.001'), expression('0.005'), 80)).toBe(
    '…="shop",slo="availability"}) / ([0.001 → 0.005] * sum(slo:total:rate5m{service=…',
  );
});

test('what changes in several places is told where it does first', () => {
  const twice = (budget: string) => `${'a '.repeat(30)}> ${budget} and ${'b '.repeat(30)}> ${budget} * c`;
  expect(valueChange(twice('0.1'), twice('0.5'), 60)).toBe(
    '…a a a a a a a a a a a > [0.1 → 0.5] and b b b b b b b b b b… and in 1 more place',
  );
});

test('parts of different lengths are told apart', () => {
  const text = (threshold: string, more: string) =>
    `sum(errors{a="1",b="2"}) > ${threshold} * sum(total{a="1",b="2",c="3"})${more} and sum(errors{a="5",b="6"}) > 1`;
  expect(valueChange(text('0.1', ''), text('0.25', ' offset 3m'), 60)).toBe(
    '…(errors{a="1",b="2"}) > [0.1 → 0.25] * sum(total{a="1",b="2"… and in 1 more place',
  );
});

test('what comes into a long text is told as something that was not there', () => {
  const long = 'a b c '.repeat(30);
  expect(valueChange(long, `${long}and d`, 60)).toBe('… c a b c a b c a b c [nothing → and d]');
});

test('of values that were cut off, what is left of them is compared', () => {
  const kept = (word: string, hash: string) =>
    `${'a '.repeat(50)}${word}${' b'.repeat(50)}… (3000 characters, sha256 ${hash})`;
  expect(valueChange(kept('one', 'aa'), kept('two', 'bb'), 60)).toBe(
    '…a a a a a a a a a a a a [one → two] b b b b b b b b b b b b…',
  );
  expect(valueChange(kept('one', 'aa'), kept('one', 'bb'), 20)).toBe('a a a a a a a a a a … differs further on');
});

test('what would move a cursor stays visible', () => {
  const long = `${'a '.repeat(50)}\u001b[2J"`;
  expect(valueChange(long, `${long}\n`, 60)).toBe('… a a a a a a \\u001b[2J"[nothing → \\n]');
});

test('long texts that share little, and anything but texts, are cut at their ends', () => {
  const [one, other] = ['x'.repeat(200), 'y'.repeat(200)];
  expect(valueChange(one, other, 20)).toBe(`"${'x'.repeat(19)}… → "${'y'.repeat(19)}…`);
  expect(valueChange([one], null, 20)).toBe(`["${'x'.repeat(18)}… → nothing`);
});
