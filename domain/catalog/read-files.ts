import type { z } from 'zod';
import type { Diagnostic } from './diagnostic';
import type { CatalogMemory } from './memory';
import { nearest } from './nearest';
import type { Raw } from './raw';
import { alertWindowsSchema } from './schema/alert-windows';
import { environmentSchema, oncallSchema } from './schema/environment';
import { spelledAsName } from './schema/fields';
import { guardsSchema } from './schema/guards';
import { entrySchema, tiersSchema } from './schema/service';
import { teamSchema } from './schema/team';
import { at, checkShape } from './shape';
import { readYaml } from './text/read-yaml';
import { SourceFile } from './text/source-file';

/** The files of a catalog, wherever they come from: a folder, or a commit. */
export interface CatalogFiles {
  /** Relative to the catalog, with forward slashes, sorted. */
  readonly paths: readonly string[];
  /** Undefined where the path is no file. */
  read(path: string): Uint8Array | undefined;
}

/** A file read and checked against its schema; faulty values are marked. */
export interface ReadFile {
  readonly source: SourceFile;
  /** Undefined where the file is not one YAML document. */
  readonly raw: Raw;
  /** What the thing in it is called: the file's name without folder and ending. */
  readonly stem: string;
}

export interface ReadFiles {
  readonly entries: readonly ReadFile[];
  readonly teams: readonly ReadFile[];
  readonly environments: readonly ReadFile[];
  readonly tiers: ReadFile | undefined;
  readonly oncall: ReadFile | undefined;
  readonly guards: ReadFile | undefined;
  readonly alertWindows: ReadFile | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const tiersFile = 'config/tiers.yaml';
const oncallFile = 'config/oncall.yaml';
/** Without them, what is built in holds. */
const guardsFile = 'config/guards.yaml';
const alertWindowsFile = 'config/alert-windows.yaml';
/** Read where stacks are made. */
const providersFile = 'config/providers.json';
const configFiles = [tiersFile, oncallFile, guardsFile, alertWindowsFile, providersFile];
const configFolders = ['config/environments/', 'config/teams/'];

/** What a folder may hold beside its data. */
const isNote = (name: string) => /(^|\/)(\.|README)/.test(name);

/** Reads every file of a catalog: all faults of all files. */
export function readFiles(files: CatalogFiles, memory: CatalogMemory): ReadFiles {
  const diagnostics: Diagnostic[] = [];

  const readOne = (path: string, schema: z.ZodType): ReadFile => {
    const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.yaml$/, '');
    const bytes = files.read(path);
    if (bytes === undefined) {
      const source = new SourceFile(path, '');
      const message = `${path} cannot be read`;
      const expected = 'a file that may be read, and no link that leads out of the catalog';
      diagnostics.push(at(source, [], 'value', 'unreadable-file', message, '', expected, null));
      return { source, raw: undefined, stem };
    }
    const known = memory.file(path, bytes, () => readYamlFile(path, bytes, schema, stem));
    diagnostics.push(...known.diagnostics);
    return known.file;
  };

  const readFolder = (folder: string, schema: z.ZodObject<{ name: z.ZodType }>): ReadFile[] => {
    const inside = files.paths.filter((path) => path.startsWith(folder));
    const found: ReadFile[] = [];
    for (const path of inside) {
      const name = path.slice(folder.length);
      if (/^[^/]+\.yaml$/.test(name) && !name.startsWith('.'))
        found.push(named(readOne(path, schema), schema.shape.name, diagnostics));
      else if (!isNote(name)) diagnostics.push(strayIn(folder, path));
    }
    return found;
  };

  const strays = new Set(files.paths.filter(isConfigStray));
  const readSingle = (path: string, schema: z.ZodType, what: string): ReadFile | undefined => {
    if (files.paths.includes(path)) return readOne(path, schema);
    const suggestion = nearest(path, [...strays]);
    if (suggestion !== null) strays.delete(suggestion);
    const message = `the catalog has no ${path}: ${what}`;
    diagnostics.push(at(new SourceFile(path, ''), [], 'value', 'missing-file', message, '', path, suggestion));
    return undefined;
  };

