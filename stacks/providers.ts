import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { GrafanaProvider } from '@cdktf/provider-grafana/lib/provider';
import { PagerdutyProvider } from '@cdktf/provider-pagerduty/lib/provider';
import { type TerraformProvider, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import versions from '../config/providers.json';
import { literal } from '../constructs/literal';
import type { Environment, PagerDutySettings } from '../domain/catalog/model';

/** AWS services that the constructs use: what an `aws.endpoint` stands in for. */
const emulatedServices = ['autoscaling', 'cloudwatch', 'ec2', 'elbv2', 'iam', 'amp', 'ssm', 'sts'] as const;

/** The AWS provider of an environment. Credentials come from the process environment only. */
export function addAws(scope: Construct, environment: Environment): TerraformProvider {
  const { region, account, role, endpoint } = environment.aws;
  return pinned(
    'aws',
    new AwsProvider(
      scope,
      'aws',
      literal({
        region,
        allowedAccountIds: [account],
        ...(role === undefined ? {} : { assumeRole: [{ roleArn: role }] }),
        ...(endpoint === undefined
          ? {}
          : {
              skipCredentialsValidation: true,
              skipMetadataApiCheck: 'true',
              endpoints: [Object.fromEntries(emulatedServices.map((service) => [service, endpoint]))],
            }),
      }),
    ),
  );
}

/** The Grafana provider of an environment; `auth` comes from `GRAFANA_AUTH`. */
export function addGrafana(scope: Construct, environment: Environment): TerraformProvider {
  return pinned('grafana', new GrafanaProvider(scope, 'grafana', literal({ url: environment.grafana.url })));
}

/** The PagerDuty provider; the token comes from `PAGERDUTY_TOKEN`. */
export function addPagerDuty(scope: Construct, settings: PagerDutySettings): TerraformProvider {
  return pinned(
    'pagerduty',
    new PagerdutyProvider(
      scope,
      'pagerduty',
      literal({
        ...(settings.region === 'eu' ? { serviceRegion: 'eu' } : {}),
        ...(settings.endpoint === undefined
          ? {}
          : { apiUrlOverride: settings.endpoint, skipCredentialsValidation: true }),
      }),
    ),
  );
}

/** Versions are data (`config/providers.json`), not what the bindings were generated for. */
function pinned(name: keyof typeof versions, provider: TerraformProvider): TerraformProvider {
  TerraformStack.of(provider).addOverride(`terraform.required_providers.${name}`, versions[name]);
  return provider;
}
