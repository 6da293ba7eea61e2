import { isCounted } from '../counted';
import type { DataSubject, Unpaced } from './data-subject';
import { minutesOf, type Phase } from './scenario';

/**
 * A request every five minutes, some of which fail: fewer than `minFailures` in a long window wake nobody, as many do.
 * Close together, the fastest tier counts them; half an hour apart, the next one.
 */
export function fewEvents(subject: DataSubject, scrapeSeconds: number): Unpaced[] {
  const { slo, tiers, alerts } = subject;
  const least = slo.alerting.minFailures;
  if (!isCounted(slo) || least < 2 || least > 6) return [];
  const burning = alerts.burning.map(({ name }) => name);
  const page = alerts.burning.filter(({ holds }) => holds({ page: true, ticket: true })).map(({ name }) => name);
  const tickets = alerts.burning.filter(({ name }) => !page.includes(name)).map(({ name }) => name);
  const requests = (failing: readonly boolean[]) => failing.flatMap((fails) => request(fails, scrapeSeconds));
  const good = (count: number) => Array.from({ length: count }, () => false);
  const [fast, next] = tiers.filter(({ severity }) => severity === 'page');
  const close = (count: number) => [...good(6), ...Array.from({ length: count }, () => true)];
  const apart = (count: number, every: number) =>
    Array.from({ length: count }, () => [...good(every - 1), true]).flat();
  const outcome = (name: string, failing: readonly boolean[], fires: boolean): Unpaced => {
    const phases = requests(failing);
    const at = Math.floor(minutesOf(phases)) - 2;
    return { name, phases, checks: [{ atMinutes: at, firing: fires ? page : [], silent: fires ? tickets : burning }] };
  };
  const enough = (threshold: number, share: number) => threshold * slo.budgetRatio < 0.9 * share;
  const found = [
    outcome('one of few requests fails', close(1), false),
    outcome(`${least - 1} of few requests fail`, close(least - 1), false),
  ];
  if (fast && enough(fast.factor, least / (6 + least)) && (least + 6) * 5 <= fast.longMinutes) {
    found.push(outcome(`${least} of few requests fail`, close(least), true));
  }
  // so far apart that the fastest tier's window never holds them all
  const every = fast === undefined ? 0 : Math.ceil(fast.longMinutes / 5 / Math.max(1, least - 1)) + 1;
  if (next && enough(next.factor, 1 / every) && least * every * 5 <= next.longMinutes) {
    found.push(outcome(`${least - 1} failures far apart`, apart(least - 1, every), false));
    found.push(outcome(`${least} failures far apart`, apart(least, every), true));
  }
  return found;
}

/** One request, and five minutes until the next. */
function request(fails: boolean, scrapeSeconds: number): Phase[] {
  return [
    { minutes: scrapeSeconds / 60, perMinute: 60 / scrapeSeconds, errorRatio: fails ? 1 : 0 },
    { minutes: 5 - scrapeSeconds / 60, perMinute: 0 },
  ];
}

/** Failures of which only the slowest tier's window holds enough. */
export function daysApart(subject: DataSubject, scrapeSeconds: number): Unpaced[] {
  const { slo, tiers, alerts } = subject;
  const slowest = tiers.at(-1);
  const others = tiers.slice(0, -1).map(({ longMinutes }) => longMinutes);
  const ticket = alerts.burning.filter(({ holds }) => holds({ page: false, ticket: true })).map(({ name }) => name);
  const least = slo.alerting.minFailures;
  const hours = Math.ceil(Math.max(...others) / 60) + 2;
  if (!isCounted(slo) || least < 2) return [];
  if (slowest === undefined || ticket.length === 0 || slowest.longMinutes < (hours + least) * 60) return [];
  if (slowest.factor * slo.budgetRatio > 0.9 / (hours + least)) return [];
  const hourly = (fails: boolean): Phase[] => [...request(fails, scrapeSeconds), { minutes: 55, perMinute: 0 }];
  const one = [...hourly(true), ...Array.from({ length: hours }, () => hourly(false)).flat()];
  // half an hour apart, so that those for which a page waits have a window that holds all but one
  const together = Array.from({ length: least - 1 }, () => [
    ...request(true, scrapeSeconds),
    { minutes: 25, perMinute: 0 },
  ]).flat();
  const phases = [...one, ...together];
  const at = Math.floor((minutesOf(phases) - 20) / 5) * 5;
  const silent = alerts.burning.filter(({ name }) => !ticket.includes(name)).map(({ name }) => name);
  return [{ name: `${least} failures in days`, phases, checks: [{ atMinutes: at, firing: ticket, silent }] }];
}
