import { accepts } from '../../domain/limits/accepts';
import type { Refusal, ResourceLimits } from '../../domain/limits/model';
import { type Path, pathMessage } from './replace';
import { Unknown, unfolded, type Value, type ValueMap } from './value';

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
      blocksAt(state, refusal.attribute.split('.').slice(0, -1))
        .filter((block) => isRefused(refusal, block))
        .map((block) =>
          diagnostic(
            `invalid value for ${refusal.attribute}`,
            `expected ${refusal.expected}, got: ${JSON.stringify(block[lastName(refusal.attribute)] ?? null)}`,
            // an element of a set has no path that Terraform could show: the outermost attribute stands for it
            refusal.attribute.split('.').slice(0, 1),
          ),
        ),
    );
}

function lastName(attribute: string): string {
  return attribute.slice(attribute.lastIndexOf('.') + 1);
}

/** The blocks that an attribute's last name is looked up in. */
function blocksAt(value: Value, names: readonly string[]): ValueMap[] {
  if (Array.isArray(value)) return value.flatMap((item) => blocksAt(item, names));
  const block = unfolded(value);
  const [name, ...rest] = names;
  if (block === undefined) return [];
  return name === undefined ? [block] : blocksAt(block[name] ?? null, rest);
}

function isRefused({ attribute, accepts: accepted, when }: Refusal, block: ValueMap): boolean {
  if (when !== undefined && block[when.attribute] !== when.is) return false;
  const value = block[lastName(attribute)] ?? null;
  if (value instanceof Unknown) return false;
  const isNoBlock = Array.isArray(value) && value.length === 0;
  const asksForPresence = accepted.kind === 'present' || accepted.kind === 'absent';
  return !accepts(accepted, isNoBlock && asksForPresence ? null : value);
}
