import type { LimitsTable } from '../../domain/limits/model';
import { SandboxFault } from '../fault';
import type { Draft, World, WorldResource } from '../world';
import { type Behaviour, type Behaviours, digits, type Making, type Setting, text } from './behaviour';
import { filled } from './fill';
import { type PlanRules, planned } from './plan';
import { diagnostic, refusals, type Stage } from './refusal';
import { type Path, replacedAt } from './replace';
import type { ProviderSchema, Schema } from './schema';
import { isMap, sameValue, shaped, UNKNOWN, Unknown, type Value, type ValueMap } from './value';

/** What a provider double is made of. */
export interface ProviderParts {
  readonly name: string;
  readonly schema: ProviderSchema;
  readonly behaviours: Behaviours;
  readonly limits: LimitsTable;
  readonly generatedId: (...seed: readonly string[]) => string;
  /** Holds the plan to Terraform's full consistency rules; defaults, which break them, are left out. */
  readonly strict: boolean;
}

export interface Planned {
  readonly state: ValueMap;
  readonly replace: readonly Path[];
}

class Refused extends Error {}

/** The life of resources: planned, made, changed, read and deleted in a world. */
export class Resources {
  constructor(
    private readonly parts: ProviderParts,
    private readonly world: World,
    /** The stack that they are made for. */
    private readonly stack: string | undefined,
  ) {}

  schema(type: string): Schema {
    const schema = this.parts.schema.resources[type];
    if (schema === undefined) throw new Refused(`the sandbox does not serve ${type}`);
    return schema;
  }

  refusals(type: string, state: ValueMap, stage: Stage): object[] {
    return refusals(this.parts.limits[type], state, stage);
  }

  plan(type: string, config: ValueMap, prior: ValueMap | null, setting: Setting): Planned {
    const { block } = this.schema(type);
    const state = planned(block, config, prior, this.#rulesOf(type, setting));
    if (prior === null || state === prior) return { state, replace: [] };
    const forcing = (this.parts.limits[type]?.forcesReplacement ?? []).map(({ value }) => value);
    return { state, replace: replacedAt(block, forcing, state, prior) };
  }

  async create(type: string, state: ValueMap, config: ValueMap, setting: Setting): Promise<ValueMap> {
    return this.world.change((draft) => {
      const behaviour = this.#behaviour(type);
      const base = this.#named(type, state, config, setting, draft);
      const id = this.#freshId(type, base, setting, draft);
      const making: Making = { ...setting, id, config, resource: { ...base, id }, prior: null, world: draft.resources };
      const attributes = this.#settled(type, making);
      this.#refuse(type, behaviour, { ...making, resource: attributes }, undefined);
      draft.resources.push({ type, id, attributes, ...(this.stack === undefined ? {} : { stack: this.stack }) });
      return attributes;
    });
  }

  async update(type: string, prior: ValueMap, state: ValueMap, config: ValueMap, setting: Setting): Promise<ValueMap> {
    return this.world.change((draft) => {
      const existing = this.#find(draft.resources, type, prior);
      if (existing === undefined) throw new Refused(`${type} ${text(prior.id)} does not exist`);
      const making = { ...setting, id: existing.id, config, resource: state, prior, world: draft.resources };
      const attributes = this.#settled(type, making);
      this.#refuse(type, this.#behaviour(type), { ...making, resource: attributes }, existing);
      draft.resources[draft.resources.indexOf(existing)] = { ...existing, attributes };
      return attributes;
    });
  }

  async delete(type: string, prior: ValueMap): Promise<void> {
    await this.world.change((draft) => {
      const existing = this.#find(draft.resources, type, prior);
      if (existing === undefined) return;
      const reason = this.#behaviour(type).refusesDelete?.(existing, draft.resources);
      if (reason !== undefined) throw new Refused(reason);
      draft.resources.splice(draft.resources.indexOf(existing), 1);
    });
  }

  /** null when it is gone. What the world says nothing about stays as it was. */
  read(type: string, state: ValueMap, nowMs: number): ValueMap | null {
    const existing = this.#find(this.world.resources, type, state);
    if (existing === undefined) return null;
    const { seen = (found) => found } = this.#behaviour(type);
    const found = { ...state, ...existing.attributes, id: existing.id };
    return shaped(this.schema(type).block, seen(found, state, nowMs));
  }

  imported(type: string, id: string): ValueMap | undefined {
    const { key = [], unique = [] } = this.#behaviour(type);
    const found = this.world.resources.find((resource) => {
      const names = (attributes: readonly string[], joint: string) =>
        attributes.map((name) => text(resource.attributes[name])).join(joint);
      const spellings = [key, unique].flatMap((attributes) => ['/', ':'].map((joint) => names(attributes, joint)));
      return resource.type === type && (resource.id === id || resource.id.endsWith(`:${id}`) || spellings.includes(id));
    });
    return found === undefined ? undefined : shaped(this.schema(type).block, { ...found.attributes, id: found.id });
  }

  #behaviour(type: string): Behaviour {
    return this.parts.behaviours[type] ?? {};
  }

