import { isDeepStrictEqual } from 'node:util';
import type { Path } from '../../catalog/path';
import { rawValue } from '../../plan/value';
import type { Judged } from '../judge';

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/**
 * Whether a synthesized stack says what the findings found, as far as it says it literally: what refers to another
 * resource is known to Terraform alone.
 */
export function isAdopted(findings: readonly Judged[], json: string): boolean {
  const { resource = {} } = JSON.parse(json) as { readonly resource?: Resources };
  return findings.every(({ raw }) => {
    const [type = '', name = ''] = raw.sides.address.split('.');
    const said = valueAt(resource[type]?.[name], raw.path);
    const isReference = JSON.stringify(said ?? null).includes('${');
    return isReference || isDeepStrictEqual(said ?? null, rawValue(raw.after) ?? null) || said === undefined;
  });
}

/** Addresses of a stack, other than those of the findings, that two synthesized forms of it say differently. */
export function alsoChanged(findings: readonly Judged[], before: string, after: string): string[] {
  const adopted = new Set(findings.map(({ address }) => address));
  const [from, to] = [addresses(before), addresses(after)];
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((address) => !adopted.has(address) && !isDeepStrictEqual(from.get(address), to.get(address)))
    .sort();
}

function addresses(json: string): Map<string, unknown> {
  const { resource = {} } = JSON.parse(json) as { readonly resource?: Resources };
  return new Map(
    Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => [`${type}.${name}`, block] as const),
    ),
  );
}

/** What is left out, or lies below a reference, is undefined. */
function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    const data = typeof inner === 'string' ? parsed(inner) : inner;
    if (typeof data !== 'object' || data === null) return undefined;
    return (data as Record<string | number, unknown>)[step];
  }, value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/([$%])\1\{/g, '$1{'));
  } catch {
    return undefined;
  }
}
