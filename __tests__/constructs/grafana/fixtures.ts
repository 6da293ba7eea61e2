import type { Environment, Service, Slo } from '../../../domain/catalog/model';

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

function sloFixture(overrides: Partial<Slo> = {}): Slo {
  return {
    name: 'availability',
    description: 'Shoppers can pay',
    objectivePercent: 99.95,
    budgetRatio: 0.0005,
    window: { kind: 'rolling', days: 30 },
    sli: { kind: 'errors', errors: 'http_requests_total{code=~"5.."}', total: 'http_requests_total' },
    alerting: { page: true, ticket: true, absence: true, budgetSpent: false, minFailures: 3, historyGuard: false },
    ...overrides,
  };
}

/** A service with everything that a dashboard can show. */
export function largeServiceFixture(overrides: Partial<Service> = {}): Service {
  return serviceFixture({
    slos: [
      sloFixture(),
      sloFixture({
        name: 'latency',
        objectivePercent: 99,
        budgetRatio: 0.01,
        sli: {
          kind: 'histogram',
          metric: 'http_request_duration_seconds',
          selector: 'service="checkout"',
          belowSeconds: 0.3,
          native: false,
        },
      }),
      sloFixture({ name: 'up', window: { kind: 'calendar', unit: 'quarter' }, sli: { kind: 'up', metric: 'up' } }),
    ],
    scaling: {
      min: 3,
      max: 24,
      warmupSeconds: 120,
      targets: { cpuPercent: 55, requestsPerTargetPerSecond: 40 },
      schedule: [],
      events: [
        {
          name: 'black-friday',
          timeZone: 'Europe/Berlin',
          from: '2026-11-27T06:00',
          to: '2026-11-30T06:00',
          fromMs: 1_795_755_600_000,
          toMs: 1_796_014_800_000,
          expectRequestsPerSecond: 800,
          min: 20,
          max: 40,
        },
      ],
    },
    ...overrides,
  });
}