  #find(resources: readonly WorldResource[], type: string, state: ValueMap): WorldResource | undefined {
    const { key } = this.#behaviour(type);
    return resources.find(
      (resource) =>
        resource.type === type &&
        (key === undefined
          ? resource.id === state.id
          : key.every((name) => sameValue(resource.attributes[name] ?? null, state[name] ?? null))),
    );
  }

  /** Names that the server makes up come first: ids and addresses are made of them. */
  #named(type: string, state: ValueMap, config: ValueMap, setting: Setting, draft: Draft): ValueMap {
    const { computed = {}, unique = [] } = this.#behaviour(type);
    const making = { ...setting, id: '', config, resource: state, prior: null, world: draft.resources };
    const named = ['name', ...unique].filter((name) => state[name] instanceof Unknown && computed[name] !== undefined);
    return { ...state, ...Object.fromEntries(named.map((name) => [name, computed[name]?.(making, state) ?? null])) };
  }

  #freshId(type: string, state: ValueMap, setting: Setting, draft: Draft): string {
    const made = this.#behaviour(type).id;
    if (made !== undefined) return made(state, setting);
    for (let attempt = 0; ; attempt++) {
      const id = this.parts.generatedId(type, JSON.stringify(state), String(attempt));
      if (!draft.resources.some((resource) => resource.type === type && resource.id === id)) return id;
    }
  }

  #settled(type: string, making: Making): ValueMap {
    const { computed = {}, settled } = this.#behaviour(type);
    const attributes = filled(this.schema(type).block, { ...making.resource, id: making.id }, computed, making);
    return settled === undefined || this.parts.strict ? attributes : settled({ ...making, resource: attributes });
  }

  #refuse(type: string, behaviour: Behaviour, making: Making, self: WorldResource | undefined): void {
    const { unique = [] } = behaviour;
    const twin = making.world.find(
      (other) =>
        other !== self &&
        other.type === type &&
        unique.some((name) => (other.attributes[name] ?? null) !== null) &&
        unique.every((name) => sameValue(other.attributes[name] ?? null, making.resource[name] ?? null)),
    );
    if (twin !== undefined) throw new Refused(`${type} with the same ${unique.join(', ')} already exists: ${twin.id}`);
    const reason = behaviour.refusesChange?.(making);
    if (reason !== undefined) throw new Refused(reason);
  }

  #rulesOf(type: string, setting: Setting): PlanRules {
    const behaviour = this.#behaviour(type);
    const { normal = {}, keeps = [] } = this.parts.strict ? {} : behaviour;
    const defaults = this.parts.strict ? [] : (this.parts.limits[type]?.defaults ?? []);
    const hasTags = this.schema(type).block.attributes?.tags_all !== undefined;
    return {
      defaults: new Map(defaults.map(({ attribute, value }) => [attribute, value as Value])),
      recomputed: new Set(behaviour.recomputed ?? []),
      equivalent: (path, written, existing) =>
        behaviour.equivalent?.[path]?.(written, existing, setting.nowMs) ?? false,
      normal: (path, written) => normal[path]?.(written) ?? written,
      keeps: new Set(keeps),
      derived: hasTags ? { tags_all: (state) => allTags(state.tags ?? null, setting.defaultTags) } : {},
    };
  }
}

function allTags(tags: Value, defaults: ValueMap): Value {
  if (tags instanceof Unknown) return UNKNOWN;
  return { ...defaults, ...(isMap(tags) ? tags : {}) };
}

/**
 * A refusal of the server as a diagnostic, and so is one of the file system, which is the user's to mend; anything else
 * is a fault of the sandbox and says so.
 */
export function failure(doing: string, error: unknown): object {
  const { message, stack, code }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  if (error instanceof Refused || error instanceof SandboxFault) return diagnostic(doing, message);
  if (/^E[A-Z]+$/.test(code ?? '')) return diagnostic(doing, `the sandbox's world cannot be written: ${message}`);
  return diagnostic(`${doing}: the sandbox failed`, stack ?? message);
}

export function shortId(...seed: readonly string[]): string {
  return digits(16, ...seed);
}
