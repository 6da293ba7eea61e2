import type { Attribute, Block, NestedBlock } from './schema';
import { isMap, sameValue, UNKNOWN, Unknown, type Value, type ValueMap } from './value';

/** What the schema does not say about a resource's attributes; paths are Terraform's names joined by dots. */
export interface PlanRules {
  /** What the provider fills in where the configuration is silent. */
  readonly defaults: ReadonlyMap<string, Value>;
  /** Computed attributes that the provider announces as unknown when anything else changes. */
  readonly recomputed: ReadonlySet<string>;
  /** Whether a written value means what is already there (JSON written differently, letter case, …). */
  readonly equivalent: (path: string, written: Value, existing: Value) => boolean;
  /** How the provider writes a known value down. */
  readonly normal: (path: string, written: Value) => Value;
  /** Blocks that stay as they are where the configuration is silent. */
  readonly keeps: ReadonlySet<string>;
  /** Computed attributes that follow from the others already in the plan. */
  readonly derived: Readonly<Record<string, (state: ValueMap) => Value>>;
}

/**
 * The state that a configuration leads to. Without a prior state, what the provider computes is unknown; with one, it
 * keeps its value unless something else changes. `config` holds what `ignore_changes` leaves of it.
 */
export function planned(block: Block, config: ValueMap, prior: ValueMap | null, rules: PlanRules): ValueMap {
  const state = new Planning(rules).block(block, config, prior, '');
  for (const [name, derive] of Object.entries(rules.derived)) state[name] = derive(state);
  if (prior === null) return state;
  if (sameValue(state, prior)) return prior;
  for (const name of rules.recomputed) if ((config[name] ?? null) === null) state[name] = UNKNOWN;
  return state;
}

class Planning {
  constructor(private readonly rules: PlanRules) {}

  block(block: Block, config: ValueMap, prior: ValueMap | null, at: string): ValueMap {
    const state: ValueMap = {};
    for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
      state[name] = this.attribute(attribute, config[name] ?? null, prior, name, at + name);
    }
    for (const [name, nested] of Object.entries(block.block_types ?? {})) {
      state[name] = this.nested(nested, config[name] ?? null, prior?.[name] ?? null, `${at}${name}.`);
    }
    return state;
  }

  private attribute(attribute: Attribute, written: Value, prior: ValueMap | null, name: string, path: string): Value {
    if (attribute.write_only) return null;
    const existing = prior?.[name] ?? null;
    if (written instanceof Unknown) return written;
    if (written !== null) {
      const value = this.rules.normal(path, written);
      if (existing === null) return value;
      return sameValue(value, existing) || this.rules.equivalent(path, written, existing) ? existing : value;
    }
    const filled = this.rules.defaults.get(path);
    if (filled !== undefined) return filled;
    if (!attribute.computed) return existing !== null && this.rules.equivalent(path, null, existing) ? existing : null;
    return prior === null ? UNKNOWN : existing;
  }

  private nested(nested: NestedBlock, written: Value, prior: Value, at: string): Value {
    if (written instanceof Unknown) return written;
    const { block, nesting_mode: mode } = nested;
    if (mode === 'single' || mode === 'group') {
      return isMap(written) ? this.block(block, written, isMap(prior) ? prior : null, at) : null;
    }
    if (mode === 'map') {
      const existing = isMap(prior) ? prior : {};
      const items = Object.entries(isMap(written) ? written : {});
      return Object.fromEntries(items.map(([key, item]) => [key, this.item(block, item, existing[key] ?? null, at)]));
    }
    const items = Array.isArray(written) ? written : [];
    const existing = Array.isArray(prior) ? prior : [];
    if (items.length === 0 && this.rules.keeps.has(at.slice(0, -1))) return [...existing];
    if (mode === 'list') return items.map((item, index) => this.item(block, item, existing[index] ?? null, at));
    return this.set(block, items, existing, at);
  }

  /** Elements of a set have no identity: one that would not change is the one that was there. */
  private set(block: Block, items: readonly Value[], existing: readonly Value[], at: string): Value {
    const unmatched = [...existing];
    const state = items.map((item) => {
      const match = unmatched.findIndex((before) => sameValue(this.item(block, item, before, at), before));
      return match < 0 ? this.item(block, item, null, at) : (unmatched.splice(match, 1)[0] as Value);
    });
    return unmatched.length === 0 && state.length === existing.length ? [...existing] : state;
  }

  private item(block: Block, item: Value, prior: Value, at: string): Value {
    return isMap(item) ? this.block(block, item, isMap(prior) ? prior : null, at) : item;
  }
}
