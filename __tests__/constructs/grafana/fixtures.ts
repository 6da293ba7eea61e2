import type { Environment, Service } from '../../../domain/catalog/model';

export function environmentFixture(overrides: Partial<Environment> = {}): Environment {
  return {
    name: 'production',
    sandbox: false,
    paging: true,
    aws: {
      account: '111122223333',
      region: 'eu-central-1',
      vpc: 'vpc-1',
      privateSubnets: ['subnet-1', 'subnet-2'],
      loadBalancers: {},
    },
    grafana: {
      url: 'https://grafana.example.com',
      prometheus: 'prom-production',
      cloudwatch: 'cw-production',
      recordingTarget: 'prom-recorded',
    },
    scrapeIntervalSeconds: 60,
    recording: 'grafana',
    backend: { kind: 'local' },
    ...overrides,
  };
}

export function serviceFixture(overrides: Partial<Service> = {}): Service {
  return {
    name: 'checkout',
    environment: 'production',
    description: 'Turns a basket into a paid order',
    owner: 'payments',
    tier: 1,
    lifecycle: 'production',
    dependsOn: [],
    links: {
      runbook: 'https://runbooks.example.com/checkout',
      repository: 'https://code.example.com/shop/checkout',
    },
    slos: [],
    alerts: [],
    oncall: { escalation: 'payments-critical' },
    ...overrides,
  };
}
