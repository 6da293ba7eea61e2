/**
 * What a provider or its server does with a resource beyond its schema: cited data, used by validation, constructs
 * and the sandbox alike.
 *
 * Attribute paths name blocks and attributes as Terraform spells them, joined by dots, without list positions:
 * `rule.escalation_delay_in_minutes`. The value of a list or of a block is its items: a range counts them.
 */
export interface ResourceLimits {
  /** Attributes whose change destroys and creates the resource again. */
  readonly forcesReplacement: readonly Cited<string>[];
  /** What the provider fills in where the configuration leaves an attribute out. */
  readonly defaults: readonly { readonly attribute: string; readonly value: unknown; readonly source: string }[];
  /** Values that somebody refuses. */
  readonly refusals: readonly Refusal[];
  /** Values that are accepted and show a difference in every later plan. */
  readonly permanentDifferences: readonly Refusal[];
}

export interface Cited<T> {
  readonly value: T;
  /** Documentation page, provider source file or issue number, or `measured` with the versions. */
  readonly source: string;
}

export interface Refusal {
  readonly attribute: string;
  /** Only where another attribute of the same block has this value. */
  readonly when?: { readonly attribute: string; readonly is: string | number | boolean };
  /** When the real provider says so. */
  readonly at: 'validate' | 'plan' | 'apply' | 'server';
  readonly accepts:
    | { readonly kind: 'range'; readonly min: number; readonly max: number }
    | { readonly kind: 'oneOf'; readonly values: readonly (string | number | boolean)[] }
    | { readonly kind: 'pattern'; readonly pattern: RegExp; readonly maxLength?: number }
    | { readonly kind: 'multipleOf'; readonly of: number }
    /** It must be written, or must be left out. */
    | { readonly kind: 'present' }
    | { readonly kind: 'absent' };
  /** What to write instead, for the message. */
  readonly expected: string;
  readonly source: string;
}

/** Resource type → limits, for the resources that the project emits. */
export type LimitsTable = Readonly<Record<string, ResourceLimits>>;
