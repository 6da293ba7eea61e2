import type { ServiceSubject } from './rule';

/** Cycles among the dependencies of one environment, each reported once, at its alphabetically first service. */
export function checkCycles(subjects: readonly ServiceSubject[]): void {
  const byName = new Map(subjects.map((subject) => [subject.service.name, subject]));
  const done = new Set<string>();
  for (const root of [...byName.keys()].sort()) {
    // a chain may be as long as the catalog: a stack of our own
    const trail = [{ name: root, next: 0 }];
    const open = new Map([[root, 0]]);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const dependency = done.has(top.name) ? undefined : byName.get(top.name)?.service.dependsOn[top.next++]?.service;
      if (dependency === undefined) {
        done.add(top.name);
        open.delete(top.name);
        trail.pop();
      } else if (open.has(dependency)) {
        if (dependency !== top.name) reportCycle(trail.slice(open.get(dependency)), byName);
      } else if (!done.has(dependency)) {
        open.set(dependency, trail.length);
        trail.push({ name: dependency, next: 0 });
      }
    }
  }
}

function reportCycle(cycle: readonly { readonly name: string }[], subjects: ReadonlyMap<string, ServiceSubject>): void {
  const names = cycle.map(({ name }) => name);
  const start = names.indexOf([...names].sort()[0] as string);
  const ordered = [...names.slice(start), ...names.slice(0, start)];
  const subject = subjects.get(ordered[0] as string);
  if (!subject) return;
  const next = ordered[1] as string;
  const index = subject.service.dependsOn.findIndex(({ service }) => service === next);
  const shown = ordered.length > 12 ? [...ordered.slice(0, 6), '…', ...ordered.slice(-5)] : ordered;
  subject.report({
    path: ['dependsOn', index],
    code: 'dependency-cycle',
    message: `these services depend on one another: ${[...shown, ordered[0]].join(' → ')}`,
    found: next,
    expected: 'dependencies without a cycle',
  });
}
