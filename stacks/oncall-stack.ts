import { DataPagerdutyUser } from '@cdktf/provider-pagerduty/lib/data-pagerduty-user';
import type { Construct } from 'constructs';
import { literal } from '../constructs/literal';
import { DependencyEdge } from '../constructs/pagerduty/dependency-edge';
import { EscalationChain } from '../constructs/pagerduty/escalation-chain';
import { PagedTeam } from '../constructs/pagerduty/paged-team';
import { RotationSchedule } from '../constructs/pagerduty/rotation-schedule';
import { ServicePager } from '../constructs/pagerduty/service-pager';
import type { OncallSettings, Team } from '../domain/catalog/model';
import { personId } from '../domain/names/names';
import type { PagedService } from '../domain/oncall/paged-service';
import { addBackend } from './backend';
import { CatalogStack } from './catalog-stack';
import { outputName, publish } from './cross-stack';
import { addPagerDuty } from './providers';

export interface OncallStackProps {
  readonly team: Team;
  /** Set when the on-call is the environment's own: then names in PagerDuty begin with it. */
  readonly environment?: string;
  readonly settings: OncallSettings;
  /** The team's services, retired ones too. */
  readonly services: readonly PagedService[];
}

/** Everything a team has in PagerDuty. Construct ids come from names, so an order in the catalog means nothing. */
export class OncallStack extends CatalogStack {
  private readonly people = new Map<string, DataPagerdutyUser>();
  private readonly pagers = new Map<string, ServicePager>();

  constructor(scope: Construct, id: string, { team, environment, settings, services }: OncallStackProps) {
    super(scope, id);
    addBackend(this, settings.backend, settings.backendRole);
    addPagerDuty(this, settings.pagerduty);

    const common = { team, ...(environment === undefined ? {} : { environment }) };
    const teamId = new PagedTeam(this, 'team', common).id;
    const userId = (email: string) => this.person(email).id;

    const schedules = new Map(
      team.rotations.map((rotation) => [
        rotation.name,
        new RotationSchedule(this, `rotation-${rotation.name}`, { ...common, rotation, teamId, userId }),
      ]),
    );
    const scheduleId = (rotation: string) => known(schedules, 'rotation', rotation).id;
    const policies = new Map(
      team.escalations.map((escalation) => [
        escalation.name,
        new EscalationChain(this, `escalation-${escalation.name}`, {
          ...common,
          escalation,
          teamId,
          scheduleId,
          userId,
        }),
      ]),
    );
    for (const service of services) {
      const escalationPolicyId = known(policies, 'escalation', service.escalation).id;
      const props = { ...common, service, escalationPolicyId };
      this.pagers.set(service.name, new ServicePager(this, `service-${service.name}`, props));
      for (const from of service.environments) {
        publish(this, outputName.integrationKey(from, service.name), this.integrationKey(service.name, from), true);
      }
    }
    this.addDependencies(services);
  }

  /** The key under which the alerts of a service in an environment reach PagerDuty: a token, and a secret. */
  integrationKey(service: string, environment: string): string {
    return known(this.pagers, 'service', service).integrationKey(environment);
  }

  private person(email: string): DataPagerdutyUser {
    const person = this.people.get(email) ?? new DataPagerdutyUser(this, personId(email), literal({ email }));
    this.people.set(email, person);
    return person;
  }

  /** Edges within the team, one after the other; across teams they would tie stacks into cycles. */
  private addDependencies(services: readonly PagedService[]): void {
    let after: DependencyEdge | undefined;
    for (const { name, dependsOn } of [...services].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      for (const supporting of [...new Set(dependsOn)].sort()) {
        const [from, to] = [this.pagers.get(name), this.pagers.get(supporting)];
        if (from === undefined || to === undefined) continue;
        after = new DependencyEdge(from, `depends-on-${supporting}`, {
          dependent: { name, id: from.id, index: dependsOn.indexOf(supporting) },
          supportingId: to.id,
          ...(after === undefined ? {} : { after }),
        });
      }
    }
  }
}

function known<T>(all: ReadonlyMap<string, T>, kind: string, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new RangeError(`Expected: a ${kind} of the team, got: ${name}`);
  return found;
}
