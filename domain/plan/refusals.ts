import { isMap } from './value';

/** A synthesized stack whose code somebody answered for: compiled by this code from the base. */
export interface TrustedStack {
  readonly name: string;
  readonly json: string;
}

/**
 * Why a synthesized stack that somebody else compiled must not be planned with credentials at hand: planning runs
 * provider code, reads files and states, and sends credentials to wherever the configuration says.
 * @param siblings stacks of the base in the same environment (or of the on-call that environments share)
 * @param types resource and data source types that may occur
 */
export function refusals(
  name: string,
  json: string,
  siblings: readonly TrustedStack[],
  types: ReadonlySet<string>,
): string[] {
  const configuration = parsed(json);
  if (configuration === undefined) return [`${name}: no JSON object`];
  const found = [
    ...unknownKeys(configuration, TOP_LEVEL, 'block'),
    ...unknownKeys(configuration.terraform, TERRAFORM, 'setting of terraform'),
    ...unknownTypes(configuration, types),
    ...placesOf(configuration, name, siblings),
    ...unknownStates(configuration, siblings),
    ...runsSomething(configuration.resource),
    ...calls(configuration),
  ];
  return [...new Set(found)].map((reason) => `${name}: ${reason}`);
}

type Configuration = Readonly<Record<string, unknown>>;

const TOP_LEVEL = ['//', 'terraform', 'provider', 'resource', 'data', 'output', 'moved', 'removed'];
const TERRAFORM = ['backend', 'cloud', 'required_providers', 'required_version'];
/** What the constructs use; none reads a file, or takes the flag off a secret. */
const FUNCTIONS = ['length', 'distinct'];

function parsed(json: string): Configuration | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function unknownKeys(value: unknown, known: readonly string[], what: string): string[] {
  if (value === undefined) return [];
  if (!isMap(value)) return [`a ${what} is no object`];
  return Object.keys(value).flatMap((key) => (known.includes(key) ? [] : [`${what} ${quoted(key)} is not known here`]));
}

function unknownTypes({ resource, data }: Configuration, types: ReadonlySet<string>): string[] {
  const named = [resource, data].flatMap((blocks) => (isMap(blocks) ? Object.keys(blocks) : []));
  return named.flatMap((type) => (types.has(type) ? [] : [`type ${quoted(type)} is not known here`]));
}

/** Providers and backend are those of the base: the same stack's, or those of one like it under another name. */
function placesOf({ terraform, provider }: Configuration, name: string, siblings: readonly TrustedStack[]): string[] {
  const own = siblings.find((one) => one.name === name);
  const like = own === undefined ? siblings : [own];
  const settings = isMap(terraform) ? terraform : {};
  const fits = (read: (configuration: Configuration) => unknown, value: unknown) =>
    like.some((one) => {
      const expected = JSON.stringify(read(parsed(one.json) ?? {}) ?? null);
      return expected.replaceAll(one.name, name) === (JSON.stringify(value ?? null) ?? '');
    });
  const terraformOf = ({ terraform: one }: Configuration) => (isMap(one) ? one : {});
  return [
    fits((one) => one.provider, provider) ? [] : ['its providers are configured otherwise than in the base'],
    fits((one) => [terraformOf(one).backend, terraformOf(one).cloud], [settings.backend, settings.cloud])
      ? []
      : ['its state is kept elsewhere than in the base'],
    fits((one) => sources(terraformOf(one).required_providers), sources(settings.required_providers))
      ? []
      : ['it asks for other providers than in the base'],
  ].flat();
}

/** The versions may change: the providers stay the same ones. */
function sources(required: unknown): unknown {
  if (!isMap(required)) return null;
  return Object.entries(required).map(([name, one]) => [name, isMap(one) ? one.source : one]);
}

/** States are read from where the base reads states, under whichever stack's name. */
function unknownStates(configuration: Configuration, siblings: readonly TrustedStack[]): string[] {
  const known = new Set(siblings.flatMap((one) => statesOf(parsed(one.json) ?? {}).map(({ shape }) => shape)));
  return statesOf(configuration).flatMap(({ id, shape }) =>
    known.has(shape) ? [] : [`it reads ${quoted(id)} from a place that the base does not read from`],
  );
}

function statesOf({ data }: Configuration): { readonly id: string; readonly shape: string }[] {
  const states = isMap(data) && isMap(data.terraform_remote_state) ? data.terraform_remote_state : {};
  return Object.entries(states).map(([id, block]) => {
    const stack = id.replace(/^state-of-/, '');
    return { id, shape: (JSON.stringify(block) ?? '').replaceAll(stack, '*') };
  });
}

function runsSomething(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(runsSomething);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'provisioner' || key === 'connection' ? [`it has a ${key}`] : runsSomething(item),
  );
}

/** Functions that a template calls, wherever it stands. */
function calls(value: unknown): string[] {
  if (typeof value === 'string') return templateCalls(value);
  if (Array.isArray(value)) return value.flatMap(calls);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [...templateCalls(key), ...calls(item)]);
}

/** References and the few functions, with nothing in them that could hide where a template ends. */
const SIMPLE_TEMPLATE = /^\$\{([\w.\-[\](),\s>=]*)\}/;

function templateCalls(text: string): string[] {
  const found: string[] = [];
  for (const { index } of text.matchAll(/[$%]\{/g)) {
    // one more of the same before it makes it literal text; of more than that, nobody has to be sure
    const before = /[$%]*$/.exec(text.slice(0, index))?.[0].length ?? 0;
    if (before === 1 && text[index] === text[index - 1]) continue;
    const inside = SIMPLE_TEMPLATE.exec(text.slice(index))?.[1];
    if (inside === undefined) found.push('it has a template that is more than a reference');
    for (const [, name = ''] of (inside ?? '').matchAll(/([A-Za-z_][\w-]*)\s*\(/g))
      if (!FUNCTIONS.includes(name)) found.push(`it calls ${quoted(name)}`);
  }
  return found;
}

const quoted = (text: string) => JSON.stringify(text.slice(0, 80));
