import { failureOf } from '../../terraform/outcome';

const line = (diagnostic: object) => JSON.stringify({ type: 'diagnostic', diagnostic });
const error = { severity: 'error', summary: 'Bad', detail: 'very' };

test('errors come from the JSON lines, warnings aside', () => {
  const stdout = [line({ ...error, severity: 'warning' }), 'no JSON', line(error)].join('\n');
  expect(failureOf({ exitCode: 1, stdout, stderr: 'x' })).toEqual({ kind: 'failed', diagnostics: [error] });
});

test('without them, from stderr', () => {
  expect(failureOf({ exitCode: 1, stdout: '', stderr: '╷\n│ Error: No network\n╵\n' }).diagnostics).toEqual([
    { severity: 'error', summary: 'Error: No network', detail: 'Error: No network' },
  ]);
});

test('a lock, a time-out and an interruption are told apart', () => {
  const summary = 'Error acquiring the state lock';
  const locked = line({ ...error, summary, detail: 'Error message: held\nLock Info:\n  ID: 1' });
  expect(failureOf({ exitCode: 1, stdout: locked, stderr: '' }).kind).toBe('locked');
  expect(failureOf({ exitCode: 1, stdout: locked, stderr: '', endedBy: 'timeout' }).kind).toBe('timeout');
  expect(failureOf({ exitCode: null, stdout: '', stderr: '', endedBy: 'interruption' }).kind).toBe('interrupted');
  // credentials that may not write it, or a bucket that is not there
  const refused = line({ ...error, summary, detail: 'Error message: api error AccessDenied: Access Denied' });
  expect(failureOf({ exitCode: 1, stdout: refused, stderr: '' }).kind).toBe('failed');
});