  const readOptional = (path: string, schema: z.ZodType) =>
    files.paths.includes(path) ? readOne(path, schema) : undefined;

  const environments = readFolder('config/environments/', environmentSchema);
  if (environments.length === 0) {
    const message = 'the catalog has no environment: nothing runs anywhere';
    const path = 'config/environments/production.yaml';
    diagnostics.push(at(new SourceFile(path, ''), [], 'value', 'missing-file', message, '', path, null));
  }
  const tiers = readSingle(tiersFile, tiersSchema, 'what a service gets by its tier');
  const oncall = readSingle(oncallFile, oncallSchema, 'where PagerDuty and its state live');
  diagnostics.push(...[...strays].map(strayInConfig));
  return {
    entries: readFolder('services/', entrySchema),
    teams: readFolder('config/teams/', teamSchema),
    environments,
    tiers,
    oncall,
    guards: readOptional(guardsFile, guardsSchema),
    alertWindows: readOptional(alertWindowsFile, alertWindowsSchema),
    diagnostics,
  };
}

type FileAndFaults = { readonly file: ReadFile; readonly diagnostics: readonly Diagnostic[] };

function readYamlFile(path: string, bytes: Uint8Array, schema: z.ZodType, stem: string): FileAndFaults {
  const { source, diagnostics } = readYaml(path, bytes);
  if (source.value === undefined) return { file: { source, raw: undefined, stem }, diagnostics };
  const shape = checkShape(source, schema);
  return { file: { source, raw: shape.raw, stem }, diagnostics: [...diagnostics, ...shape.diagnostics] };
}

/**
 * The name inside is the file's name: else two files could hold one service. A file that is called what nothing may be
 * called is itself at fault, and what is in it goes by its own name.
 */
function named(file: ReadFile, nameSchema: z.ZodType, diagnostics: Diagnostic[]): ReadFile {
  const { source, stem } = file;
  const name = (source.value as { name?: unknown } | undefined)?.name;
  if (typeof name !== 'string' || name === stem) return file;
  const isName = (text: string) => nameSchema.safeParse(text).success;
  const report = (expected: string, suggestion: string | null) => {
    const message = `the file is called ${stem}.yaml, what is in it ${JSON.stringify(name)}`;
    diagnostics.push(at(source, ['name'], 'value', 'name-mismatch', message, name, expected, suggestion));
  };
  if (isName(stem)) {
    // of a name that is only spelled in another way, its own fault has told what was meant
    if (isName(name) || spelledAsName(name) !== stem) report(stem, stem);
    return file;
  }
  if (!isName(name)) return file;
  report(`a file called ${name}.yaml`, null);
  return { ...file, stem: name };
}

function isConfigStray(path: string): boolean {
  const isRead = configFiles.includes(path) || configFolders.some((folder) => path.startsWith(folder));
  return path.startsWith('config/') && !isRead && !isNote(path);
}

function strayInConfig(path: string): Diagnostic {
  const [, folder, rest] = /^(config\/[^/]+\/)(.*)$/.exec(path) ?? [];
  const near = folder === undefined ? nearest(path, configFiles) : nearest(folder, configFolders);
  const known = [...configFiles, ...configFolders].map((one) => one.slice('config/'.length));
  return stray(path, `one of ${known.join(', ')} (folders, and no links to them)`, near && `${near}${rest ?? ''}`);
}

function strayIn(folder: string, path: string): Diagnostic {
  const suggestion = /\.yml$/.test(path) ? path.replace(/\.yml$/, '.yaml') : null;
  return stray(path, `files directly in ${folder} that end in .yaml`, suggestion);
}

function stray(path: string, expected: string, suggestion: string | null): Diagnostic {
  const message = `${path} is not read`;
  return at(new SourceFile(path, ''), [], 'value', 'stray-file', message, path, expected, suggestion);
}
