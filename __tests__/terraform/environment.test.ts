import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformEnvironment } from '../../terraform/environment';
import { findProviderMirror } from '../../terraform/provider-mirror';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'catalog-test-'));
  mkdirSync(join(root, 'home'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const base = (more: NodeJS.ProcessEnv = {}) => ({ HOME: join(root, 'home'), PATH: '/bin', ...more });
const aws = (folder: string, name: string) =>
  mkdirSync(join(folder, 'registry.terraform.io/hashicorp/aws', name), { recursive: true });

test('what would change the commands is left out, everything else stays', () => {
  const meddling = {
    TF_CLI_ARGS: '-x',
    TF_CLI_ARGS_plan: '-y',
    TF_WORKSPACE: 'w',
    TF_DATA_DIR: 'd',
    TF_REATTACH_PROVIDERS: '{}',
  };
  const environment = terraformEnvironment(base({ ...meddling, TF_VAR_x: '1', AWS_PROFILE: 'p' }), root, {});
  expect(Object.keys(environment).filter((name) => name in meddling)).toEqual([]);
  expect(environment).toMatchObject({
    TF_VAR_x: '1',
    AWS_PROFILE: 'p',
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
  });
});

test('its CLI configuration is a file that exists, whatever the preset one names', () => {
  const { TF_CLI_CONFIG_FILE: file = '' } = terraformEnvironment(base({ TF_CLI_CONFIG_FILE: '/nowhere' }), root, {});
  expect(readFileSync(file, 'utf8')).toContain('provider_installation');
  expect(existsSync(join(root, '.catalog', 'plugins'))).toBe(true);
});

test("a user's own CLI configuration stays in force, unless a mirror is asked for", () => {
  const own = join(root, 'home', '.terraformrc');
  writeFileSync(own, '');
  expect(terraformEnvironment(base(), root, {}).TF_CLI_CONFIG_FILE).toBeUndefined();
  expect(terraformEnvironment(base({ TF_CLI_CONFIG_FILE: own }), root, {}).TF_CLI_CONFIG_FILE).toBe(own);
  const asked = terraformEnvironment(base({ CATALOG_PROVIDER_MIRROR: root }), root, {});
  expect(asked.TF_CLI_CONFIG_FILE).toMatch(/\.tfrc$/);
});

test('a mirror is the one named, unpacked or packed, else a usual folder', () => {
  const [named, usual] = [join(root, 'named'), join(root, 'home', '.terraform.d/plugins')];
  aws(named, '5.100.0');
  aws(named, 'terraform-provider-aws_6.25.0_linux_amd64.zip');
  aws(usual, '4.0.0');
  expect(findProviderMirror(base({ CATALOG_PROVIDER_MIRROR: named }))).toEqual({
    path: named,
    providers: { 'registry.terraform.io/hashicorp/aws': ['5.100.0', '6.25.0'] },
  });
  expect(findProviderMirror(base())).toMatchObject({ path: usual });
});
