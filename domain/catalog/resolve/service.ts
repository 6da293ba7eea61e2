import { itemDefault } from '../defaults';
import type { Fields } from '../fields';
import type { Alert, Lifecycle, Service, Tier } from '../model';
import { parseDuration } from '../units';
import { resolveCompute } from './compute';
import { resolveRefresh, resolveScaling } from './scaling';
import { resolveSlos } from './slo';

export interface ServiceContext {
  readonly environment: string;
  /** `paging: false` of the environment is not applied here: the rules know the environment. */
  readonly defaultEscalation: string;
  /** Text of a file of the catalog, for `bootstrap`. */
  readonly fileText: (path: string) => string | undefined;
}

/**
 * Merged values of a service in an environment → the model, units parsed. What is faulty or missing has a harmless
 * stand-in: a catalog with one error is never compiled, but its other rules still run.
 */
export function resolveService(fields: Fields, context: ServiceContext): Service {
  const compute = fields.map(['compute']) ? resolveCompute(fields, context) : undefined;
  const retrigger = fields.measure(['oncall', 'retriggerAcknowledgedAfter'], parseDuration);
  return {
    name: fields.text(['name']) ?? '',
    environment: context.environment,
    description: fields.text(['description']) ?? '',
    owner: fields.text(['owner']) ?? '',
    tier: (fields.number(['tier']) ?? 4) as Tier,
    lifecycle: (fields.text(['lifecycle']) ?? 'production') as Lifecycle,
    dependsOn: fields.items(['dependsOn']).map((item) => ({
      service: fields.text(item) ?? fields.text([...item, 'service']) ?? '',
      hard: fields.map(item) ? (fields.flag([...item, 'hard']) ?? false) : false,
    })),
    links: Object.fromEntries(
      Object.keys(fields.map(['links']) ?? {}).flatMap((name) => {
        const url = fields.text(['links', name]);
        return url === undefined ? [] : [[name, url]];
      }),
    ),
    ...(compute ? { compute, scaling: resolveScaling(fields), refresh: resolveRefresh(fields) } : {}),
    slos: resolveSlos(fields),
    alerts: resolveAlerts(fields),
    oncall: {
      escalation: fields.text(['oncall', 'escalation']) ?? context.defaultEscalation,
      ...(retrigger === undefined ? {} : { retriggerAcknowledgedAfterMinutes: Math.ceil(retrigger / 60) }),
    },
  };
}

function resolveAlerts(fields: Fields): Alert[] {
  return fields.items(['alerts']).map((item) => {
    const runbook = fields.text([...item, 'runbook']) ?? fields.text(['links', 'runbook']);
    return {
      name: fields.text([...item, 'name']) ?? '',
      summary: fields.text([...item, 'summary']) ?? '',
      description: fields.text([...item, 'description']) ?? '',
      expr: fields.text([...item, 'expr']) ?? '',
      forSeconds: parseDuration(fields.text([...item, 'for']) ?? String(itemDefault('alerts', 'for'))) ?? 0,
      severity: fields.text([...item, 'severity']) === 'page' ? 'page' : 'ticket',
      ...(fields.flag([...item, 'paused']) ? { paused: true as const } : {}),
      ...(runbook === undefined ? {} : { runbook }),
    };
  });
}
