import fc from 'fast-check';
import { environmentSecrets, literalStrings, redactor, stateSecrets } from '../../../domain/plan/secrets';

const secret = fc.string({ minLength: 12, maxLength: 40 }).filter((text) => text.trim().length >= 12);

test('no text holds a secret afterwards, whatever stands around it', () => {
  fc.assert(
    fc.property(
      fc.array(secret, { minLength: 1, maxLength: 3 }),
      fc.string(),
      fc.string(),
      (secrets, before, after) => {
        const { text } = redactor(secrets);
        for (const one of secrets) expect(text(`${before}${one}${after}`)).not.toContain(one.trim());
      },
    ),
  );
});

test('a secret is found as JSON, URL, base64 at any offset, and hexadecimal digits', () => {
  fc.assert(
    fc.property(secret, fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 }), (one, before, after) => {
      const { text, holds } = redactor([one]);
      const trimmed = one.trim();
      const bytes = Buffer.from(`${before}${trimmed}${after}`);
      for (const spelling of [JSON.stringify({ a: trimmed }), `x=${encodeURIComponent(trimmed)}`])
        expect(holds(spelling)).toBe(true);
      expect(holds(bytes.toString('hex'))).toBe(true);
      const cleaned = text(bytes.toString('base64'));
      expect(Buffer.from(cleaned.replace('(sensitive)', ''), 'base64').toString()).not.toContain(trimmed);
    }),
  );
});

test('a short secret goes as a whole string only', () => {
  const { text } = redactor(['8080', 'on']);
  expect([text('8080'), text('on'), text('port 8080 is on')]).toEqual([
    '(sensitive)',
    '(sensitive)',
    'port 8080 is on',
  ]);
});

test('the longest secret goes first, so that none of it is left', () => {
  expect(redactor(['abcdefgh', 'abcdefghijkl']).text('abcdefghijkl-x')).toBe('(sensitive)-x');
});

test('nothing is a secret where nothing is known', () => {
  expect(redactor([]).text('as it was')).toBe('as it was');
  expect(redactor(['', '  ']).text('as it was')).toBe('as it was');
});

test('credentials of an environment are told by their names', () => {
  const found = environmentSecrets({
    GRAFANA_AUTH_PRODUCTION: 'admin:a-long-password',
    PAGERDUTY_TOKEN: 'u+abcdefghij',
    AWS_SECRET_ACCESS_KEY: 'key-of-some-length',
    GRAFANA_AUTH: 'sandbox',
    HOME: '/home/ada-lovelace',
  });
  expect(found).toEqual(['admin:a-long-password', 'a-long-password', 'u+abcdefghij', 'key-of-some-length']);
});

test('what a configuration says literally is read as Terraform reads it', () => {
  expect([...literalStrings('{"a": "$${x} and %%{y}", "b": ["c"]}', undefined)]).toEqual([
    'a',
    '${x} and %{y}',
    'b',
    'c',
  ]);
});

test('the names of a sensitive map are secrets, those of attributes that are not set are none', () => {
  const values = { pager: [{ settings: null, headers: { 'X-Hidden': 'y' } }] };
  const resource = { values, sensitive_values: { pager: true } };
  const secrets = stateSecrets({ root_module: { resources: [resource] } });
  expect([secrets.includes('X-Hidden'), secrets.includes('settings')]).toEqual([true, false]);
});
