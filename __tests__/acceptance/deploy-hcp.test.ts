import { compile } from '../../compile/compile';
import { readFolder } from '../../compile/read';
import { startSandboxProviders } from '../../sandbox/providers';
import { findTerraform } from '../../terraform/binary';
import { validate } from '../../terraform/commands';
import { runTerraform } from '../../terraform/run';
import { prepareWorkFolder } from '../../terraform/work-folder';
import { now, removeScratch } from '../cli/harness';
import { openShop } from './shop';

jest.setTimeout(120_000);
afterAll(removeScratch);

const hcp = 'hcp: {organization: shop, project: catalog, hostname: tfe.example.com}';

test('stacks whose states are in HCP Terraform, a workspace each, are valid', async () => {
  const shop = await openShop();
  for (const file of ['config/environments/production.yaml', 'config/oncall.yaml']) {
    shop.edit(file, 's3: {bucket: example-terraform-state, region: eu-central-1}', hcp);
  }
  const { stacks } = compile(readFolder(shop.root), now, { environments: ['production'], services: ['checkout'] });
  const workspaces = stacks.map(({ json }) => JSON.parse(json).terraform.cloud.workspaces);
  expect(workspaces).toEqual(stacks.map(({ name }) => ({ name, project: 'catalog' })));
  const binary = await findTerraform();
  const providers = await startSandboxProviders(shop.root, now);
  try {
    for (const stack of stacks) {
      const terraform = binary.kind === 'found' ? binary.path : '';
      const folder = prepareWorkFolder(shop.root, stack, 'plan');
      const { environment, close } = await providers.open(stack);
      // without the backend: nobody's account is needed
      const ready = await runTerraform(terraform, ['init', '-backend=false', '-input=false'], { folder, environment });
      const valid = await validate({ terraform, folder, environment });
      close();
      expect([stack.name, ready.exitCode, valid]).toEqual([stack.name, 0, { ok: true, value: undefined }]);
    }
  } finally {
    await providers.stop();
  }
});
