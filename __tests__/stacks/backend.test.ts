import { App } from 'cdktf';
import type { Backend } from '../../domain/catalog/model';
import { addBackend, remoteState } from '../../stacks/backend';
import { CatalogStack } from '../../stacks/catalog-stack';

function terraformOf(backend: Backend, role?: string) {
  const stack = new CatalogStack(new App({ outdir: '/tmp', stackTraces: false }), 'production-checkout');
  addBackend(stack, backend, role);
  remoteState(stack, { stack: 'oncall-payments', backend, role }).getString('x');
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

const s3: Backend = { kind: 's3', bucket: 'states', region: 'eu-central-1' };

test('the local state has a constant path, as seen from a stack’s folder', () => {
  const { terraform, data } = terraformOf({ kind: 'local' });
  expect(terraform.backend).toEqual({ local: { path: '../../../.catalog/state/production-checkout.tfstate' } });
  expect(data.terraform_remote_state['state-of-oncall-payments'].config.path).toBe(
    '../../../.catalog/state/oncall-payments.tfstate',
  );
});

test('a state in S3 is encrypted, locked natively, and has a key of its own', () => {
  expect(terraformOf(s3).terraform.backend.s3).toEqual({
    bucket: 'states',
    key: 'production-checkout/terraform.tfstate',
    region: 'eu-central-1',
    encrypt: true,
    use_lockfile: true,
  });
});

test('the role is assumed for the state, too, on both sides', () => {
  const role = 'arn:aws:iam::111122223333:role/catalog';
  const { terraform, data } = terraformOf(s3, role);
  expect(terraform.backend.s3.assume_role).toEqual({ role_arn: role });
  expect(data.terraform_remote_state['state-of-oncall-payments'].config.assume_role).toEqual({ role_arn: role });
});

test('HCP Terraform has a workspace per stack', () => {
  const { terraform, data } = terraformOf({ kind: 'hcp', organization: 'shop', project: 'catalog' });
  expect(terraform.cloud).toEqual({
    organization: 'shop',
    workspaces: { name: 'production-checkout', project: 'catalog' },
  });
  expect(data.terraform_remote_state['state-of-oncall-payments']).toMatchObject({
    backend: 'remote',
    config: { organization: 'shop', workspaces: { name: 'oncall-payments' } },
  });
});
