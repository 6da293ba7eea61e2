import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder of unpacked or packed providers, as `terraform providers mirror` makes one. */
export interface ProviderMirror {
  readonly path: string;
  /** `registry.terraform.io/hashicorp/aws` → the versions at hand. */
  readonly providers: Readonly<Record<string, readonly string[]>>;
}

/**
 * Where Terraform itself looks for providers (CLI configuration, "Implied Local Mirror Directories"), and where system
 * packages and images commonly put them.
 */
function usualFolders(environment: NodeJS.ProcessEnv): string[] {
  const home = environment.HOME || homedir();
  const dataFolders = [environment.XDG_DATA_HOME || join(home, '.local/share')];
  dataFolders.push(...(environment.XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':'));
  return [
    join(home, '.terraform.d/plugins'),
    join(home, 'Library/Application Support/io.terraform/plugins'),
    '/Library/Application Support/io.terraform/plugins',
    ...dataFolders.map((folder) => join(folder, 'terraform/plugins')),
    ...['/opt', '/usr/lib', '/usr/local/lib'].flatMap((folder) =>
      ['terraform/plugins', 'terraform/providers', 'terraform-plugins', 'tf-plugins'].map((name) => join(folder, name)),
    ),
  ];
}

/** The mirror that CATALOG_PROVIDER_MIRROR names, else the first that exists among the usual folders. */
export function findProviderMirror(environment: NodeJS.ProcessEnv): ProviderMirror | undefined {
  const named = environment.CATALOG_PROVIDER_MIRROR;
  for (const path of named ? [named] : usualFolders(environment)) {
    const providers = providersIn(path);
    if (named || Object.keys(providers).length > 0) return { path, providers };
  }
  return undefined;
}

function providersIn(path: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const host of names(path).filter((name) => name.includes('.'))) {
    for (const namespace of names(join(path, host))) {
      for (const type of names(join(path, host, namespace))) {
        const versions = names(join(path, host, namespace, type)).flatMap(versionOf);
        if (versions.length > 0) found[`${host}/${namespace}/${type}`] = versions;
      }
    }
  }
  return found;
}

/** `5.100.0/` of an unpacked mirror, `terraform-provider-aws_5.100.0_linux_amd64.zip` of a packed one. */
function versionOf(name: string): string[] {
  const version = /^\d+\.\d+\.\d+[^_]*$/.exec(name)?.[0] ?? /_(\d+\.\d+\.\d+[^_]*)_[^_]+_[^_]+\.zip$/.exec(name)?.[1];
  return version === undefined ? [] : [version];
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
