import type { LoadedCatalog, LoadedService } from '../../catalog/loaded';
import { originAt, presenceLine } from '../../diff/origins';
import { unreadEntries } from '../../diff/sound-part';
import { stackName } from '../../names/names';
import type { GuardContext, GuardReport, GuardRule } from '../model';

/**
 * A stack of the base that the head lacks: `cdktf` deletes its folder, and what it holds stays without anybody who
 * could remove it. A service may go once it was retired in the base; a team once no service was its own.
 */
export const stackVanishes: GuardRule = {
  name: 'stack-vanishes',
  level: 'block',
  check: (context) => [
    ...vanishingServices(context),
    ...unreadAndGone(context),
    ...vanishingTeams(context),
    ...vanishingPlatforms(context),
  ],
};

/** Entries of which an error of the base hides where they ran. */
function unreadAndGone({ base, head }: GuardContext): GuardReport[] {
  const sandboxes = sandboxesOf(base);
  const known = base.services.filter(({ service }) => !sandboxes.has(service.environment));
  const names = new Set(known.map(({ service }) => service.name));
  return [...unreadEntries(base)]
    .filter(([name, file]) => !head.sources.has(file) && !names.has(name))
    .map(([service, file]) => ({
      service,
      reason: `${service} vanishes, and the base has errors here: what it has would stay, and nobody can tell what that is`,
      remedy: 'Mend the base first, so that a review can say what goes.',
      origin: { file, line: 1 },
    }));
}

function vanishingServices({ base, head }: GuardContext): GuardReport[] {
  const key = ({ service }: LoadedService) => stackName.service(service.environment, service.name);
  const kept = new Set(head.services.map(key));
  const sandboxes = sandboxesOf(base);
  return base.services
    .filter(
      (one) => !kept.has(key(one)) && one.service.lifecycle !== 'retired' && !sandboxes.has(one.service.environment),
    )
    .map((one) => {
      const { name, environment, owner } = one.service;
      return {
        stack: key(one),
        service: name,
        environment,
        team: owner,
        reason: `${name} vanishes from ${environment} (${whyGone(head, one)}) without having been retired there: what it has would stay, and nobody would manage it`,
        remedy: `First retire it (lifecycle: retired${stays(head, name) ? `, or under environments: {${environment}: {lifecycle: retired}}` : ''}) and deploy: its stack is planned empty. Then let it go.`,
        origin: presenceLine(one, head, 'base'),
      };
    });
}

const stays = (head: LoadedCatalog, name: string) => head.services.some(({ service }) => service.name === name);

function whyGone(head: LoadedCatalog, { service, entry }: LoadedService): string {
  if (!head.environments.some(({ environment }) => environment.name === service.environment))
    return 'the environment is gone';
  const elsewhere = head.services.find(({ service: other }) => other.name === service.name)?.service;
  if (!elsewhere) return head.sources.has(entry.file) ? 'it runs nowhere any more' : 'its entry is gone';
  return elsewhere.tier === service.tier ? 'it no longer runs there' : `tier ${service.tier} → ${elsewhere.tier}`;
}

function vanishingTeams({ base, head }: GuardContext): GuardReport[] {
  const kept = new Set(head.teams.map(({ team }) => team.name));
  return base.teams
    .filter(({ team }) => !kept.has(team.name))
    .map(({ team, source }) => ({
      stack: stackName.oncall(team.name),
      team: team.name,
      reason: `the team ${team.name} is gone, and with it the folder of ${stackName.oncall(team.name)}: its schedules and escalations would stay in PagerDuty, and nobody would manage them`,
      remedy: `Give its services to another team and deploy; then run terraform destroy on the stack ${stackName.oncall(team.name)}, and remove the file after that, with an accept in config/guards.yaml.`,
      origin: originAt(source, 'name'),
    }));
}

function vanishingPlatforms({ base, head }: GuardContext): GuardReport[] {
  const kept = new Map(head.environments.map(({ environment }) => [environment.name, environment]));
  return base.environments
    .filter(({ environment }) => !environment.sandbox && (kept.get(environment.name)?.sandbox ?? true))
    .map(({ environment, source }) => ({
      stack: stackName.platform(environment.name),
      environment: environment.name,
      reason: `the environment ${environment.name} ${kept.has(environment.name) ? 'becomes a sandbox' : 'is gone'}, and with it the folder of its platform stack`,
      remedy: `Retire its services there and deploy; then run terraform destroy on ${stackName.platform(environment.name)}, and remove the file after that, with an accept in config/guards.yaml.`,
      origin: originAt(source, 'name'),
    }));
}

const sandboxesOf = ({ environments }: LoadedCatalog) =>
  new Set(environments.filter(({ environment }) => environment.sandbox).map(({ environment }) => environment.name));
