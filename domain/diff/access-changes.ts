import type { Compute } from '../catalog/model';
import { change, type Pair, same } from './change';
import type { Change } from './model';
import { listed } from './wording';

type Ingress = NonNullable<Compute['ingress']>;

/** Whoever may reach a service, and whatever its role may do: wider is critical. */
export function accessChanges(pair: Pair): Change[] {
  const [before, after] = [pair.base.service.compute, pair.head.service.compute];
  if (!after) return [];
  return [
    ...callerChanges(pair, before?.allowFrom ?? [], after),
    ...policyChanges(pair, before?.policies ?? [], after.policies),
    ...ingressChanges(pair, before?.ingress, after.ingress),
  ];
}

function callerChanges(pair: Pair, before: readonly string[], { allowFrom, port }: Compute): Change[] {
  const { gained, lost } = difference(before, allowFrom);
  const said = { before, after: allowFrom };
  return [
    ...gained.map((name) =>
      change(pair, 'access', {
        ...said,
        summary: `${name} may call port ${port}`,
        severity: 'critical',
        path: `compute.allowFrom[${allowFrom.indexOf(name)}]`,
      }),
    ),
    ...(lost.length === 0
      ? []
      : [
          change(pair, 'access', {
            ...said,
            summary: `${listed(lost)} may no longer call it`,
            severity: 'warning',
            path: 'compute.allowFrom',
          }),
        ]),
  ];
}

function policyChanges(pair: Pair, before: readonly string[], after: readonly string[]): Change[] {
  const { gained, lost } = difference(before, after);
  const name = (arn: string) => arn.slice(arn.indexOf(':policy/') + ':policy/'.length);
  const said = { before, after };
  return [
    ...gained.map((arn) =>
      change(pair, 'access', {
        ...said,
        summary: `the role of its instances gains ${name(arn)}`,
        severity: 'critical',
        path: `compute.policies[${after.indexOf(arn)}]`,
      }),
    ),
    ...(lost.length === 0
      ? []
      : [
          change(pair, 'access', {
            ...said,
            summary: `the role of its instances loses ${listed(lost.map(name))}`,
            severity: 'warning',
            path: 'compute.policies',
          }),
        ]),
  ];
}

function ingressChanges(pair: Pair, before: Ingress | undefined, after: Ingress | undefined): Change[] {
  if (same(before, after)) return [];
  const said = { before, after };
  if (!after) {
    const summary = `no longer behind the ${before?.listener} listener (it was at ${ingressText(before as Ingress)})`;
    return [change(pair, 'access', { ...said, summary, severity: 'warning', path: 'compute' })];
  }
  if (!before) {
    const summary = `opens on the ${after.listener} listener at ${ingressText(after)}`;
    return [change(pair, 'access', { ...said, summary, severity: 'critical', path: 'compute.ingress' })];
  }
  if (same({ ...before, priority: 0 }, { ...after, priority: 0 })) {
    const summary = `listener rule's priority ${before.priority ?? 'chosen'} → ${after.priority ?? 'chosen'}`;
    return [change(pair, 'access', { ...said, summary, severity: 'info', path: 'compute.ingress' })];
  }
  const moved = before.listener === after.listener ? '' : `${before.listener} → ${after.listener} listener, `;
  const place =
    ingressText(before) === ingressText(after) ? ingressText(after) : `${ingressText(before)} → ${ingressText(after)}`;
  return [
    change(pair, 'access', {
      ...said,
      summary: `reached at another place: ${moved}${place}`,
      severity: wider(before, after) ? 'critical' : 'warning',
      path: 'compute.ingress',
    }),
  ];
}

/** Whether anybody reaches it who did not. */
function wider(before: Ingress, after: Ingress): boolean {
  if (before.listener === 'internal' && after.listener === 'public') return true;
  if (before.host !== undefined && after.host !== before.host) return true;
  const below = before.path === '/' ? '/' : `${before.path}/`;
  return after.path !== before.path && !after.path.startsWith(below);
}

export const ingressText = ({ host, path }: Ingress) => `${host ?? ''}${path === '/' ? '' : path}/*`;

function difference(before: readonly string[], after: readonly string[]) {
  return {
    gained: [...new Set(after)].filter((item) => !before.includes(item)),
    lost: [...new Set(before)].filter((item) => !after.includes(item)),
  };
}
