import type { Service } from '../catalog/model';
import { change, type Pair, same } from './change';
import type { Change } from './model';
import { listed } from './wording';

/** What a service says of itself: tier, lifecycle, dependencies, links, description. */
export function aboutChanges(pair: Pair): Change[] {
  const [before, after] = [pair.base.service, pair.head.service];
  const changes: Change[] = [];
  if (before.tier !== after.tier) {
    changes.push(
      change(pair, 'other', {
        summary: `tier ${before.tier} → ${after.tier}`,
        severity: after.tier > before.tier ? 'warning' : 'info',
        before: before.tier,
        after: after.tier,
        path: 'tier',
      }),
    );
  }
  if (before.lifecycle !== after.lifecycle && before.lifecycle !== 'retired' && after.lifecycle !== 'retired') {
    const summary = `lifecycle ${before.lifecycle} → ${after.lifecycle}`;
    const said = { before: before.lifecycle, after: after.lifecycle, path: 'lifecycle' };
    changes.push(change(pair, 'other', { ...said, summary, severity: 'info' }));
  }
  if (!same(dependencies(before), dependencies(after))) {
    changes.push(
      change(pair, 'other', {
        summary: `depends on ${listed(dependencies(before)) || 'nothing'} → ${listed(dependencies(after)) || 'nothing'}`,
        severity: 'info',
        before: dependencies(before),
        after: dependencies(after),
        path: 'dependsOn',
      }),
    );
  }
  if (before.description !== after.description) {
    const said = { before: before.description, after: after.description, path: 'description' };
    changes.push(change(pair, 'other', { ...said, summary: 'another description', severity: 'info' }));
  }
  return [...changes, ...linkChanges(pair)];
}

const dependencies = ({ dependsOn }: Service) =>
  dependsOn.map(({ service, hard }) => (hard ? `${service} (hard)` : service));

function linkChanges(pair: Pair): Change[] {
  const [before, after] = [pair.base.service.links, pair.head.service.links];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
  const changes = names.map((name) => {
    const lost = after[name] === undefined;
    const runbook = name === 'runbook';
    const what = lost ? 'is gone' : before[name] === undefined ? 'is new' : 'leads elsewhere';
    return change(pair, runbook ? 'alerting' : 'dashboard', {
      summary: runbook && lost ? 'its alerts lost their runbook' : `link ${name} ${what}`,
      severity: runbook && lost ? 'warning' : 'info',
      before: before[name],
      after: after[name],
      path: `links[${JSON.stringify(name)}]`,
    });
  });
  const [was, is] = [ordered(before), ordered(after)];
  if (names.length > 0 || same(was, is)) return changes;
  const said = { before: was, after: is, path: 'links' };
  return [change(pair, 'dashboard', { ...said, summary: 'links in another order', severity: 'info' })];
}

/** Links whose order a dashboard keeps: runbook and repository always come first. */
const ordered = (links: Readonly<Record<string, string>>) =>
  Object.keys(links).filter((name) => name !== 'runbook' && name !== 'repository');
