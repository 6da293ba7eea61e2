import type { Environment, Service, Slo } from '../../catalog/model';
import type { SloAlertKind } from '../annotations';
import { sloAlertName, sloRuleGroups } from '../slo-rule-groups';

/** Whether the fast tiers, and whether the slow ones, burn too fast. */
export interface Burning {
  readonly page: boolean;
  readonly ticket: boolean;
}

export interface BurnAlert {
  readonly name: string;
  readonly keepsMinutes: number;
  readonly holds: (burning: Burning) => boolean;
}

/** Whether one alert is both the page's and the ticket's. */
export function speaksForAll({ holds }: BurnAlert): boolean {
  return holds({ page: true, ticket: false }) && holds({ page: false, ticket: true });
}

/** The alerts of one SLO by what they say. */
export interface SloAlerts {
  readonly burning: readonly BurnAlert[];
  /** The names of those that look at the data rather than at errors. */
  readonly vanished?: string;
  readonly noData?: string;
  readonly budgetSpent?: string;
}

export function sloAlerts(service: Service, slo: Slo, environment: Environment): SloAlerts {
  const rules = sloRuleGroups({ ...service, slos: [slo] }, environment).flatMap((group) => group.rules);
  const alerts = rules.filter((rule) => rule.kind === 'alert');
  const find = (kind: SloAlertKind) => alerts.find(({ name }) => name === sloAlertName(service, slo, kind));
  const named = <Key extends string>(key: Key, kind: SloAlertKind) => {
    const name = find(kind)?.name;
    return (name === undefined ? {} : { [key]: name }) as Partial<Record<Key, string>>;
  };
  const holds: Partial<Record<SloAlertKind, BurnAlert['holds']>> = {
    'burns fast': ({ page }) => page,
    'burns slowly': ({ page, ticket }) => ticket && !page,
    burns: ({ page, ticket }) => page || (slo.alerting.ticket && ticket),
  };
  const burning = (Object.keys(holds) as SloAlertKind[]).flatMap((kind) => {
    const alert = find(kind);
    if (alert === undefined) return [];
    const { name, keepFiringForSeconds } = alert;
    return [{ name, keepsMinutes: keepFiringForSeconds / 60, holds: holds[kind] as BurnAlert['holds'] }];
  });
  return {
    burning,
    ...named('vanished', 'vanished'),
    ...named('noData', 'has no data'),
    ...named('budgetSpent', 'budget spent'),
  };
}
