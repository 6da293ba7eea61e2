import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply, init, type StackTerraform } from '../../terraform/commands';
import { terraformEnvironment } from '../../terraform/environment';
import { planJson } from '../../terraform/plan-json';
import { prepareWorkFolder } from '../../terraform/work-folder';
import { type Moto, motoNeeds, startMoto } from './moto';
import { CANARY, everyText, fates, reviewed } from './plan-lab';

/** Plans by the real AWS provider, against moto. */
jest.setTimeout(300_000);

let moto: Moto | undefined;
let root: string;
let made: (resource: object) => { json: string; at: StackTerraform };

beforeAll(async () => {
  const needs = await motoNeeds();
  if (needs.kind === 'missing') {
    if (process.env.CATALOG_ACCEPTANCE === 'required') throw new Error(needs.message);
    return;
  }
  moto = await startMoto(needs.python);
  const { endpoint } = moto;
  root = mkdtempSync(join(tmpdir(), 'catalog-plan-'));
  const environment = {
    ...terraformEnvironment(process.env, root, { 'registry.terraform.io/hashicorp/aws': needs.awsVersion }),
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  made = (resource) => {
    const json = JSON.stringify({
      terraform: {
        backend: { local: { path: '../../../.catalog/state/own.tfstate' } },
        required_providers: { aws: { source: 'hashicorp/aws', version: needs.awsVersion } },
      },
      provider: {
        aws: [
          {
            region: 'us-east-1',
            skip_credentials_validation: true,
            skip_metadata_api_check: 'true',
            endpoints: [Object.fromEntries(['ec2', 'iam', 'ssm', 'sts'].map((service) => [service, endpoint]))],
          },
        ],
      },
      resource,
    });
    return {
      json,
      at: { terraform: needs.terraform, folder: prepareWorkFolder(root, { name: 'own', json }, 'plan'), environment },
    };
  };
});
afterAll(async () => {
  await moto?.stop();
  if (root !== undefined) rmSync(root, { recursive: true, force: true });
});

const resources = (name: string, secret: string, size: number) => ({
  aws_iam_role: {
    own: {
      name,
      assume_role_policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
      }),
    },
  },
  aws_ssm_parameter: { own: { name: '/box/key', type: 'SecureString', value: secret } },
  aws_launch_template: {
    own: {
      name: 'box',
      user_data: Buffer.from(`key=${secret}`).toString('base64'),
      block_device_mappings: [{ device_name: '/dev/xvda', ebs: [{ volume_size: size, encrypted: 'true' }] }],
    },
  },
});

test('a replacement, an update and a secret of the real provider are reviewed as the sandbox has them', async () => {
  if (moto === undefined) return;
  const first = made(resources('box-a', `${CANARY}-1`, 20));
  expect(await init(first.at)).toMatchObject({ ok: true });
  expect(await apply(first.at)).toMatchObject({ ok: true });
  const second = made(resources('box-b', `${CANARY}-2`, 30));
  const plan = await planJson(second.at, { initInTurn: (run) => run() });
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
  const stack = reviewed(plan.value.text);
  expect(fates(stack)).toEqual([
    'replace aws_iam_role.own',
    'update aws_launch_template.own',
    'update aws_ssm_parameter.own',
  ]);
  expect(stack.resources[0]).toMatchObject({ forcedBy: ['name'], order: 'delete-first' });
  expect(stack.resources[1]?.attributes).toContainEqual(
    expect.objectContaining({ path: 'block_device_mappings[0].ebs[0].volume_size', before: 20, after: 30 }),
  );
  expect(stack.resources[2]?.attributes).toContainEqual(
    expect.objectContaining({ path: 'value', sensitive: true, before: null }),
  );
  // the launch template's text holds a copy that nothing flags
  const texts = everyText(stack);
  expect(texts).not.toContain(CANARY);
  expect(texts).not.toContain(Buffer.from(`key=${CANARY}`).toString('base64').slice(8, -4));
});
