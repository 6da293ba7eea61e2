import type { Diagnostic } from './diagnostic';
import type { Fields } from './fields';
import type { Merged } from './layers';
import type { Catalog, Environment, Service, Team } from './model';
import type { Raw } from './raw';
import type { SourceFile } from './text/source-file';

/** A service of an environment with the layers that made it. */
export interface LoadedService {
  readonly service: Service;
  readonly entry: SourceFile;
  readonly merged: Merged;
}

export interface LoadedTeam {
  readonly team: Team;
  readonly source: SourceFile;
  readonly fields: Fields;
}

export interface LoadedEnvironment {
  readonly environment: Environment;
  readonly source: SourceFile;
  readonly raw: Raw;
  readonly fields: Fields;
}

export interface LoadedCatalog {
  /** Complete in shape; meaningless while `diagnostics` holds an error. */
  readonly catalog: Catalog;
  readonly services: readonly LoadedService[];
  readonly teams: readonly LoadedTeam[];
  readonly environments: readonly LoadedEnvironment[];
  readonly oncall: SourceFile | undefined;
  /** `config/guards.yaml`, where there is one. */
  readonly guards: SourceFile | undefined;
  /** `config/alert-windows.yaml`, where there is one. */
  readonly alertWindows: SourceFile | undefined;
  /** Every file that was read as YAML, by its path. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Every fault of every file, sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  readonly ok: boolean;
}
