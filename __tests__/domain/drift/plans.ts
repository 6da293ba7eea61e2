import type { Scaling, Service } from '../../../domain/catalog/model';
import type { RefreshedGroup } from '../../../domain/drift/instance-refresh';
import { type Judgement, judge } from '../../../domain/drift/judge';
import type { PlanDocument } from '../../../domain/plan/document';

export const NOW = Date.UTC(2031, 2, 3, 12);
export const MINUTE = 60_000;

type Values = Readonly<Record<string, unknown>> | null;

/** One resource from three sides: as applied, as the world has it, as the plan would leave it. */
export interface Resource {
  readonly address: string;
  readonly applied: Values;
  readonly world: Values;
  /** As the world has it, unless given. */
  readonly wanted?: Values;
  readonly unknown?: Readonly<Record<string, unknown>>;
  readonly actions?: readonly string[];
  readonly reason?: string;
  readonly sensitive?: Readonly<Record<string, unknown>>;
  /** Its configuration; none where the catalog has no such resource. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function actionsOf(world: Values, wanted: Values): string[] {
  if (same(world, wanted)) return ['no-op'];
  if (world === null) return ['create'];
  return [wanted === null ? 'delete' : 'update'];
}

/** A plan document of such resources. */
function planOf(resources: readonly Resource[], rest: Partial<PlanDocument> = {}): PlanDocument {
  const of = ({ address }: Resource) => ({ address, mode: 'managed', type: address.split('.')[0] as string });
  return {
    format_version: '1.2',
    complete: true,
    resource_drift: resources
      .filter(({ applied, world }) => !same(applied, world))
      .map((one) => ({
        ...of(one),
        change: {
          actions: [one.world === null ? 'delete' : 'update'],
          before: one.applied,
          after: one.world,
          before_sensitive: one.sensitive,
          after_sensitive: one.sensitive,
        },
      })),
    resource_changes: resources.map((one) => {
      const wanted = one.wanted === undefined ? one.world : one.wanted;
      return {
        ...of(one),
        action_reason: one.reason,
        change: {
          actions: one.actions ?? actionsOf(one.world, wanted),
          before: one.world,
          after: wanted,
          after_unknown: one.unknown,
          before_sensitive: one.sensitive,
          after_sensitive: one.sensitive,
        },
      };
    }),
    ...rest,
  };
}

/** What the plan of such resources is judged as. */
export function judged(
  resources: readonly Resource[],
  context: { readonly nowMs?: number; readonly service?: Service } = {},
  rest: Partial<PlanDocument> = {},
  refreshed: readonly RefreshedGroup[] = [],
): Judgement {
  const configuration: Record<string, Record<string, unknown>> = {};
  for (const { address, configuration: block } of resources) {
    const [type = '', name = ''] = address.split('.');
    if (block !== undefined) configuration[type] = { ...configuration[type], [name]: block };
  }
  return judge({
    plan: planOf(resources, rest),
    json: JSON.stringify({ resource: configuration }),
    context: { nowMs: NOW, ...context },
    because: (address, path) => [{ file: `${address}.yaml`, line: path.length + 1 }],
    secrets: [],
    refreshed,
  });
}

/** `address attribute: expected` of each drift. */
export function told({ drift }: Judgement): string[] {
  return drift.map(({ address, attribute, expected }) => `${address} ${attribute}: ${expected ?? 'DRIFT'}`);
}

export function pendingOf({ pending }: Judgement): string[] {
  return pending.map(({ address, attribute, expected }) => `${address} ${attribute}: ${expected ?? 'PENDING'}`);
}

/** A service whose only interesting part is how it scales. */
export function serviceScaling(scaling: Partial<Scaling>): Service {
  const whole: Scaling = { min: 2, max: 10, warmupSeconds: 60, targets: {}, schedule: [], events: [], ...scaling };
  return { name: 'shop', environment: 'production', scaling: whole } as Service;
}
