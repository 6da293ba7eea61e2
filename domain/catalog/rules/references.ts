import type { LoadedTeam } from '../loaded';
import { nearest } from '../nearest';
import type { Path } from '../path';
import type { Placement } from '../placement';
import { reportDuplicates, type ServiceSubject } from './rule';

export interface KnownThings {
  readonly teams: ReadonlyMap<string, LoadedTeam>;
  /** Of every entry, also of one with faults. */
  readonly placements: ReadonlyMap<string, Placement>;
}

/**
 * Owner, escalation, dependencies and callers of a service exist.
 * @param running by `<environment>/<name>`
 */
export function checkReferences(
  subject: ServiceSubject,
  known: KnownThings,
  running: ReadonlyMap<string, ServiceSubject>,
): void {
  const { service, fields, report } = subject;
  const team = known.teams.get(service.owner);
  if (fields.has(['owner']) && !team) {
    const names = [...known.teams.keys()];
    report({
      path: ['owner'],
      code: 'unknown-team',
      message: `no team is called ${JSON.stringify(service.owner)}`,
      found: service.owner,
      expected: names.length === 0 ? 'a file in config/teams' : `one of ${names.join(', ')} (config/teams)`,
      suggestion: nearest(service.owner, names),
    });
  }
  checkEscalation(subject, team);
  const dependencies = fields.items(['dependsOn']).map((item) => {
    const path = fields.map(item) ? [...item, 'service'] : item;
    return { path, name: fields.text(path) ?? '' };
  });
  const callers = fields.items(['compute', 'allowFrom']).map((path) => ({ path, name: fields.text(path) ?? '' }));
  reportDuplicates(report, dependencies, 'dependsOn:');
  reportDuplicates(report, callers, 'compute.allowFrom:');
  for (const { path, name } of dependencies) checkService(subject, known, running, path, name, 'depends on');
  for (const { path, name } of callers) {
    const caller = checkService(subject, known, running, path, name, 'is called by');
    if (!caller || caller.service.lifecycle === 'retired') continue;
    if (caller.service.compute || !caller.fields.valid(['compute'])) continue;
    report({
      path,
      code: 'caller-without-compute',
      severity: 'warning',
      onlyHere: true,
      message: `${name} has no compute and wears no security group`,
      found: name,
      expected: 'a service with compute',
    });
  }
}

function checkEscalation({ fields, report, service }: ServiceSubject, owner: LoadedTeam | undefined): void {
  const path = ['oncall', 'escalation'];
  const written = fields.text(path);
  if (!owner?.fields.valid(['escalations']) || written === undefined) return;
  const names = owner.team.escalations.map(({ name }) => name);
  if (names.includes(written)) return;
  report({
    path,
    code: 'unknown-escalation',
    message: `the team ${service.owner} has no escalation ${JSON.stringify(written)}`,
    found: written,
    expected: `one of ${names.join(', ')}`,
    suggestion: nearest(written, names),
  });
}

/** The other service, where it exists and runs in the same environment. */
function checkService(
  { service, environment, runs, report }: ServiceSubject,
  { placements }: KnownThings,
  running: ReadonlyMap<string, ServiceSubject>,
  path: Path,
  name: string,
  relation: string,
): ServiceSubject | undefined {
  if (name === '') return undefined;
  const placement = placements.get(name);
  if (!placement) {
    const names = [...placements.keys()];
    report({
      path,
      code: 'unknown-service',
      message: `no entry is called ${JSON.stringify(name)}`,
      found: name,
      expected: 'the name of another entry',
      suggestion: nearest(name, names),
    });
    return undefined;
  }
  if (name === service.name) {
    const message = `${name} ${relation} itself`;
    report({ path, code: 'dependency-cycle', message, found: name, expected: 'another service' });
    return undefined;
  }
  if (!runs) return undefined;
  const other = running.get(`${environment.name}/${name}`);
  if (other?.service.lifecycle === 'retired' && service.lifecycle !== 'retired') {
    report({
      path,
      code: 'dependency-retired',
      severity: 'warning',
      onlyHere: true,
      message: `${service.name} ${relation} ${name}, which is retired`,
      found: name,
      expected: 'a service that runs',
    });
  } else if (!other && placement.certain) {
    report({
      path,
      code: 'dependency-elsewhere',
      severity: 'warning',
      onlyHere: true,
      message: `${service.name} ${relation} ${name}, which does not run`,
      found: name,
      expected: 'a service of the same environment',
    });
  }
  return other;
}
