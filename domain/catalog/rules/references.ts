import type { Service, Team } from '../model';
import { nearest } from '../nearest';
import type { Path } from '../path';
import { reportDuplicates, type ServiceSubject } from './rule';

export interface KnownNames {
  /** Names of all entries, also where an entry has faults. */
  readonly services: readonly string[];
  readonly teams: readonly string[];
  readonly teamOf: (name: string) => Team | undefined;
  /** The service in the same environment, if it runs there. */
  readonly serviceIn: (environment: string, name: string) => Service | undefined;
}

/** Owner, escalation, dependencies and callers of a service exist. */
export function checkReferences(subject: ServiceSubject, known: KnownNames): void {
  const { service, fields, report } = subject;
  if (fields.has(['owner']) && !known.teams.includes(service.owner)) {
    report({
      path: ['owner'],
      code: 'unknown-team',
      message: `no team is called ${JSON.stringify(service.owner)}`,
      found: service.owner,
      expected: `one of ${known.teams.join(', ')} (config/teams)`,
      suggestion: nearest(service.owner, known.teams),
    });
  }
  checkEscalation(subject, known.teamOf(service.owner));
  const dependencies = fields.items(['dependsOn']).map((item) => {
    const path = fields.map(item) ? [...item, 'service'] : item;
    return { path, name: fields.text(path) ?? '' };
  });
  reportDuplicates(report, dependencies, 'dependsOn:');
  for (const { path, name } of dependencies) checkService(subject, known, path, name, 'depends on');
  for (const path of fields.items(['compute', 'allowFrom'])) {
    checkService(subject, known, path, fields.text(path) ?? '', 'is called by');
  }
}

function checkEscalation({ fields, report, service }: ServiceSubject, team: Team | undefined): void {
  const path = ['oncall', 'escalation'];
  const written = fields.text(path);
  if (!team || written === undefined || team.escalations.some(({ name }) => name === written)) return;
  const names = team.escalations.map(({ name }) => name);
  report({
    path,
    code: 'unknown-escalation',
    message: `the team ${service.owner} has no escalation ${JSON.stringify(written)}`,
    found: written,
    expected: `one of ${names.join(', ')}`,
    suggestion: nearest(written, names),
  });
}

function checkService(subject: ServiceSubject, known: KnownNames, path: Path, name: string, relation: string): void {
  const { service, environment, report } = subject;
  if (name === '') return;
  if (!known.services.includes(name)) {
    report({
      path,
      code: 'unknown-service',
      message: `no entry is called ${JSON.stringify(name)}`,
      found: name,
      expected: 'the name of another entry',
      suggestion: nearest(name, known.services),
    });
    return;
  }
  if (name === service.name) {
    const message = `${name} ${relation} itself`;
    report({ path, code: 'dependency-cycle', message, found: name, expected: 'another service' });
    return;
  }
  const other = known.serviceIn(environment.name, name);
  if (other?.lifecycle === 'retired' && service.lifecycle !== 'retired') {
    report({
      path,
      code: 'dependency-retired',
      severity: 'warning',
      message: `${service.name} ${relation} ${name}, which is retired in ${environment.name}`,
      found: name,
      expected: 'a service that runs',
    });
  } else if (!other) {
    report({
      path,
      code: 'dependency-elsewhere',
      severity: 'warning',
      message: `${service.name} ${relation} ${name}, which does not run in ${environment.name}`,
      found: name,
      expected: `a service that runs in ${environment.name}`,
    });
  }
}

/** Cycles among the dependencies of one environment, each reported once, at its alphabetically first service. */
export function checkCycles(subjects: readonly ServiceSubject[]): void {
  const byName = new Map(subjects.map((subject) => [subject.service.name, subject]));
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const visit = (name: string): void => {
    const subject = byName.get(name);
    if (!subject || state.get(name) === 'done') return;
    if (state.get(name) === 'open') return reportCycle(trail.slice(trail.indexOf(name)), byName);
    state.set(name, 'open');
    trail.push(name);
    for (const { service } of subject.service.dependsOn) if (service !== name) visit(service);
    trail.pop();
    state.set(name, 'done');
  };
  for (const name of [...byName.keys()].sort()) visit(name);
}

function reportCycle(cycle: readonly string[], byName: ReadonlyMap<string, ServiceSubject>): void {
  const start = cycle.indexOf([...cycle].sort()[0] as string);
  const ordered = [...cycle.slice(start), ...cycle.slice(0, start)];
  const subject = byName.get(ordered[0] as string);
  const index = subject?.service.dependsOn.findIndex(({ service }) => service === ordered[1]) ?? 0;
  subject?.report({
    path: ['dependsOn', index],
    code: 'dependency-cycle',
    message: `these services depend on one another: ${[...ordered, ordered[0]].join(' → ')}`,
    found: ordered[1] ?? '',
    expected: 'dependencies without a cycle',
  });
}
