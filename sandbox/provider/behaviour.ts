import { createHash } from 'node:crypto';
import type { WorldResource } from '../world';
import type { Value, ValueMap } from './value';

/** Where a resource is made: what the provider was configured with, and the sandbox's date. */
export interface Setting {
  readonly region: string;
  readonly account: string;
  /** Base address of Grafana or PagerDuty's site. */
  readonly url: string;
  readonly defaultTags: ValueMap;
  readonly nowMs: number;
}

export interface Making extends Setting {
  readonly id: string;
  /** What the configuration says. */
  readonly config: ValueMap;
  /** The whole resource, as far as it is known. */
  readonly resource: ValueMap;
  /** What was there before; null while creating. */
  readonly prior: ValueMap | null;
  readonly world: readonly WorldResource[];
}

/** `here` is the object that the attribute stands in: the resource, or one of its blocks. */
export type Computed = (making: Making, here: ValueMap) => Value;

/** What a provider and its server do with a resource, beyond schema and `domain/limits`. */
export interface Behaviour {
  /** Attributes that find the resource, where its id does not. */
  readonly key?: readonly string[];
  /** Attributes of which no two resources may agree in all. */
  readonly unique?: readonly string[];
  /** Its id, if it is not simply generated. */
  readonly id?: (resource: ValueMap, setting: Setting) => string;
  /** Attribute path → what the server makes of it. */
  readonly computed?: Readonly<Record<string, Computed>>;
  /** Attributes that become unknown in a plan that changes anything else. */
  readonly recomputed?: readonly string[];
  /** Attribute path → whether a written value means the existing one (the SDK's `DiffSuppressFunc`). */
  readonly equivalent?: Readonly<Record<string, (written: Value, existing: Value, nowMs: number) => boolean>>;
  /** Attribute path → how the provider writes a value down (the SDK's `StateFunc`); none of it in strict mode. */
  readonly normal?: Readonly<Record<string, (written: Value) => Value>>;
  /** Blocks that are optional and computed: left out, they stay as they are. Not in strict mode. */
  readonly keeps?: readonly string[];
  /** What the server changes by itself after it took the values over. Not in strict mode. */
  readonly settled?: (making: Making) => ValueMap;
  /** What the provider makes of what it reads, seeing the former state. */
  readonly seen?: (found: ValueMap, state: ValueMap, nowMs: number) => ValueMap;
  /** Why the server refuses to create or change it. */
  readonly refusesChange?: (making: Making) => string | undefined;
  /** Why the server refuses to delete it. */
  readonly refusesDelete?: (resource: WorldResource, world: readonly WorldResource[]) => string | undefined;
}

export type Behaviours = Readonly<Record<string, Behaviour>>;

/** What a data source answers, beyond the attributes of a resource of the world that fits its arguments. */
export type DataSource = (config: ValueMap, setting: Setting) => ValueMap | string;
export type DataSources = Readonly<Record<string, DataSource>>;

/** Hexadecimal digits that depend on the seed alone. */
export function digits(length: number, ...seed: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(seed)).digest('hex');
  return hash.repeat(Math.ceil(length / hash.length)).slice(0, length);
}

export function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function sameJson(written: Value, existing: Value): boolean {
  try {
    return canonical(JSON.parse(text(written))) === canonical(JSON.parse(text(existing)));
  } catch {
    return false;
  }
}

/** Sorted keys, no white space. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

export function sameInstant(written: Value, existing: Value): boolean {
  return Date.parse(text(written)) === Date.parse(text(existing));
}
