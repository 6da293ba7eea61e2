import type { Compute } from '../catalog/model';
import { change, type Pair, same } from './change';
import type { Change, ChangeSeverity } from './model';
import { firstDifference } from './origins';
import { listed, secondsText } from './wording';

interface Fact {
  readonly path: string;
  readonly label: string;
  readonly of: (compute: Compute) => unknown;
  /** How the value reads; as it is, without. */
  readonly text?: (compute: Compute) => string;
  readonly severity?: (before: Compute, after: Compute) => ChangeSeverity;
}

/** What a group is made of, access aside. */
const facts: readonly Fact[] = [
  {
    path: 'compute.image',
    label: 'image',
    of: ({ image }) => image,
    text: ({ image }) => (image.kind === 'ami' ? image.id : image.parameter),
  },
  { path: 'compute.bootstrap', label: 'bootstrap file', of: ({ bootstrap }) => bootstrap?.path },
  {
    path: 'compute.instanceTypes',
    label: 'instance types',
    of: ({ instanceTypes }) => instanceTypes,
    text: ({ instanceTypes }) => listed(instanceTypes),
  },
  {
    path: 'compute.spot',
    label: 'spot',
    of: ({ spot }) => spot,
    text: ({ spot }) => (spot ? `${spot.sharePercent} % above ${spot.onDemandBase} on demand` : 'none'),
    severity: (before, after) =>
      (after.spot?.sharePercent ?? 0) > (before.spot?.sharePercent ?? 0) ||
      (after.spot?.onDemandBase ?? 0) < (before.spot?.onDemandBase ?? 0)
        ? 'warning'
        : 'info',
  },
  { path: 'compute.port', label: 'port', of: ({ port }) => port, severity: () => 'warning' },
  {
    path: 'compute.healthCheck',
    label: 'health check',
    of: ({ healthCheck }) => healthCheck,
    severity: (_, after) => (after.healthCheck === undefined ? 'warning' : 'info'),
  },
  {
    path: 'compute.volume.size',
    label: 'volume',
    of: ({ volume }) => volume.sizeGiB,
    text: ({ volume }) => `${volume.sizeGiB}GiB`,
  },
  {
    path: 'compute.maxInstanceLifetime',
    label: 'instances live at most',
    of: ({ maxInstanceLifetimeSeconds }) => maxInstanceLifetimeSeconds,
    text: ({ maxInstanceLifetimeSeconds: seconds }) => (seconds === undefined ? 'for ever' : secondsText(seconds)),
  },
];

export function computeChanges(pair: Pair): Change[] {
  const [before, after] = [pair.base.service.compute, pair.head.service.compute];
  if (!before && !after) return [];
  if (!before || !after) return [wholeCompute(pair, after !== undefined)];
  const changes = facts
    .filter((fact) => !same(fact.of(before), fact.of(after)))
    .map(({ path, label, of, text, severity }) => {
      const shown = (compute: Compute) => text?.(compute) ?? String(of(compute) ?? 'none');
      return change(pair, 'compute', {
        summary: `${label} ${shown(before)} → ${shown(after)}`,
        severity: severity?.(before, after) ?? 'info',
        before: of(before),
        after: of(after),
        path,
      });
    });
  const bootstrap = after.bootstrap;
  if (bootstrap && before.bootstrap?.path === bootstrap.path && before.bootstrap.text !== bootstrap.text) {
    changes.push({
      ...change(pair, 'compute', {
        summary: `${bootstrap.path} has another text`,
        severity: 'info',
        path: 'compute.bootstrap',
      }),
      origin: { file: bootstrap.path, line: firstDifference(before.bootstrap.text, bootstrap.text) },
    });
  }
  return [...changes, ...refreshChanges(pair)];
}

function wholeCompute(pair: Pair, gained: boolean): Change {
  const compute = (gained ? pair.head : pair.base).service.compute;
  const said = {
    summary: gained
      ? `now has instances: ${compute?.instanceTypes.join(', ')}`
      : 'has no instances any more: its group and everything around it go',
    severity: gained ? 'info' : 'critical',
    ...(gained ? { after: compute?.instanceTypes } : { before: compute?.instanceTypes }),
  } as const;
  return change(pair, 'compute', gained ? { ...said, path: 'compute' } : { ...said, basePath: 'compute' });
}

function refreshChanges(pair: Pair): Change[] {
  const [before, after] = [pair.base.service.refresh, pair.head.service.refresh];
  if (same(before, after)) return [];
  const stops = before?.stopOnAlarm && !after?.stopOnAlarm;
  const pauses = (refresh: typeof before) =>
    refresh?.checkpoints
      ? `pauses at ${refresh.checkpoints.atPercent.join(', ')} % for ${secondsText(refresh.checkpoints.waitSeconds)}`
      : 'without a pause';
  const parts = [
    ...(same(before?.checkpoints, after?.checkpoints) ? [] : [`${pauses(before)} → ${pauses(after)}`]),
    ...(before?.stopOnAlarm === after?.stopOnAlarm
      ? []
      : [after?.stopOnAlarm ? 'stops at an alarm' : 'no longer stops at an alarm']),
  ];
  return [
    change(pair, 'compute', {
      summary: `replacing instances: ${parts.join(', ')}`,
      severity: stops ? 'warning' : 'info',
      before,
      after,
      path: 'refresh',
    }),
  ];
}
