import { withDefaults } from './defaults';
import type { Diagnostic } from './diagnostic';
import { Fields } from './fields';
import { type Layer, mergeLayers } from './layers';
import type { LoadedEnvironment, LoadedService, LoadedTeam } from './load';
import type { Service } from './model';
import type { Path } from './path';
import { type Placement, placementOf } from './placement';
import { INVALID, isMap, type Raw, type RawMap } from './raw';
import type { CatalogFiles, ReadFile, ReadFiles } from './read-files';
import { mergedReporter, reporter } from './report';
import { resolveService } from './resolve/service';
import { checkAcrossServices, checkService, serviceFacts } from './rules/all';
import { checkEntry, checkTiers } from './rules/entry';
import type { ServiceSubject } from './rules/rule';

export interface LoadServicesInput {
  readonly read: ReadFiles;
  readonly files: CatalogFiles;
  readonly environments: readonly LoadedEnvironment[];
  readonly teams: readonly LoadedTeam[];
  readonly nowMs: number;
  readonly diagnostics: Diagnostic[];
}

/** Every entry, merged and resolved for every environment it runs in, with the rules run over it. */
export function loadServices(input: LoadServicesInput): LoadedService[] {
  const { read, environments, nowMs, diagnostics } = input;
  const texts = bootstrapTexts(input.files);
  const facts = serviceFacts((path) => texts(path)?.bytes, nowMs);
  const teams = new Map(input.teams.map((team) => [team.team.name, team]));
  const loaded: (LoadedService & { readonly subject: ServiceSubject })[] = [];
  const placements = new Map<string, Placement>();

  checkTiers(read.tiers, environments, diagnostics);
  for (const entry of read.entries) {
    const placement = placementOf(entry, read.tiers, environments);
    placements.set(entry.stem, placement);
    if (entry.raw === undefined) continue;
    checkEntry(entry, { placement, tiers: read.tiers?.raw, environments, nowMs }, reporter(entry.source, diagnostics));
    for (const environment of placement.checked) {
      const merged = mergeLayers(layersOf(entry, environment, read), withDefaults);
      const fields = new Fields(merged.value, merged.uncertain);
      const owner = teams.get(String(merged.value.owner));
      const service: Service = {
        ...resolveService(fields, {
          environment: environment.environment.name,
          defaultEscalation: owner?.team.escalations.find(({ isDefault }) => isDefault)?.name ?? '',
          fileText: (path) => texts(path)?.text,
        }),
        name: entry.stem,
      };
      const subject: ServiceSubject = {
        service,
        fields,
        environment: environment.environment,
        environmentFields: environment.fields,
        runs: placement.runsIn.has(environment.environment.name),
        report: mergedReporter(merged, entry.source, diagnostics),
      };
      reportIdleRemovals(merged.idleRemovals, diagnostics);
      checkService(subject, facts);
      loaded.push({ service, entry: entry.source, merged, subject });
    }
  }
  checkAcrossServices(
    loaded.map(({ subject }) => subject),
    { teams, placements },
  );
  return loaded.filter(({ subject }) => subject.runs).map(({ service, entry, merged }) => ({ service, entry, merged }));
}

/** Lowest first: tier, the environment's defaults, the entry, the entry's words on the environment. */
function layersOf(entry: ReadFile, { environment, source, raw }: LoadedEnvironment, { tiers }: ReadFiles): Layer[] {
  const { environments, ...own } = isMap(entry.raw) ? entry.raw : ({} as RawMap);
  const layers: Layer[] = [];
  const add = (file: Layer['source'] | undefined, prefix: Path, value: Raw) => {
    if (file && value === INVALID) layers.push({ source: file, prefix, value: unreadable });
    else if (file && isMap(value)) layers.push({ source: file, prefix, value });
  };
  if (typeof own.tier === 'number')
    add(tiers?.source, [String(own.tier)], below(tiers?.raw ?? INVALID, String(own.tier)));
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

function reportIdleRemovals(removals: readonly { layer: Layer; path: Path }[], diagnostics: Diagnostic[]): void {
  for (const { layer, path } of removals) {
    reporter(
      layer.source,
      diagnostics,
    )({
      path: [...layer.prefix, ...path],
      where: 'key',
      code: 'null-removes-nothing',
      severity: 'warning',
      message: 'nothing stands here, and nothing is inherited that it could remove',
      found: 'nothing',
      expected: 'a map, or no such key',
    });
  }
}

/** Files that entries name, decoded once; undefined where there is none or it is not UTF-8 text. */
function bootstrapTexts(files: CatalogFiles): (path: string) => { text: string; bytes: number } | undefined {
  const known = new Map<string, { text: string; bytes: number } | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, decoded(files.read(path)));
    return known.get(path);
  };
}

function decoded(bytes: Uint8Array | undefined): { text: string; bytes: number } | undefined {
  try {
    return (
      bytes && { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), bytes: bytes.length }
    );
  } catch {
    return undefined;
  }
}
