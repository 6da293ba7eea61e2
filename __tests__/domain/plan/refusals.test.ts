import { compile } from '../../../compile/compile';
import { readFolder } from '../../../compile/read';
import { refusals } from '../../../domain/plan/refusals';
import { IN_USE } from '../../../sandbox/schemas/in-use';
import { now, shipped } from '../../cli/harness';

/** Stacks of the shipped catalog, and what somebody could make of them. */
const { stacks } = compile(readFolder(shipped), now, { environments: ['production'] });
const types = new Set<string>([
  'terraform_remote_state',
  ...Object.values(IN_USE).flatMap(({ resources, dataSources }) => [...resources, ...dataSources]),
]);
const checkout = stacks.find(({ name }) => name === 'production-checkout') as (typeof stacks)[number];
const siblings = stacks.filter(({ environment }) => environment === 'production');

type Configuration = Record<string, object>;

/** A part of a configuration, to be changed. */
const part = (configuration: object, ...keys: readonly (string | number)[]): object =>
  keys.reduce((at, key) => (at as Record<string | number, object>)[key] as object, configuration);
const role = (configuration: object) => part(configuration, 'resource', 'aws_iam_role', 'compute_role_role');
function changed(change: (configuration: Configuration) => void): string[] {
  const configuration = JSON.parse(checkout.json) as Configuration;
  change(configuration);
  return refusals(checkout.name, JSON.stringify(configuration), siblings, types);
}

test('what this code compiled is taken as it is', () => {
  for (const { name, json, environment } of stacks) {
    const own = stacks.filter((one) => one.environment === environment);
    expect(refusals(name, json, own, types)).toEqual([]);
  }
});

test('a new stack that is like another one of its environment is taken', () => {
  const json = checkout.json.replaceAll('production-checkout', 'production-gifts');
  const services = siblings.filter(({ kind }) => kind === 'service');
  expect(refusals('production-gifts', json, services, types)).toEqual([]);
});

test('rejects what sends credentials elsewhere', () => {
  expect(
    changed(({ provider }) => Object.assign(provider as object, { grafana: [{ url: 'https://grafana.example.org' }] })),
  ).toEqual(['production-checkout: its providers are configured otherwise than in the base']);
  expect(
    changed((configuration) =>
      Object.assign(part(configuration, 'provider', 'aws', 0), { endpoints: [{ sts: 'https://sts.example.org' }] }),
    ),
  ).toHaveLength(1);
});

test('rejects a state that is kept or read elsewhere', () => {
  expect(
    changed(({ terraform }) => Object.assign(terraform as object, { backend: { s3: { bucket: 'other' } } })),
  ).toContain('production-checkout: its state is kept elsewhere than in the base');
  const states = { 'state-of-oncall-payments': { backend: 'http', config: { address: 'https://example.org' } } };
  expect(changed(({ data }) => Object.assign(data as object, { terraform_remote_state: states }))).toEqual([
    'production-checkout: it reads "state-of-oncall-payments" from a place that the base does not read from',
  ]);
});

test('rejects other providers, types, blocks and whatever runs a program', () => {
  const required = { external: { source: 'hashicorp/external', version: '2.3.4' } };
  expect(
    changed((configuration) => Object.assign(part(configuration, 'terraform', 'required_providers'), required)),
  ).toEqual(['production-checkout: it asks for other providers than in the base']);
  expect(changed(({ data }) => Object.assign(data as object, { external: { run: { program: ['id'] } } }))).toEqual([
    'production-checkout: type "external" is not known here',
  ]);
  expect(changed((configuration) => Object.assign(configuration, { module: { x: { source: './x' } } }))).toEqual([
    'production-checkout: block "module" is not known here',
  ]);
  expect(
    changed((configuration) =>
      Object.assign(role(configuration), {
        provisioner: [{ 'local-exec': { command: 'id' } }],
      }),
    ),
  ).toEqual(['production-checkout: it has a provisioner']);
  expect(refusals('x', 'no json', [], types)).toEqual(['x: no JSON object']);
});

test.each([
  ['${file("/proc/self/environ")}', 'a template that is more than a reference'],
  ['${filebase64(path.root)}', 'it calls "filebase64"'],
  ['${nonsensitive(data.aws_ssm_parameter.compute_image.value)}', 'it calls "nonsensitive"'],
  ['${"}"}${templatefile("x", {})}', 'a template that is more than a reference'],
  ['%{ if true }x%{ endif }', 'a template that is more than a reference'],
  ['$$${file("x")}', 'a template that is more than a reference'],
  ['${ /* } */ file(x) }', 'a template that is more than a reference'],
])('rejects the template %s', (text, reason) => {
  const found = changed((configuration) =>
    Object.assign(role(configuration), {
      description: text,
    }),
  );
  expect(found).toEqual([expect.stringContaining(reason)]);
});

test('literal text of an entry is no template', () => {
  const found = changed((configuration) =>
    Object.assign(role(configuration), {
      description: 'costs $${file("x")} and 5%%{y}',
    }),
  );
  expect(found).toEqual([]);
});
