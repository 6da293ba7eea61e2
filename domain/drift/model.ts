import type { ChangeSeverity, Json, Origin } from '../diff/model';

export const stackVerdicts = [
  'clean',
  'drifted',
  'pending',
  'drifted-and-pending',
  'failed',
  'locked',
  'skipped',
  'unknown',
] as const;
/**
 * `clean`: fully checked, and nothing but what is expected differs. `drifted`: the world is not what was applied.
 * `pending`: the catalog says something that was not applied yet. The last four were not fully checked.
 */
export type StackVerdict = (typeof stackVerdicts)[number];

export type ReportVerdict = 'clean' | 'pending' | 'drifted' | 'incomplete';

/** One difference between what was applied, what the world holds and what the catalog says. */
export interface Finding {
  /** As Terraform writes it; of a stack's output `output.NAME`. */
  readonly address: string;
  /** `max_size`, `rule[0].is_paused`; empty where the resource came or went as a whole. */
  readonly attribute: string;
  /** As it was applied; null where there is nothing, or `sensitive` is set. */
  readonly before: Json;
  /** Of drift: as the world has it. Of what is pending: as the catalog says. */
  readonly after: Json;
  readonly sensitive?: true;
  /** What ids in `before` and `after` stand for, such as people's addresses; absent where there are none. */
  readonly names?: Readonly<Record<string, string>>;
  readonly severity: ChangeSeverity;
  /** The line that governs it, the nearest of `because`. */
  readonly origin: Origin | null;
  readonly because: readonly Origin[];
  /** Name of the intent that explains it: then it is no drift. */
  readonly expected: string | null;
  /** The intent, or what the difference means, in a sentence. */
  readonly why: string;
}

export interface Drift extends Finding {
  /** Whether an apply of the stack undoes it. */
  readonly reverted: boolean;
  /** The command that undoes it; where Terraform cannot, what to do. */
  readonly revert: string;
  /** The edit of the catalog that makes it what is wanted, as a patch; null where there is none. */
  readonly adopt: Adoption | null;
}

export interface Adoption {
  readonly summary: string;
  /** What `git apply` takes, in the directory of the catalog. */
  readonly patch: string;
  /**
   * Addresses that are still to be deployed with the patch: what else follows from the same line, such as the action
   * that gives a group its size back after an event. Empty: the plan is.
   */
  readonly leaves: readonly string[];
}

export interface StackDrift {
  readonly stack: string;
  readonly kind: 'oncall' | 'platform' | 'service';
  /** null for the on-call that environments share. */
  readonly environment: string | null;
  readonly verdict: StackVerdict;
  /** Worst first; those that are expected last. */
  readonly drift: readonly Drift[];
  readonly pending: readonly Finding[];
  /** The edits of all its drift that can be adopted, in one patch; null where there is none. */
  readonly adopt: Adoption | null;
  /** Why a stack was not fully checked, and what else there is to know. */
  readonly notes: readonly string[];
  readonly durationMs: number;
  /** ISO 8601, when it was last fully checked; null for never. */
  readonly checkedAt: string | null;
}

/** The result of `drift`, as `drift --json` prints it. Fields may be added, never renamed. */
export interface DriftReport {
  readonly verdict: ReportVerdict;
  /** The part of the stacks that was looked at: `of` parts, counted from 1, that hold so many stacks together. */
  readonly shard: { readonly index: number; readonly of: number; readonly stacks: number };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly notes: readonly string[];
  readonly stacks: readonly StackDrift[];
}
