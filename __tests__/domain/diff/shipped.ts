import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadCatalog } from '../../../domain/catalog/load';
import type { LoadedCatalog } from '../../../domain/catalog/loaded';
import { diffCatalogs } from '../../../domain/diff/diff-catalogs';
import type { Change, ServiceChanges } from '../../../domain/diff/model';

/** 2026-11-23T12:00Z: before the shipped catalog's event, four weeks without a change of clocks in Europe. */
export const now = Date.UTC(2026, 10, 23, 12);

const root = resolve(__dirname, '../../..');

/** Path → an edit of its text; `undefined` removes the file, and a file that does not exist begins empty. */
export type Edits = Readonly<Record<string, ((text: string) => string) | undefined>>;

/** The text with one place replaced; a place that is not there is a fault of the test. */
export function replacing(...places: readonly (readonly [from: string, to: string])[]): (text: string) => string {
  return (text) =>
    places.reduce((all, [from, to]) => {
      if (!all.includes(from)) throw new Error(`no ${JSON.stringify(from)} in the text`);
      return all.replace(from, to);
    }, text);
}

const texts = new Map<string, string>();
for (const folder of ['services', 'config', 'config/teams', 'config/environments', 'files']) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    // every service runs in the sandbox: a third environment to load for nothing
    if (entry.isFile() && entry.name !== 'sandbox.yaml') texts.set(path, readFileSync(join(root, path), 'utf8'));
  }
}

/** The shipped catalog with edits; it has to load without an error. */
export function shipped(edits: Edits = {}, nowMs: number = now): LoadedCatalog {
  const files = new Map(texts);
  for (const [path, edit] of Object.entries(edits)) {
    if (edit) files.set(path, edit(files.get(path) ?? ''));
    else files.delete(path);
  }
  const loaded = loadCatalog(
    {
      paths: [...files.keys()].filter((path) => !path.startsWith('files/')).sort(),
      read: (path) => {
        const text = files.get(path);
        return text === undefined ? undefined : new TextEncoder().encode(text);
      },
    },
    nowMs,
  );
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Error(errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  return loaded;
}

const unedited = new Map<number, LoadedCatalog>();

/** The shipped catalog as it is, loaded once. */
export function asShipped(nowMs: number = now): LoadedCatalog {
  const loaded = unedited.get(nowMs) ?? shipped({}, nowMs);
  unedited.set(nowMs, loaded);
  return loaded;
}

/** What the edits change. */
export function changed(edits: Edits, nowMs: number = now): readonly ServiceChanges[] {
  return diffCatalogs({ loaded: asShipped(nowMs), nowMs }, { loaded: shipped(edits, nowMs), nowMs }).services;
}

/** The changes of one service in one environment. */
export function of(
  services: readonly ServiceChanges[],
  service: string,
  environment = 'production',
): readonly Change[] {
  return services.find((one) => one.service === service && one.environment === environment)?.changes ?? [];
}
