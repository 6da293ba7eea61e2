import { isMap, type Raw } from '../raw';
import { isLocalDate } from '../units';
import type { Report } from './rule';

/** What was accepted for a while, and the while is over: the guard speaks again. The last day counts, in UTC. */
export function checkAccepted(list: Raw, nowMs: number, report: Report): void {
  if (!Array.isArray(list)) return;
  const today = new Date(nowMs).toISOString().slice(0, 10);
  list.forEach((item: Raw, index) => {
    const until = isMap(item) ? item.until : undefined;
    if (typeof until !== 'string' || !isLocalDate(until) || until >= today) return;
    report({
      path: ['accept', index, 'until'],
      code: 'accept-expired',
      severity: 'warning',
      message: `this was accepted until ${until}, which is over`,
      found: until,
      expected: 'a later date, or no such acceptance',
    });
  });
}
