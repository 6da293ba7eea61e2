import { TerraformDataSource, type TerraformElement, type TerraformResource, TerraformStack } from 'cdktf';

/** Where a resource attribute comes from: a path in one of the catalog's files. */
export interface Source {
  readonly kind: 'service' | 'team' | 'environment' | 'oncall';
  /** The service's, team's or environment's name; empty for `oncall`. */
  readonly name: string;
  /** Path in the file, e.g. `scaling.min`; empty for the whole. */
  readonly path: string;
}

/** Address of a resource → attribute (`''` for the resource itself) → sources. */
export type Trace = Map<string, Map<string, Source[]>>;

const traces = new WeakMap<TerraformStack, Trace>();

/** The trace of a stack: in memory beside it, never part of what is synthesized. */
export function traceOf(stack: TerraformStack): Trace {
  const trace: Trace = traces.get(stack) ?? new Map();
  traces.set(stack, trace);
  return trace;
}

function addressOf(resource: TerraformElement & Pick<TerraformResource, 'terraformResourceType'>): string {
  const mode = TerraformDataSource.isTerraformDataSource(resource) ? 'data.' : '';
  return `${mode}${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/**
 * Registers which paths of which file made a resource and its attributes, and returns the resource.
 * `paths` maps an attribute (as Terraform spells it; `''` is the resource itself) to one or more paths.
 */
export function traced<R extends TerraformElement & Pick<TerraformResource, 'terraformResourceType'>>(
  resource: R,
  of: { readonly kind: Source['kind']; readonly name: string },
  paths: Readonly<Record<string, string | readonly string[]>>,
): R {
  const trace = traceOf(TerraformStack.of(resource));
  const address = addressOf(resource);
  const attributes = trace.get(address) ?? new Map<string, Source[]>();
  trace.set(address, attributes);
  for (const [attribute, path] of Object.entries(paths)) {
    const sources = (Array.isArray(path) ? path : [path]).map((one) => ({ ...of, path: one as string }));
    attributes.set(attribute, [...(attributes.get(attribute) ?? []), ...sources]);
  }
  return resource;
}
