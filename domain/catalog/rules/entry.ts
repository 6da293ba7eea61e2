import type { Diagnostic } from '../diagnostic';
import type { LoadedEnvironment } from '../loaded';
import { nearest } from '../nearest';
import type { Path } from '../path';
import type { Placement } from '../placement';
import { isMap, type Raw } from '../raw';
import type { ReadFile } from '../read-files';
import { reporter } from '../report';
import { checkAccepted } from './accept';
import { type Report, reportDuplicates } from './rule';

export interface EntryContext {
  readonly placement: Placement;
  readonly tiers: Raw;
  readonly environments: readonly LoadedEnvironment[];
  readonly nowMs: number;
}

/** Rules on an entry's own file, whatever environment it runs in. */
export function checkEntry(entry: ReadFile, context: EntryContext, report: Report): void {
  checkStackName(entry.stem, report);
  if (!isMap(entry.raw)) return;
  checkRunsIn(entry.raw.runsIn, [], context.environments, report);
  checkTier(entry.raw.tier, context.tiers, report);
  checkAccepted(entry.raw.accept, context.nowMs, report);
  checkOverrides(entry, context, report);
}

/** Environments that tiers name exist. */
export function checkTiers(
  tiers: ReadFile | undefined,
  environments: readonly LoadedEnvironment[],
  diagnostics: Diagnostic[],
): void {
  if (!tiers || !isMap(tiers.raw)) return;
  for (const [name, tier] of Object.entries(tiers.raw)) {
    if (isMap(tier)) checkRunsIn(tier.runsIn, [name], environments, reporter(tiers.source, diagnostics));
  }
}

function checkStackName(name: string, report: Report): void {
  if (name !== 'platform' && !name.startsWith('oncall-')) return;
  report({
    path: ['name'],
    code: 'bad-name',
    message: `${JSON.stringify(name)} would share the name of another stack`,
    found: name,
    expected: 'a name other than "platform" that does not begin with "oncall-"',
  });
}

function checkRunsIn(list: Raw, prefix: Path, environments: readonly LoadedEnvironment[], report: Report): void {
  checkEnvironmentNames(list, [...prefix, 'runsIn'], environments, report);
}

/** Each name of a list is an environment's, and stands there once. */
export function checkEnvironmentNames(
  list: Raw,
  at: Path,
  environments: readonly LoadedEnvironment[],
  report: Report,
): void {
  if (!Array.isArray(list)) return;
  const items = list.flatMap((name: Raw, index) => (typeof name === 'string' ? [{ name, path: [...at, index] }] : []));
  reportDuplicates(report, items, `${at.at(-1)}:`);
  for (const { name, path } of items) checkEnvironmentName(name, path, 'value', environments, report);
}

function checkEnvironmentName(
  name: string,
  path: Path,
  where: 'key' | 'value',
  environments: readonly LoadedEnvironment[],
  report: Report,
): boolean {
  const known = environments.map(({ environment }) => environment.name);
  if (known.includes(name)) return true;
  // that there is none at all has a fault of its own
  if (known.length === 0) return false;
  report({
    path,
    where,
    code: 'unknown-environment',
    message: `no environment is called ${JSON.stringify(name)}`,
    found: name,
    expected: `one of ${known.join(', ')} (config/environments)`,
    suggestion: nearest(name, known),
  });
  return false;
}

function checkTier(tier: Raw, tiers: Raw, report: Report): void {
  if (typeof tier !== 'number' || !isMap(tiers) || Object.hasOwn(tiers, String(tier))) return;
  report({
    path: ['tier'],
    code: 'unknown-tier',
    message: `config/tiers.yaml has no tier ${tier}`,
    found: String(tier),
    expected: `one of ${Object.keys(tiers).join(', ')}`,
  });
}

/** An override for an environment in which the service does not run changes nothing. */
function checkOverrides(entry: ReadFile, { placement, environments }: EntryContext, report: Report): void {
  const overrides = isMap(entry.raw) ? entry.raw.environments : undefined;
  if (!isMap(overrides)) return;
  const { runsIn, certain } = placement;
  for (const name of Object.keys(overrides)) {
    const path = ['environments', name];
    if (!checkEnvironmentName(name, path, 'key', environments, report) || runsIn.has(name) || !certain) continue;
    report({
      path,
      where: 'key',
      code: 'override-unused',
      severity: 'warning',
      message: `${entry.stem} does not run in ${name}: this changes nothing`,
      found: name,
      expected: runsIn.size === 0 ? 'runsIn with this environment' : `one of ${[...runsIn].join(', ')}`,
    });
  }
}
