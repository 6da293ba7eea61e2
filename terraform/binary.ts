import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Native S3 locking, and what else the emitted configuration relies on. */
const OLDEST_VERSION = [1, 11] as const;
const HOW_TO_GET_IT =
  'Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install), put it on the PATH or name it ' +
  'in CATALOG_TERRAFORM.';

export type TerraformBinary =
  | { readonly kind: 'found'; readonly path: string; readonly version: string }
  /** `message` says what is missing and how to get it. */
  | { readonly kind: 'missing'; readonly message: string };

/** Terraform as CATALOG_TERRAFORM names it, or from the PATH; its version checked. */
export async function findTerraform(environment: NodeJS.ProcessEnv = process.env): Promise<TerraformBinary> {
  const named = environment.CATALOG_TERRAFORM;
  if (named !== undefined && named !== '' && !isExecutable(named)) {
    return missing(`CATALOG_TERRAFORM names ${named}, which is not a program.`);
  }
  const path = named || onPath(environment.PATH ?? '');
  if (path === undefined) return missing('Terraform is not installed.');
  try {
    const run = await promisify(execFile)(path, ['version', '-json'], {
      env: { ...environment, CHECKPOINT_DISABLE: '1' },
      timeout: 30_000,
    });
    const version = String((JSON.parse(run.stdout) as { terraform_version?: unknown }).terraform_version);
    return isRecent(version)
      ? { kind: 'found', path, version }
      : missing(`Terraform ${version} (${path}) is too old: ${OLDEST_VERSION.join('.')} or newer is needed.`);
  } catch {
    return missing(`${path} did not answer \`version -json\` as Terraform does.`);
  }
}

function missing(message: string): TerraformBinary {
  return { kind: 'missing', message: `${message} ${HOW_TO_GET_IT}` };
}

function onPath(path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'terraform')).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_VERSION[0] || (major === OLDEST_VERSION[0] && minor >= OLDEST_VERSION[1]);
}
