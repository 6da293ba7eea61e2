/** A value that a stack reads from the state of another one. */
export interface RemoteReference {
  readonly stack: string;
  readonly output: string;
}

/** How `stacks/backend.ts` and `stacks/cross-stack.ts` spell one. */
const REFERENCE = /data\.terraform_remote_state\.state-of-([a-z0-9-]+)\.outputs(?:\.([\w-]+)|\["([^"]+)"\])/g;

interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What a synthesized stack reads from other stacks' states. */
export function remoteReferences(json: string): RemoteReference[] {
  const found = new Map<string, RemoteReference>();
  // in JSON text, quotes are escaped
  for (const [, stack = '', dotted, quoted] of json.replaceAll('\\"', '"').matchAll(REFERENCE)) {
    const output = dotted ?? quoted ?? '';
    found.set(`${stack} ${output}`, { stack, output });
  }
  return [...found.values()];
}

/** A copy of a synthesized stack for planning alone, never to be applied. */
export interface ScratchCopy {
  readonly json: string;
  /** Address → attribute → the stack whose apply makes it known. */
  readonly knownAfter: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Resources of a scratch copy that the product does not have. */
export const isStandIn = (address: string) => address.startsWith(`terraform_data.${STAND_IN}`);
const STAND_IN = 'known-after-';

/**
 * Replaces what cannot be read yet by an unknown value: the id of a resource that is yet to be made. A state that
 * nothing is read from any more is not looked for.
 */
export function scratchCopy(json: string, isUnknown: (reference: RemoteReference) => boolean): ScratchCopy {
  const stacks = new Set(
    remoteReferences(json)
      .filter(isUnknown)
      .map(({ stack }) => stack),
  );
  if (stacks.size === 0) return { json, knownAfter: new Map() };
  const replaced = (text: string, onStack: (stack: string) => void = () => {}) =>
    text.replace(REFERENCE, (whole, stack: string, dotted?: string, quoted?: string) => {
      if (!isUnknown({ stack, output: dotted ?? quoted ?? '' })) return whole;
      onStack(stack);
      return `terraform_data.${STAND_IN}${stack}.id`;
    });
  const configuration = JSON.parse(json) as Configuration;
  const knownAfter = new Map<string, Map<string, string>>();
  for (const [type, resources] of Object.entries(configuration.resource ?? {})) {
    for (const [name, attributes] of Object.entries(resources)) {
      for (const [attribute, value] of Object.entries(attributes)) {
        mapStrings(value, (text) =>
          replaced(text, (stack) => {
            const address = `${type}.${name}`;
            knownAfter.set(address, (knownAfter.get(address) ?? new Map()).set(attribute, stack));
          }),
        );
      }
    }
  }
  const copy = mapStrings(configuration, (text) => replaced(text)) as Configuration;
  const standIns = Object.fromEntries([...stacks].map((stack) => [`${STAND_IN}${stack}`, {}]));
  const text = JSON.stringify({ ...copy, resource: { ...copy.resource, terraform_data: standIns } });
  const needed = new Set(remoteReferences(text).map(({ stack }) => `state-of-${stack}`));
  return { json: JSON.stringify(withoutStates(JSON.parse(text) as Configuration, needed), null, 2), knownAfter };
}

function withoutStates(configuration: Configuration, needed: ReadonlySet<string>): Configuration {
  const { terraform_remote_state: states = {}, ...data } = configuration.data ?? {};
  const kept = Object.entries(states).filter(([name]) => needed.has(name) || !name.startsWith('state-of-'));
  if (kept.length > 0) return { ...configuration, data: { ...data, terraform_remote_state: Object.fromEntries(kept) } };
  const { data: _, ...rest } = configuration;
  return Object.keys(data).length > 0 ? { ...rest, data } : rest;
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}
