import { isTransient, patiently, pauseMs } from '../../deploy/transient';
import type { Failure } from '../../terraform/outcome';

const failure = (...details: string[]): Failure => ({
  kind: 'failed',
  diagnostics: details.map((detail) => ({ severity: 'error', summary: 'Error', detail })),
});
const never = new AbortController().signal;

test.each([
  '429 Too Many Requests',
  'ThrottlingException: Rate exceeded',
  'RequestLimitExceeded',
  'read tcp: connection reset by peer',
  'server returned 503 Service Unavailable',
  'net/http: TLS handshake timeout',
])('%s may pass', (text) => expect(isTransient(failure(text))).toBe(true));

test.each(['AccessDenied', 'port 4290 is taken', 'a rule with the same name exists', ''])(
  'rejects %j as passing',
  (text) => {
    expect(isTransient(failure(text))).toBe(false);
  },
);

test('rejects one among others that does not pass', () => {
  expect(isTransient(failure('429', 'AccessDenied'))).toBe(false);
  expect(isTransient(failure())).toBe(false);
  expect(isTransient({ ...failure('429'), kind: 'locked' })).toBe(false);
});

test('waits as long as the server says, else longer each time, and never more than a minute', () => {
  expect(pauseMs(failure('429, Retry-After: 7'), 1)).toBe(7_000);
  expect([1, 2, 3].map((attempt) => pauseMs(failure('429'), attempt))).toEqual([2_000, 4_000, 8_000]);
  expect(pauseMs(failure('retry-after: 86400'), 1)).toBe(60_000);
});

test('tries three times in all', async () => {
  let count = 0;
  const result = await patiently(
    async () => ++count,
    () => failure('429, Retry-After: 0.001'),
    AbortSignal.timeout(50),
  );
  expect(result).toBeGreaterThan(0);
  const sure = await patiently(
    async () => 'x',
    () => failure('AccessDenied'),
    never,
  );
  expect(sure).toBe('x');
  expect(count).toBeLessThanOrEqual(3);
});
