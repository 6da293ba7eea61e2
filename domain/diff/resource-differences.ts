import type { AttributeReview, Json, ResourceReview } from './model';

type Attributes = Readonly<Record<string, Json>>;
type Resources = ReadonlyMap<string, { readonly type: string; readonly attributes: Attributes }>;

/** What differs between two texts of `cdk.tf.json`, without Terraform: a replacement reads as an update. */
export function resourceDifferences(
  base: string | undefined,
  head: string | undefined,
): Omit<ResourceReview, 'because'>[] {
  const [before, after] = [resourcesOf(base), resourcesOf(head)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((address): Omit<ResourceReview, 'because'>[] => {
      const [was, is] = [before.get(address), after.get(address)];
      const type = (is ?? was)?.type ?? '';
      if (!was || !is) return [{ address, type, action: is ? 'create' : 'delete', attributes: [] }];
      const attributes = differences(was.attributes, is.attributes);
      return attributes.length === 0 ? [] : [{ address, type, action: 'update', attributes }];
    });
}

function resourcesOf(text: string | undefined): Resources {
  const { resource = {} } = (text === undefined ? {} : JSON.parse(text)) as {
    resource?: Record<string, Record<string, Attributes>>;
  };
  return new Map(
    Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, attributes]) => [`${type}.${name}`, { type, attributes }] as const),
    ),
  );
}

function differences(before: Attributes, after: Attributes): AttributeReview[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => name !== '//' && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((attribute) => ({
      attribute,
      before: shortened(before[attribute]),
      after: shortened(after[attribute]),
      because: [],
    }));
}

/** A dashboard's whole JSON says nothing to a reader. */
const longestValue = 500;

function shortened(value: Json | undefined): Json {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= longestValue ? value : `${text.slice(0, longestValue)}… (${text.length} characters)`;
}
