import { entry, environment } from './catalog';
import type { CodeExample } from './example';

const checkout = 'services/checkout.yaml';
const production = 'config/environments/production.yaml';

export const environmentExamples: readonly CodeExample[] = [
  {
    code: 'environment-incomplete',
    why: 'Fields of an environment that need one another.',
    files: { [production]: environment('').replace('recording: grafana', 'recording: amp') },
    expected: {
      severity: 'error',
      file: 'config/environments/production.yaml',
      line: 10,
      column: 12,
      found: 'amp',
      expected: 'amp: {workspace: ws-…}',
      suggestion: null,
    },
  },
  {
    code: 'arn-elsewhere',
    why: 'A role, a listener or a policy of another account, region or partition: AWS would refuse it, or find nothing.',
    files: { [production]: environment('').replace('region: eu-central-1', 'region: eu-west-1') },
    expected: {
      severity: 'error',
      file: 'config/environments/production.yaml',
      line: 8,
      column: 24,
      found: 'eu-central-1',
      expected: 'the region eu-west-1',
      suggestion: null,
    },
  },
  {
    code: 'accept-expired',
    why: 'What a guard says was accepted for a while, and the while is over.',
    files: { [checkout]: entry('accept:\n  - {rule: too-many-stacks, until: 2026-10-01, why: The warehouse moves}\n') },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 6,
      column: 36,
      found: '2026-10-01',
      expected: 'a later date, or no such acceptance',
      suggestion: null,
    },
  },
];
