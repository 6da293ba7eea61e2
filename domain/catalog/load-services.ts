import { withDefaults } from './defaults';
import type { Diagnostic } from './diagnostic';
import { Fields } from './fields';
import { type Layer, type Merged, mergeLayers } from './layers';
import type { LoadedEnvironment, LoadedService, LoadedTeam } from './loaded';
import type { CatalogMemory, EntrySetting, FileText, ResolvedEntry } from './memory';
import type { Service } from './model';
import type { Path } from './path';
import { type Placement, placementOf } from './placement';
import { INVALID, isMap, type Raw, type RawMap } from './raw';
import type { CatalogFiles, ReadFile, ReadFiles } from './read-files';
import { mergedReporter, reporter } from './report';
import { resolveService } from './resolve/service';
import { checkAcrossServices, checkService, type ServiceFacts, serviceFacts } from './rules/all';
import { checkEntry, checkTiers } from './rules/entry';
import { checkRemovals } from './rules/idle-removals';
import type { ServiceSubject } from './rules/rule';

export interface LoadServicesInput {
  readonly read: ReadFiles;
  readonly files: CatalogFiles;
  readonly environments: readonly LoadedEnvironment[];
  readonly teams: readonly LoadedTeam[];
  readonly nowMs: number;
  readonly diagnostics: Diagnostic[];
  readonly memory: CatalogMemory;
}

/** Every entry, merged and resolved for every environment it runs in, with the rules run over it. */
export function loadServices(input: LoadServicesInput): LoadedService[] {
  const { read, environments, nowMs, diagnostics, memory } = input;
  const textOf = bootstrapTexts(input.files);
  const facts = serviceFacts((path) => textOf(path)?.bytes, nowMs);
  const teams = new Map(input.teams.map((team) => [team.team.name, team]));
  const defaultEscalationOf = ({ value }: Merged) =>
    teams.get(String(value.owner))?.team.escalations.find(({ isDefault }) => isDefault)?.name ?? '';
  const sources = [read.tiers?.source, ...environments.map(({ source }) => source), read.alertWindows?.source];
  const setting: EntrySetting = { sources, nowMs };
  const loaded: (LoadedService & { readonly subject: ServiceSubject })[] = [];
  const placements = new Map<string, Placement>();

  checkTiers(read.tiers, environments, diagnostics);
  for (const entry of read.entries) {
    const placement = placementOf(entry, read.tiers, environments);
    placements.set(entry.stem, placement);
    if (!isMap(entry.raw)) continue;
    const resolved = memory.entry(entry, setting, textOf, defaultEscalationOf, () =>
      resolveEntry(entry, placement, { ...input, setting, textOf, facts, defaultEscalationOf }),
    );
    diagnostics.push(...resolved.diagnostics);
    placement.checked.forEach((environment, index) => {
      const { service, merged, fields } = resolved.services[index] as ResolvedEntry['services'][number];
      const report = mergedReporter(merged, entry.source, service, diagnostics);
      const subject = subjectOf({ service, fields, report }, environment, placement);
      loaded.push({ service, entry: entry.source, merged, subject });
    });
  }
  checkAcrossServices(
    loaded.map(({ subject }) => subject),
    { teams, placements },
  );
  return loaded.filter(({ subject }) => subject.runs).map(({ service, entry, merged }) => ({ service, entry, merged }));
}

interface EntryContext extends Pick<LoadServicesInput, 'read' | 'environments'> {
  readonly setting: EntrySetting;
  readonly textOf: (path: string) => FileText | undefined;
  readonly facts: ServiceFacts;
  readonly defaultEscalationOf: (merged: Merged) => string;
}

/**
 * An entry in each environment in which it is looked at, with the rules that need nothing but it. Whatever it is
 * resolved from stands in the result: where that is the same, so is the result.
 */
function resolveEntry(entry: ReadFile, placement: Placement, context: EntryContext): ResolvedEntry {
  const { read, environments, setting, defaultEscalationOf } = context;
  const diagnostics: Diagnostic[] = [];
  const asked = new Map<string, FileText | undefined>();
  const textOf = (path: string) => {
    const text = context.textOf(path);
    asked.set(path, text);
    return text;
  };
  const facts = { ...context.facts, bootstrapBytes: (path: string) => textOf(path)?.bytes };
  const { nowMs } = setting;
  checkEntry(entry, { placement, tiers: read.tiers?.raw, environments, nowMs }, reporter(entry.source, diagnostics));
  const services = placement.checked.map((environment) => {
    const merged = mergeLayers(layersOf(entry, environment, read), withDefaults);
    const fields = new Fields(merged.value, merged.uncertain);
    const defaultEscalation = defaultEscalationOf(merged);
    const service: Service = {
      ...resolveService(fields, {
        environment: environment.environment.name,
        defaultEscalation,
        fileText: (path) => textOf(path)?.text,
      }),
      name: entry.stem,
    };
    const report = mergedReporter(merged, entry.source, service, diagnostics);
    checkService(subjectOf({ service, fields, report }, environment, placement), facts);
    return { service, merged, fields, defaultEscalation };
  });
  checkRemovals(
    services.map(({ merged }) => merged),
    diagnostics,
  );
  return { setting, asked, services, diagnostics };
}

const subjectOf = (
  of: Pick<ServiceSubject, 'service' | 'fields' | 'report'>,
  { environment, fields }: LoadedEnvironment,
  { runsIn }: Placement,
): ServiceSubject => ({ ...of, environment, environmentFields: fields, runs: runsIn.has(environment.name) });

/** Lowest first: tier, the environment's defaults, the entry, the entry's words on the environment. */
function layersOf(entry: ReadFile, { environment, source, raw }: LoadedEnvironment, { tiers }: ReadFiles): Layer[] {
  const { environments, ...own } = isMap(entry.raw) ? entry.raw : ({} as RawMap);
  const layers: Layer[] = [];
  const add = (file: Layer['source'] | undefined, prefix: Path, value: Raw) => {
    if (file && value === INVALID) layers.push({ source: file, prefix, value: unreadable });
    else if (file && isMap(value)) layers.push({ source: file, prefix, value });
  };
  if (typeof own.tier === 'number')
    add(tiers?.source ?? entry.source, [String(own.tier)], below(tiers?.raw ?? INVALID, String(own.tier)));
  else add(entry.source, ['tier'], own.tier === INVALID ? INVALID : undefined);
  add(source, ['defaults'], below(raw ?? INVALID, 'defaults'));
  add(entry.source, [], own);
  add(entry.source, ['environments', environment.name], below(environments, environment.name));
  return layers;
}

/** A layer with faults of its own: what it would have said is not missed. */
const unreadable: RawMap = { compute: INVALID, scaling: INVALID, refresh: INVALID, slo: INVALID };

/** What stands at a key; everything is faulty in what could not be read. */
function below(map: Raw, key: string): Raw {
  if (map === INVALID) return INVALID;
  return isMap(map) ? map[key] : undefined;
}

/** Files that entries name, decoded once; undefined where there is none or it is not UTF-8 text. */
function bootstrapTexts(files: CatalogFiles): (path: string) => FileText | undefined {
  const known = new Map<string, FileText | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, decoded(files.read(path)));
    return known.get(path);
  };
}

function decoded(bytes: Uint8Array | undefined): FileText | undefined {
  try {
    return (
      bytes && { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), bytes: bytes.length }
    );
  } catch {
    return undefined;
  }
}
