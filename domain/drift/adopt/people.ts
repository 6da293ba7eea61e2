import type { PlanDocument } from '../../plan/document';
import { knownResources } from '../known-resources';

/** PagerDuty's id of a person → the e-mail address, of all that the stack looks up. */
export function emailsById(plan: PlanDocument): ReadonlyMap<string, string> {
  const people = knownResources(plan).filter(({ type }) => type === 'pagerduty_user');
  return new Map(people.map(({ values }) => [String(values.id), String(values.email)]));
}

/** PagerDuty's id of a schedule → its address in the stack. */
export function schedulesById(plan: PlanDocument): ReadonlyMap<string, string> {
  const schedules = knownResources(plan).filter(({ type, isData }) => type === 'pagerduty_schedule' && !isData);
  return new Map(schedules.map(({ values, address }) => [String(values.id), address]));
}
