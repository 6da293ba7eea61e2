import type { ProviderMirror } from './provider-mirror';

/**
 * The text of Terraform's CLI configuration: what the mirror holds comes from it alone, as from Terraform's own implied
 * mirrors; the rest is downloaded. A pinned version that the mirror lacks is downloaded too.
 */
export function cliConfiguration(
  mirror: ProviderMirror | undefined,
  required: Readonly<Record<string, string>>,
): string {
  const mirrored = Object.entries(mirror?.providers ?? {})
    .filter(([address, versions]) => offers(versions, required[address]))
    .map(([address]) => address);
  const lines = ['disable_checkpoint = true', 'provider_installation {'];
  if (mirror !== undefined && mirrored.length > 0) {
    lines.push(`  filesystem_mirror {`, `    path    = ${JSON.stringify(mirror.path)}`);
    lines.push(`    include = ${JSON.stringify(mirrored)}`, '  }');
  }
  lines.push('  direct {', `    exclude = ${JSON.stringify(mirrored)}`, '  }', '}', '');
  return lines.join('\n');
}

/** Only an exact version can be told from here; what a range allows, Terraform finds out. */
function offers(versions: readonly string[], constraint: string | undefined): boolean {
  const exact = /^=?\s*(\d+\.\d+\.\d+)$/.exec(constraint?.trim() ?? '')?.[1];
  return exact === undefined || versions.includes(exact);
}
