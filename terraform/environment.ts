import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cliConfiguration } from './cli-configuration';
import { findProviderMirror } from './provider-mirror';

/** Would change what the commands mean, or point at a process that is gone. */
const MEDDLING = /^TF_(CLI_ARGS.*|WORKSPACE|DATA_DIR|REATTACH_PROVIDERS|INPUT)$/;

/**
 * The environment of a run of Terraform: the caller's, without what meddles with the commands, and with provider
 * installation settled. A CLI configuration of the user's own stays in force unless CATALOG_PROVIDER_MIRROR is set.
 */
export function terraformEnvironment(
  base: NodeJS.ProcessEnv,
  catalogRoot: string,
  required: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(base).filter(([name]) => !MEDDLING.test(name)));
  const TF_PLUGIN_CACHE_DIR = base.TF_PLUGIN_CACHE_DIR || join(catalogRoot, '.catalog', 'plugins');
  // Terraform ignores a cache that does not exist
  mkdirSync(TF_PLUGIN_CACHE_DIR, { recursive: true });
  const environment = { ...own, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0', TF_PLUGIN_CACHE_DIR };
  if (!base.CATALOG_PROVIDER_MIRROR && hasOwnConfiguration(base)) return environment;
  const text = cliConfiguration(findProviderMirror(base), required);
  return { ...environment, TF_CLI_CONFIG_FILE: written(join(catalogRoot, '.catalog'), text) };
}

function hasOwnConfiguration(base: NodeJS.ProcessEnv): boolean {
  const named = base.TF_CLI_CONFIG_FILE || base.TERRAFORM_CONFIG;
  return existsSync(named || join(base.HOME || homedir(), '.terraformrc'));
}

/** Named for its content, so that runs side by side never see it half-written or changed. */
function written(folder: string, text: string): string {
  const path = join(folder, `terraform-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.tfrc`);
  if (!existsSync(path)) writeFileSync(path, text);
  return path;
}
