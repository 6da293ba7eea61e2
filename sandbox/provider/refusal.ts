import type { Refusal, ResourceLimits } from '../../domain/limits/model';
import { type Path, pathMessage } from './replace';
import { isMap, Unknown, type Value, type ValueMap } from './value';

const ERROR = 1;

/** A diagnostic of the protocol. */
export function diagnostic(summary: string, detail: string, path?: Path): object {
  return { severity: ERROR, summary, detail, ...(path === undefined ? {} : { attribute: pathMessage(path) }) };
}

export type Stage = Refusal['at'];
const ORDER: readonly Stage[] = ['validate', 'plan', 'apply', 'server'];

/**
 * What somebody refuses up to a stage. A value that is not known yet is looked at again later, as the providers' SDK
 * does.
 */
export function refusals(limits: ResourceLimits | undefined, state: ValueMap, upTo: Stage): object[] {
  return (limits?.refusals ?? [])
    .filter(({ at }) => ORDER.indexOf(at) <= ORDER.indexOf(upTo))
    .flatMap((refusal) =>
      valuesAt(state, refusal.attribute.split('.'), [])
        .filter(({ value }) => value !== null && !(value instanceof Unknown) && !accepted(refusal, value))
        .map(({ path, value }) =>
          diagnostic(
            `invalid value for ${refusal.attribute}`,
            `expected ${refusal.expected}, got: ${JSON.stringify(value)}`,
            path,
          ),
        ),
    );
}

function valuesAt(value: Value, names: readonly string[], path: Path): { path: Path; value: Value }[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, names, path));
  const [name, ...rest] = names;
  if (name === undefined) return [{ path, value }];
  if (!isMap(value) || !(name in value)) return [];
  // an element of a set has no path that Terraform could show: the attribute's own block stands for it
  return valuesAt(value[name] as Value, rest, path.length === 0 ? [name] : path);
}

function accepted({ accepts }: Refusal, value: Value): boolean {
  if (accepts.kind === 'range') return Number(value) >= accepts.min && Number(value) <= accepts.max;
  if (accepts.kind === 'oneOf') return accepts.values.some((one) => one === value || String(one) === String(value));
  if (accepts.kind === 'multipleOf') return Number(value) % accepts.of === 0;
  const written = String(value);
  return accepts.pattern.test(written) && [...written].length <= (accepts.maxLength ?? Number.POSITIVE_INFINITY);
}
