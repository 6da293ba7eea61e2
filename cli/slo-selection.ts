import type { Environment, Service } from '../domain/catalog/model';
import type { Io } from './io';
import { checkSelection, load, reportFaults, type Undone } from './load';
import { type CatalogOptions, catalogCommand, collectNames } from './subcommand';

export interface SelectionOptions extends CatalogOptions {
  readonly env?: readonly string[];
  readonly service?: readonly string[];
  readonly json?: boolean;
}

export interface SelectedService {
  readonly service: Service;
  readonly environment: Environment;
}

export function selectionCommand(name: string, description: string) {
  return catalogCommand(name, description)
    .option('--env <name>', 'only this environment (may be repeated); without it, all but sandboxes', collectNames)
    .option('--service <name>', 'only this service (may be repeated)', collectNames);
}

/** The services that a command speaks of, in the catalog's order; undefined where the catalog has an error. */
export function selectedServices(options: SelectionOptions, io: Io, undone?: Undone): SelectedService[] | undefined {
  const loaded = load(options, io);
  if (!loaded.ok) {
    reportFaults(loaded, io, undone);
    return undefined;
  }
  checkSelection(loaded, { environments: options.env, services: options.service });
  const environments = loaded.catalog.environments.filter(
    ({ name, sandbox }) => options.env?.includes(name) ?? !sandbox,
  );
  return environments.flatMap((environment) =>
    loaded.catalog.services
      .filter((service) => service.environment === environment.name && service.lifecycle !== 'retired')
      .filter(({ name }) => options.service?.includes(name) ?? true)
      .map((service) => ({ service, environment })),
  );
}
