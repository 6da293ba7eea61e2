import { environmentSchema, oncallSchema } from '../../domain/catalog/schema/environment';
import { guardsSchema } from '../../domain/catalog/schema/guards';
import { tiersSchema } from '../../domain/catalog/schema/service';
import { defaultSettings } from '../../domain/guards/settings';
import {
  environmentDescriptions,
  guardsDescriptions,
  oncallDescriptions,
  tiersDescriptions,
} from '../environment-descriptions';
import { type FieldReference, fieldSections } from './field-reference';

/** What holds where the file says nothing; a test holds it true. */
export const environmentDefaults: Readonly<Record<string, string | boolean>> = {
  sandbox: false,
  oncall: 'shared',
  'pagerduty.region': 'us',
  paging: true,
  scrapeInterval: '30s',
};

const valueIn = (defaults: Readonly<Record<string, string | number | boolean>>) => (path: string) =>
  path in defaults ? `\`${defaults[path]}\`` : undefined;

export const environmentReference: FieldReference = {
  schema: environmentSchema,
  descriptions: environmentDescriptions,
  fallback: valueIn(environmentDefaults),
  entryFieldsIn: 'defaults',
  sections: [
    { title: 'The environment', keys: ['name', 'sandbox', 'oncall', 'pagerduty', 'paging', 'defaults', 'accept'] },
    { title: 'AWS', keys: ['aws'] },
    { title: 'Grafana and Prometheus', keys: ['grafana', 'scrapeInterval', 'recording', 'amp'] },
    {
      title: 'State',
      keys: ['backend'],
    },
  ],
};

export const oncallReference: FieldReference = {
  schema: oncallSchema,
  descriptions: oncallDescriptions,
  fallback: valueIn(environmentDefaults),
  sections: [
    {
      title: 'config/oncall.yaml',
      keys: ['pagerduty', 'backend'],
      text: 'The on-call that environments share. A catalog has this file, also where each environment has on-call of its own.',
    },
  ],
};

export const tiersReference: FieldReference = {
  schema: tiersSchema,
  descriptions: tiersDescriptions,
  entryFieldsIn: '<tier>',
  shared: (path) => path.replace(/^\d/, '<tier>'),
  sections: [
    {
      title: 'config/tiers.yaml',
      keys: ['<tier>'],
      text: 'What a service gets when neither its environment nor its entry says otherwise. A catalog has this file, with every tier that an entry names.',
    },
  ],
};

export const guardsReference: FieldReference = {
  schema: guardsSchema,
  descriptions: guardsDescriptions,
  fallback: valueIn({ maxStacks: defaultSettings.maxStacks, order: `[${defaultSettings.order.join(', ')}]` }),
  shared: (path) => path.replace(/^rules\..+/, 'rules.<rule>'),
  sections: [
    {
      title: 'config/guards.yaml',
      keys: ['rules', 'maxStacks', 'order', 'accept'],
      text: 'What [a review](review.md#guards) stops. A catalog need not have this file.',
    },
  ],
};

/** The reference of everything that the files of `config/` may say; teams and alert windows have pages of their own. */
export function environmentPage(): string {
  return `# The environment

An environment is one YAML file in \`config/environments/\`, called after it: an account, a network, a Grafana, and
where state is kept. It names what exists; nothing of that is made here.

\`\`\`yaml
name: production
aws:
  account: "111122223333"                                  # in quotes: digits alone would be a number
  region: eu-central-1
  role: arn:aws:iam::111122223333:role/catalog
  vpc: vpc-0a1b2c3d4e5f60718
  subnets: {private: [subnet-0aaa1111bbb22222c, subnet-0ddd3333eee44444f]}
  loadBalancers:
    public:
      listener: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2"
      securityGroup: sg-0aaaa1111bbbb2222
grafana:
  url: https://grafana.example.com
  prometheus: prom-production
  cloudwatch: cw-production
scrapeInterval: 15s
recording: grafana
backend:
  s3: {bucket: example-terraform-state, region: eu-central-1}
\`\`\`

| an environment | says |
|---|---|
| for production | a \`backend\` of \`s3\` or \`hcp\`; no \`endpoint\` anywhere; \`paging\` is on unless written |
| that wakes nobody, such as staging | \`paging: false\` |
| where groups are smaller than their tier’s, unless an entry says its own | \`defaults: {scaling: {min: 1, max: 2}}\` |
| whose pages go apart from the others’, such as to another account | \`oncall: own\`, and \`pagerduty: {region}\` |
| that is a sandbox on this machine | \`sandbox: true\`, \`oncall: own\`, \`backend: local\`; accounts, ids and addresses may be made up |
| against emulators | \`aws: {endpoint}\`, \`oncall: own\`, \`pagerduty: {endpoint}\`, the double’s \`grafana: {url}\`, \`backend: local\` |

Secrets never stand here: credentials come from [the process's environment](deploying.md#with-the-command). What can be
wrong with these files is listed in [diagnostics](diagnostics.md).

This page is generated from the schemas that the compiler uses (\`npm run docs\`). Teams have [a page](team.md) of their
own, and so have [alert windows](alert-windows.md).

${[environmentReference, oncallReference, tiersReference, guardsReference].map(fieldSections).join('\n')}`;
}
