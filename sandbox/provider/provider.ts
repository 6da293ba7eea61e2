import type { handleUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { World } from '../world';
import type { DataSources, Setting } from './behaviour';
import { answer } from './data-source';
import { encodedResponse, type Method } from './protocol';
import { diagnostic } from './refusal';
import { pathMessage } from './replace';
import { failure, type ProviderParts, Resources } from './resources';
import { schemaMessage } from './schema';
import type { Troublemaker } from './trouble';
import { type DynamicValue, decodeValue, encodeValue, isMap, type ValueMap } from './value';

export interface ProviderDouble extends ProviderParts {
  readonly dataSources: DataSources;
  /** What the provider's configuration says of where resources are made. */
  readonly setting: (config: ValueMap) => Omit<Setting, 'nowMs'>;
}

interface Request {
  readonly type_name: string;
  readonly id: string;
  readonly config: DynamicValue | null;
  readonly current_state: DynamicValue | null;
  readonly prior_state: DynamicValue | null;
  readonly planned_state: DynamicValue | null;
  readonly raw_state: { readonly json: Uint8Array } | null;
  readonly private: Uint8Array;
  readonly prior_private: Uint8Array;
  readonly planned_private: Uint8Array;
}

type Handler = (request: Request) => object | Promise<object>;

/** The schema of a provider as it goes over the wire; encoded once, for all sessions. */
export function encodedSchema({ schema }: ProviderParts): Buffer {
  const messages = (schemas: ProviderParts['schema']['resources']) =>
    Object.fromEntries(Object.entries(schemas).map(([type, one]) => [type, schemaMessage(one)]));
  return encodedResponse('GetSchema', {
    provider: schemaMessage(schema.provider),
    resource_schemas: messages(schema.resources),
    data_source_schemas: messages(schema.dataSources),
    server_capabilities: { get_provider_schema_optional: true },
  });
}

function map(value: DynamicValue | null): ValueMap | null {
  const decoded = decodeValue(value);
  return isMap(decoded) ? decoded : null;
}

/** Answers Terraform's calls to one provider, for one stack. */
export function providerHandlers(
  double: ProviderDouble,
  schema: Buffer,
  world: World,
  troublemaker: Troublemaker,
  stack: string | undefined,
): UntypedServiceImplementation {
  const resources = new Resources(double, world, stack);
  let configured = double.setting({});
  const setting = (): Setting => ({ ...configured, nowMs: world.nowMs ?? Date.now() });
  const legacy_type_system = !double.strict;
  const stopping = new AbortController();
  const strike = (type: string, on: Parameters<Troublemaker['strike']>[2]) =>
    troublemaker.strike(double.name, type, on, stopping.signal);

  const handlers: Record<Method, Handler> = {
    GetSchema: () => schema,
    PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
    Configure: ({ config }) => {
      configured = double.setting(map(config) ?? {});
      return {};
    },
    ValidateResourceTypeConfig: ({ type_name, config }) => ({
      diagnostics: resources.refusals(type_name, map(config) ?? {}, 'validate'),
    }),
    ValidateDataSourceConfig: () => ({}),
    // Terraform has dropped what the schema no longer has: the state's own JSON needs no detour
    UpgradeResourceState: ({ raw_state }) => ({ upgraded_state: { json: raw_state?.json } }),
    ReadResource: async (request) => {
      const state = map(request.current_state);
      const trouble = await strike(request.type_name, 'read');
      if (trouble !== undefined) return { diagnostics: [diagnostic(`reading ${request.type_name}`, trouble)] };
      const found = state === null ? null : resources.read(request.type_name, state, setting().nowMs);
      return { new_state: encodeValue(found), private: request.private };
    },
    PlanResourceChange: async ({ type_name, prior_state, config, prior_private }) => {
      const wanted = map(config);
      if (wanted === null) return { planned_state: encodeValue(null), planned_private: prior_private };
      const trouble = await strike(type_name, 'plan');
      if (trouble !== undefined) return { diagnostics: [diagnostic(`planning ${type_name}`, trouble)] };
      const { state, replace } = resources.plan(type_name, wanted, map(prior_state), setting());
      const diagnostics = resources.refusals(type_name, wanted, 'plan');
      const requires_replace = replace.map(pathMessage);
      return {
        planned_state: encodeValue(state),
        requires_replace,
        planned_private: prior_private,
        diagnostics,
        legacy_type_system,
      };
    },
    ApplyResourceChange: async ({ type_name, prior_state, planned_state, config, planned_private }) => {
      const [prior, state] = [map(prior_state), map(planned_state)];
      const action = state === null ? 'delete' : prior === null ? 'create' : 'update';
      const doing = `${action.replace(/e$/, 'ing')} ${type_name}`;
      const kept = { new_state: encodeValue(prior), private: planned_private, legacy_type_system };
      try {
        const trouble = await strike(type_name, action);
        if (trouble !== undefined) return { ...kept, diagnostics: [diagnostic(doing, trouble)] };
        if (state === null) {
          if (prior !== null) await resources.delete(type_name, prior);
          return { ...kept, new_state: encodeValue(null) };
        }
        const diagnostics = resources.refusals(type_name, state, 'server');
        if (diagnostics.length > 0) return { ...kept, diagnostics };
        const wanted = map(config) ?? {};
        const made =
          prior === null
            ? await resources.create(type_name, state, wanted, setting())
            : await resources.update(type_name, prior, state, wanted, setting());
        return { ...kept, new_state: encodeValue(made) };
      } catch (error) {
        return { ...kept, diagnostics: [failure(doing, error)] };
      }
    },
    ImportResourceState: ({ type_name, id }) => {
      const state = resources.imported(type_name, id);
      return state === undefined
        ? { diagnostics: [diagnostic(`importing ${type_name}`, `there is none with the id ${id}`)] }
        : { imported_resources: [{ type_name, state: encodeValue(state) }] };
    },
    ReadDataSource: async ({ type_name, config }) => {
      const trouble = await strike(type_name, 'read');
      const schemaOf = double.schema.dataSources[type_name];
      const found =
        (trouble ?? schemaOf === undefined)
          ? (trouble ?? `the sandbox does not serve ${type_name}`)
          : answer(
              type_name,
              schemaOf.block,
              map(config) ?? {},
              double.dataSources[type_name],
              setting(),
              world.resources,
            );
      return typeof found === 'string'
        ? { diagnostics: [diagnostic(`reading data ${type_name}`, found)] }
        : { state: encodeValue(found) };
    },
    Stop: () => {
      stopping.abort();
      return {};
    },
  };
  return Object.fromEntries(Object.entries(handlers).map(([method, handler]) => [method, unary(method, handler)]));
}

function unary(method: string, handler: Handler): handleUnaryCall<Request, object> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handler(call.request))
      .catch((error: unknown) => ({ diagnostics: [failure(method, error)] }))
      .then((response) => callback(null, response));
  };
}
