import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { Construct } from 'constructs';
import { DataSourceHealth } from '../constructs/grafana/data-source-health';
import { TeamFolder } from '../constructs/grafana/team-folder';
import { literal } from '../constructs/literal';
import { traced } from '../constructs/trace';
import type { Environment } from '../domain/catalog/model';
import { callerGroupName, platformTags } from '../domain/names/names';
import { addBackend } from './backend';
import { CatalogStack } from './catalog-stack';
import { outputName, publish } from './cross-stack';
import { addAws, addGrafana } from './providers';

export interface PlatformStackProps {
  readonly environment: Environment;
  /**
   * Names of all teams, also of those without a service here: a platform is applied before its services, and could not
   * delete the folder that a team's last service is about to leave.
   */
  readonly teams: readonly string[];
  /** Names of the services of the environment, retired ones too. */
  readonly services: readonly string[];
}

/**
 * What the services of an environment share, made before any of them: folders, and what callers are known by. Every
 * service has its group from its first day until its entry goes, whether anybody lists it or not: AWS deletes no group
 * that instances wear or a rule names, and an `allowFrom` that comes or goes replaces no instance of the caller.
 */
export class PlatformStack extends CatalogStack {
  constructor(scope: Construct, id: string, { environment, teams, services }: PlatformStackProps) {
    super(scope, id);
    addBackend(this, environment.backend, environment.aws.role);
    addAws(this, environment);
    addGrafana(this, environment);

    new DataSourceHealth(this, 'health', { environment });
    for (const team of [...new Set(teams)].sort()) new TeamFolder(this, `team-${team}`, { environment, team });
    for (const service of [...new Set(services)].sort())
      publish(this, outputName.callerSecurityGroup(service), this.addCaller(environment, service).id, false);
  }

  /** The empty lists are said aloud: a rule that somebody adds by hand is a difference, and goes again. */
  private addCaller(environment: Environment, service: string): SecurityGroup {
    const group = new SecurityGroup(
      this,
      `caller-${service}`,
      literal({
        name: callerGroupName(environment.name, service),
        description: 'Worn by the instances of a service, so that others can let it in. Has no rules.',
        vpcId: environment.aws.vpc,
        ingress: [],
        egress: [],
        tags: platformTags(environment.name, service),
      }),
    );
    return traced(group, { kind: 'service', name: service }, { '': 'name' });
  }
}
