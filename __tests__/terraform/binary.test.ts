import { findTerraform } from '../../terraform/binary';
import { fakeTerraform } from './fake-terraform';

const versionIs = (version: string) =>
  fakeTerraform(`console.log(${JSON.stringify(JSON.stringify({ terraform_version: version }))})`);

test('the one on the PATH, with its version', async () => {
  const { folder, program } = versionIs('1.11.4');
  const found = await findTerraform({ PATH: `${folder}:${process.env.PATH}` });
  expect(found).toEqual({ kind: 'found', path: program, version: '1.11.4' });
});

test('the one that CATALOG_TERRAFORM names comes before the PATH', async () => {
  const { program } = versionIs('2.0.0');
  const other = versionIs('1.12.0');
  const found = await findTerraform({ PATH: `${other.folder}:${process.env.PATH}`, CATALOG_TERRAFORM: program });
  expect(found).toMatchObject({ path: program, version: '2.0.0' });
});

test('rejects one that is too old, saying how to get another', async () => {
  const { program } = versionIs('1.10.9');
  const found = await findTerraform({ ...process.env, CATALOG_TERRAFORM: program });
  expect(found).toEqual({
    kind: 'missing',
    message: `Terraform 1.10.9 (${program}) is too old: 1.11 or newer is needed. Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install), put it on the PATH or name it in CATALOG_TERRAFORM.`,
  });
});

test('rejects a PATH without it, a name that is no program, and a program that is not Terraform', async () => {
  const message = async (environment: NodeJS.ProcessEnv) => {
    const found = await findTerraform(environment);
    return found.kind === 'missing' ? found.message : '';
  };
  expect(await message({ PATH: '/nowhere' })).toMatch(/^Terraform is not installed\. Install/);
  expect(await message({ CATALOG_TERRAFORM: '/nowhere/terraform' })).toMatch(/^CATALOG_TERRAFORM names \/nowhere/);
  const { program } = fakeTerraform('console.log("hello")');
  expect(await message({ ...process.env, CATALOG_TERRAFORM: program })).toContain('did not answer `version -json`');
});
