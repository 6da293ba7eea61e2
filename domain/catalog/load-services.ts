import { defaultsFor } from './defaults';
import type { Diagnostic } from './diagnostic';
import { Fields } from './fields';
import { type Layer, type Merged, mergeLayers } from './layers';
import type { LoadedEnvironment, LoadedService, LoadedTeam } from './load';
import type { Service } from './model';
import { nearest } from './nearest';
import type { Path } from './path';
import { isMap, type Raw, type RawMap } from './raw';
import type { CatalogFiles, ReadFile, ReadFiles } from './read-files';
import { mergedReporter, reporter } from './report';
import { resolveService } from './resolve/service';
import { checkEnvironmentServices, checkService } from './rules/all';
import type { ServiceSubject } from './rules/rule';
import { at } from './shape';

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
  const { read, environments, teams, diagnostics } = input;
  const texts = bootstrapTexts(input.files);
  const names = read.entries.map(({ stem }) => stem);
  const teamNames = teams.map(({ team }) => team.name);
  const services = new Map<string, Service>();
  const loaded: (LoadedService & { subject: ServiceSubject })[] = [];

  for (const entry of read.entries) {
    checkEntryName(entry, diagnostics);
    checkEnvironmentNames(entry, input);
    for (const environment of environmentsOf(entry, input)) {
      const layers = layersOf(entry, environment, input);
      const merged = mergeWithDefaults(layers);
      reportIdleRemovals(merged, diagnostics);
      const fields = new Fields(merged.value);
      fields.markFaults();
      const owner = teams.find(({ team }) => team.name === merged.value.owner)?.team;
      const service = {
        ...resolveService(fields, {
          environment: environment.environment.name,
          defaultEscalation: owner?.escalations.find(({ isDefault }) => isDefault)?.name ?? '',
          fileText: (path) => texts(path)?.text,
        }),
        name: entry.stem,
      };
      const report = mergedReporter(merged, entry.source, diagnostics);
      const subject = { service, environment: environment.environment, fields, report };
      checkService(subject, { bootstrapBytes: (path) => texts(path)?.bytes, nowMs: input.nowMs });
      services.set(`${service.environment}/${service.name}`, service);
      loaded.push({ service, entry: entry.source, merged, subject });
    }
  }
  const known = {
    services: names,
    teams: teamNames,
    teamOf: (name: string) => teams.find(({ team }) => team.name === name)?.team,
    serviceIn: (environment: string, name: string) => services.get(`${environment}/${name}`),
  };
  for (const { environment } of environments) {
    const inside = loaded.filter(({ service }) => service.environment === environment.name);
    checkEnvironmentServices(
      inside.map(({ subject }) => subject),
      known,
    );
  }
  return loaded.map(({ service, entry, merged }) => ({ service, entry, merged }));
}

/** Where a service runs: its `runsIn`, else its tier's; a sandbox has them all. */
function environmentsOf(entry: ReadFile, { read, environments }: LoadServicesInput): LoadedEnvironment[] {
  const tier = tierOf(entry, read);
  const own = isMap(entry.raw) ? entry.raw.runsIn : undefined;
  const runsIn = Array.isArray(own) ? own : Array.isArray(tier?.runsIn) ? (tier.runsIn as readonly Raw[]) : [];
  return environments.filter(({ environment }) => environment.sandbox || runsIn.includes(environment.name));
}

function tierOf(entry: ReadFile, read: ReadFiles): RawMap | undefined {
  const tiers = read.tiers?.raw;
  const tier = isMap(entry.raw) ? tierKey(entry.raw) : '';
  const value = isMap(tiers) ? tiers[tier] : undefined;
  return isMap(value) ? value : undefined;
}

const tierKey = (entry: RawMap) => (typeof entry.tier === 'number' ? String(entry.tier) : '');

/** Lowest first: tier, the environment's defaults, the entry, the entry's words on the environment. */
function layersOf(entry: ReadFile, { environment, source }: LoadedEnvironment, input: LoadServicesInput): Layer[] {
  const raw = isMap(entry.raw) ? entry.raw : {};
  const { environments, ...own } = raw;
  const layers: Layer[] = [];
  const add = (layer: Layer['source'], prefix: Path, value: Raw) => {
    if (isMap(value)) layers.push({ source: layer, prefix, value });
  };
  add(input.read.tiers?.source, [tierKey(raw)], tierOf(entry, input.read));
  const file = input.read.environments.find(({ stem }) => stem === environment.name);
  add(source, ['defaults'], isMap(file?.raw) ? file.raw.defaults : undefined);
  add(entry.source, [], own);
  const override = isMap(environments) ? environments[environment.name] : undefined;
  add(entry.source, ['environments', environment.name], override);
  return layers;
}

function mergeWithDefaults(layers: readonly Layer[]): Merged {
  const defaults = defaultsFor(mergeLayers(layers).value);
  return mergeLayers([{ source: undefined, prefix: [], value: defaults }, ...layers]);
}

function checkEntryName(entry: ReadFile, diagnostics: Diagnostic[]): void {
  if (entry.stem !== 'platform' && !entry.stem.startsWith('oncall-')) return;
  const message = `${JSON.stringify(entry.stem)} would share the name of another stack`;
  const expected = 'a name other than "platform" that does not begin with "oncall-"';
  diagnostics.push(at(entry.source, ['name'], 'value', 'bad-name', message, entry.stem, expected, null));
}

/** Names of environments in `runsIn` and `environments`, and the tier, exist. */
function checkEnvironmentNames(entry: ReadFile, { read, environments, diagnostics }: LoadServicesInput): void {
  const known = environments.map(({ environment }) => environment.name);
  const report = (source: ReadFile['source'], path: Path, where: 'key' | 'value', name: string) => {
    if (known.includes(name)) return;
    const message = `no environment is called ${JSON.stringify(name)}`;
    const expected = `one of ${known.join(', ')} (config/environments)`;
    diagnostics.push(at(source, path, where, 'unknown-environment', message, name, expected, nearest(name, known)));
  };
  const raw = isMap(entry.raw) ? entry.raw : {};
  const runsIn = (source: ReadFile['source'], prefix: Path, list: Raw) => {
    if (!Array.isArray(list)) return;
    list.forEach((name, index) => {
      if (typeof name === 'string') report(source, [...prefix, 'runsIn', index], 'value', name);
    });
  };
  runsIn(entry.source, [], raw.runsIn);
  if (isMap(raw.environments)) {
    for (const name of Object.keys(raw.environments)) report(entry.source, ['environments', name], 'key', name);
  }
  const tier = tierOf(entry, read);
  if (tier && read.tiers) runsIn(read.tiers.source, [tierKey(raw)], tier.runsIn);
  const tiers = read.tiers?.raw;
  if (tier || !isMap(tiers) || typeof raw.tier !== 'number' || raw.tier in tiers) return;
  const message = `config/tiers.yaml has no tier ${raw.tier}`;
  const expected = `one of ${Object.keys(tiers).join(', ')}`;
  diagnostics.push(at(entry.source, ['tier'], 'value', 'unknown-tier', message, String(raw.tier), expected, null));
}

function reportIdleRemovals(merged: Merged, diagnostics: Diagnostic[]): void {
  for (const { layer, path } of merged.idleRemovals) {
    if (!layer.source) continue;
    const report = reporter(layer.source, diagnostics);
    report({
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
