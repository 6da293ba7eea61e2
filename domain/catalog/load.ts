import type { AlertWindows } from '../slo/alert-windows';
import { type Diagnostic, distinct } from './diagnostic';
import { Fields } from './fields';
import { loadServices } from './load-services';
import type { LoadedCatalog, LoadedEnvironment, LoadedTeam } from './loaded';
import { CatalogMemory } from './memory';
import type { OncallSettings } from './model';
import { INVALID, isMap } from './raw';
import { type CatalogFiles, type ReadFile, type ReadFiles, readFiles } from './read-files';
import { reporter } from './report';
import { resolveAlertWindows } from './resolve/alert-windows';
import { resolveEnvironment, resolveOncall } from './resolve/environment';
import { resolveTeam } from './resolve/team';
import { checkAccepted } from './rules/accept';
import { checkAlertWindows } from './rules/alert-windows';
import { checkBackend, checkEnvironment } from './rules/environment';
import { checkGuards } from './rules/guards';
import { checkTeam } from './rules/team';

/**
 * Files → resolved catalog, and every fault of every file in one run.
 * @param nowMs epoch milliseconds, for what has an end (accepted guards)
 * @param memory of the catalogs loaded before: makes this faster where they share files, and nothing else
 */
export function loadCatalog(files: CatalogFiles, nowMs: number, memory = new CatalogMemory()): LoadedCatalog {
  const read = readFiles(files, memory);
  const diagnostics: Diagnostic[] = [...read.diagnostics];

  const alertWindows = loadAlertWindows(read.alertWindows, diagnostics);
  const environments = read.environments.map((file): LoadedEnvironment => {
    const { source, raw } = file;
    const fields = fieldsOf(file);
    const report = reporter(source, diagnostics);
    checkEnvironment(fields, report);
    if (isMap(raw)) checkAccepted(raw.accept, nowMs, report);
    return {
      environment: { ...resolveEnvironment(fields), name: file.stem, ...(alertWindows ? { alertWindows } : {}) },
      source,
      raw,
      fields,
    };
  });
  const teams = read.teams.map((file): LoadedTeam => {
    const { source, raw } = file;
    const fields = fieldsOf(file);
    const team = { ...resolveTeam(fields), name: file.stem };
    const report = reporter(source, diagnostics);
    checkTeam({ team, fields, report }, nowMs);
    if (isMap(raw)) checkAccepted(raw.accept, nowMs, report);
    return { team, source, fields };
  });
  const oncall = loadOncall(read.oncall, diagnostics);
  if (read.guards) checkGuards(read.guards.raw, environments, nowMs, reporter(read.guards.source, diagnostics));
  const services = loadServices({ read, files, environments, teams, nowMs, diagnostics, memory });

  const sorted = distinct(diagnostics);
  return {
    catalog: {
      services: services.map(({ service }) => service),
      teams: teams.map(({ team }) => team),
      environments: environments.map(({ environment }) => environment),
      oncall,
    },
    services,
    teams,
    environments,
    oncall: read.oncall?.source,
    guards: read.guards?.source,
    alertWindows: read.alertWindows?.source,
    sources: new Map(allFiles(read).map(({ source }) => [source.file, source])),
    diagnostics: sorted,
    ok: !sorted.some(({ severity }) => severity === 'error'),
  };
}

function allFiles({ entries, teams, environments, tiers, oncall, guards, alertWindows }: ReadFiles): ReadFile[] {
  const single = [tiers, oncall, guards, alertWindows].filter((file) => file !== undefined);
  return [...entries, ...teams, ...environments, ...single];
}

function loadOncall(file: ReadFile | undefined, diagnostics: Diagnostic[]): OncallSettings {
  if (!file) return { pagerduty: { region: 'us' }, backend: { kind: 'local' } };
  const fields = fieldsOf(file);
  checkBackend(fields, reporter(file.source, diagnostics));
  return resolveOncall(fields);
}

/** Undefined where nothing is written, or something is faulty: then what is built in is what SLOs are judged by. */
function loadAlertWindows(file: ReadFile | undefined, diagnostics: Diagnostic[]): AlertWindows | undefined {
  if (!file) return undefined;
  const fields = fieldsOf(file);
  checkAlertWindows(fields, reporter(file.source, diagnostics));
  return fields.valid([]) ? resolveAlertWindows(fields) : undefined;
}

/** Of a file that cannot be read, everything is faulty. */
const fieldsOf = (file: ReadFile) => new Fields(isMap(file.raw) ? file.raw : INVALID);
