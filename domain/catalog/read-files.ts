import type { z } from 'zod';
import type { Diagnostic } from './diagnostic';
import type { CatalogMemory } from './memory';
import { nearest } from './nearest';
import type { Raw } from './raw';
import { alertWindowsSchema } from './schema/alert-windows';
import { environmentSchema, oncallSchema } from './schema/environment';
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
  /** The file's name without folder and ending: what the thing in it has to be called. */
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

/** Without them, what is built in holds. */
const guardsFile = 'config/guards.yaml';
const alertWindowsFile = 'config/alert-windows.yaml';

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

  const readFolder = (folder: string, schema: z.ZodType): ReadFile[] => {
    const inside = files.paths.filter((path) => path.startsWith(folder));
    const found: ReadFile[] = [];
    for (const path of inside) {
      const name = path.slice(folder.length);
      if (/^[^/]+\.yaml$/.test(name) && !name.startsWith('.')) found.push(named(readOne(path, schema), diagnostics));
      else if (!/(^|\/)(\.|README)/.test(name)) diagnostics.push(stray(path, folder));
    }
    return found;
  };

  const readSingle = (path: string, schema: z.ZodType, what: string): ReadFile | undefined => {
    if (files.paths.includes(path)) return readOne(path, schema);
    const suggestion = nearest(
      path,
      files.paths.filter((other) => other.startsWith('config/')),
    );
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
  return {
    entries: readFolder('services/', entrySchema),
    teams: readFolder('config/teams/', teamSchema),
    environments,
    tiers: readSingle('config/tiers.yaml', tiersSchema, 'what a service gets by its tier'),
    oncall: readSingle('config/oncall.yaml', oncallSchema, 'where PagerDuty and its state live'),
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

/** The name inside is the file's name: else two files could hold one service. */
function named(file: ReadFile, diagnostics: Diagnostic[]): ReadFile {
  const name = (file.source.value as { name?: unknown } | undefined)?.name;
  if (typeof name === 'string' && name !== file.stem) {
    const message = `the file is called ${file.stem}.yaml, what is in it ${JSON.stringify(name)}`;
    diagnostics.push(at(file.source, ['name'], 'value', 'name-mismatch', message, name, file.stem, file.stem));
  }
  return file;
}

function stray(path: string, folder: string): Diagnostic {
  const expected = `files directly in ${folder} that end in .yaml`;
  const suggestion = /\.yml$/.test(path) ? path.replace(/\.yml$/, '.yaml') : null;
  const message = `${path} is not read`;
  return at(new SourceFile(path, ''), [], 'value', 'stray-file', message, path, expected, suggestion);
}
