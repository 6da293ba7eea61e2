import { Option } from 'commander';
import { itemDefaults } from '../domain/catalog/defaults';
import { leaves, originsOf, placeOf } from '../domain/catalog/layers';
import type { LoadedService } from '../domain/catalog/loaded';
import { nearest } from '../domain/catalog/nearest';
import { type Path, parsePath, pathText } from '../domain/catalog/path';
import { CommandError, exitCode } from './io';
import { load, reportFaults } from './load';
import { type CatalogOptions, catalogCommand, type Subcommand } from './subcommand';
import { table } from './table';

interface Options extends CatalogOptions {
  readonly env?: string;
  readonly json?: boolean;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

interface ExplainedValue {
  readonly path: string;
  readonly value: unknown;
  readonly origin: Place;
  /** What lower layers had said, the nearest first. */
  readonly overrides: readonly (Place & { readonly value: unknown })[];
}

/** Values that no file says. */
const builtIn: Place = { file: 'built-in', line: 0 };

export const explain: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('explain', 'Show a service as it is compiled: every value, and which line of which file said so.')
      .argument('<service>', 'name of the service')
      .addOption(new Option('--env <name>', 'the environment; the first it runs in, otherwise'))
      .option('--json', 'one JSON document')
      .action(
        action((name: string, options: Options) => {
          const loaded = load(options, io);
          if (!loaded.ok) {
            reportFaults(loaded, io);
            return exitCode.failed;
          }
          const service = find(loaded.services, name, options.env);
          const values = explained(service);
          const { environment } = service.service;
          if (options.json) {
            io.out(`${JSON.stringify({ service: name, environment, values }, null, 2)}\n`);
          } else {
            const rows = values.map((one) => [
              one.path,
              shown(one.value),
              origin(one.origin),
              ...one.overrides.map(overridden),
            ]);
            io.out(`${name} in ${environment}\n\n${table(['PATH', 'VALUE', 'FROM', 'INSTEAD OF'], rows)}`);
          }
          return exitCode.done;
        }),
      ),
  );
};

function find(services: readonly LoadedService[], name: string, environment: string | undefined): LoadedService {
  const known = services.filter(({ service }) => service.name === name);
  if (known.length === 0) {
    const near = nearest(name, [...new Set(services.map(({ service }) => service.name))]);
    throw new CommandError(
      `no service is called ${JSON.stringify(name)}${near === null ? '' : `; did you mean ${near}?`}`,
    );
  }
  const found = known.find(({ service }) => environment === undefined || service.environment === environment);
  if (found) return found;
  const places = known.map(({ service }) => service.environment).join(', ');
  throw new CommandError(`${name} does not run in ${JSON.stringify(environment)}; it runs in ${places}`);
}

function explained({ merged }: LoadedService): ExplainedValue[] {
  const builtInItems = itemDefaults(merged.value).map(({ path, value }) => ({
    path: pathText(path),
    value,
    origin: builtIn,
    overrides: [],
  }));
  const written = leaves(merged.value).map(({ path, value }) => {
    const [winner, ...lower] = [...originsOf(merged, path)].reverse();
    return {
      path: pathText(path),
      value,
      origin: winner?.layer.source ? lineOf(placeOf(merged, path)) : builtIn,
      overrides: lower.map(({ layer, value: former, path: place }) => ({
        ...lineOf({ source: layer.source, path: [...layer.prefix, ...parsePath(place)] }),
        value: former,
      })),
    };
  });
  return [...written, ...builtInItems];
}

function lineOf(place: ReturnType<typeof placeOf>): Place {
  if (!place) return builtIn;
  const { start, key } = place.source.placeOf(place.path as Path);
  return { file: place.source.file, line: place.source.position(key?.start ?? start).line };
}

/** On one line. */
const shown = (value: unknown) =>
  typeof value === 'string' && !/[\r\n\u2028\u2029]/.test(value) ? value : JSON.stringify(value);
const origin = ({ file, line }: Place) => (line === 0 ? file : `${file}:${line}`);
/** A list that is not in force is told by its length: another one stands item by item in its place. */
const former = (value: unknown) =>
  Array.isArray(value) && value.length > 0 ? `a list of ${value.length}` : shown(value);
const overridden = (one: Place & { readonly value: unknown }) => `${former(one.value)} (${origin(one)})`;
