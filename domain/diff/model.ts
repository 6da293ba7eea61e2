import type { LoadedCatalog } from '../catalog/loaded';

/**
 * The result of a review, as `diff --json` and `plan --json` print it. Fields may be added, never renamed.
 */
export interface Review {
  /** `blocked`: a guard of level `block` speaks; `changes`: anything else is said. */
  readonly verdict: Verdict;
  /** Worst first. `service` and `environment` are `*` where a change is about all of them. */
  readonly services: readonly ServiceChanges[];
  /** The affected stacks, in deploy order. */
  readonly stacks: readonly StackReview[];
  readonly guards: readonly GuardFinding[];
  /** What a guard found and somebody lets pass for a while. */
  readonly accepted: readonly AcceptedFinding[];
  /** What is accepted for now, for rules that are asked elsewhere, beside a plan. */
  readonly acceptances: readonly Acceptance[];
  /** What a reader has to know before anything else: a base that could not be read whole, nothing but comments, … */
  readonly notes: readonly string[];
}

export type Verdict = 'none' | 'changes' | 'blocked';

/** The closed set of what a change is about; documented in `docs/review.md`. */
export const changeKinds = [
  'compiler',
  'service-removed',
  'service-retired',
  'service-added',
  'owner',
  'escalation',
  'rotation',
  'access',
  'slo-removed',
  'alert-removed',
  'objective',
  'window',
  'alerting',
  'capacity',
  'event',
  'schedule',
  'slo-added',
  'alert-added',
  'compute',
  'dashboard',
  'other',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** `critical`: pages, capacity or things may be lost, or access widens; `warning`: less of something; `info`. */
export const changeSeverities = ['critical', 'warning', 'info'] as const;
export type ChangeSeverity = (typeof changeSeverities)[number];

/** A line of a file of the catalog: of the head, or of the base where it is gone. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** Plain data, as JSON prints it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Change {
  readonly kind: ChangeKind;
  /** One line, without the service's name. */
  readonly summary: string;
  readonly severity: ChangeSeverity;
  /** As an entry writes it; null where there was nothing. */
  readonly before: Json;
  readonly after: Json;
  readonly origin: Origin | null;
  /** More lines for a reader: budget in minutes, minutes to page, the calendar. */
  readonly details: readonly string[];
  /** Set where the change is one of a team: the same change stands under every service that the team answers for. */
  readonly team?: string;
  /** Lines of YAML that would undo a side effect, ready to paste. */
  readonly paste?: string;
}

export interface ServiceChanges {
  readonly service: string;
  readonly environment: string;
  readonly changes: readonly Change[];
}

export interface StackReview {
  readonly stack: string;
  readonly kind: 'oncall' | 'platform' | 'service';
  /** Name; null for the on-call that environments share. */
  readonly environment: string | null;
  /** Of a service's stack; null otherwise. */
  readonly service: string | null;
  readonly level: 0 | 1 | 2;
  readonly status: 'new' | 'changed' | 'vanished';
  /** How often each happens; without Terraform a replacement counts as an update. */
  readonly actions: Readonly<Record<ResourceAction, number>>;
  readonly resources: readonly ResourceReview[];
  /** Which lines of the catalog the change comes from. */
  readonly because: readonly Origin[];
}

export const resourceActions = ['create', 'update', 'replace', 'delete', 'forget', 'move', 'import'] as const;
export type ResourceAction = (typeof resourceActions)[number];

export interface ResourceReview {
  /** As Terraform writes it: `aws_autoscaling_group.compute_group`. */
  readonly address: string;
  readonly type: string;
  readonly action: ResourceAction;
  readonly attributes: readonly AttributeReview[];
  readonly because: readonly Origin[];
}

export interface AttributeReview {
  /** Name of the attribute at the top of the resource. */
  readonly attribute: string;
  readonly before: Json;
  readonly after: Json;
  readonly because: readonly Origin[];
}

export type GuardLevel = 'block' | 'warn';

export interface GuardFinding {
  /** Name of the rule. */
  readonly rule: string;
  readonly level: GuardLevel;
  /** The stack it is about; null where it is about several. */
  readonly stack: string | null;
  readonly reason: string;
  readonly remedy: string;
  readonly origin: Origin | null;
  /** Whose `accept` lets it pass; null where only the environment's or the catalog's does. */
  readonly service: string | null;
  readonly team: string | null;
  readonly environment: string | null;
}

/** An `accept` of a service, of a team, of an environment, or (all three null) of the catalog. */
export interface Acceptance {
  readonly rule: string;
  /** `YYYY-MM-DD`, the last day. */
  readonly until: string;
  readonly why: string;
  readonly service: string | null;
  readonly team: string | null;
  readonly environment: string | null;
}

export interface AcceptedFinding extends GuardFinding {
  /** `YYYY-MM-DD`, the last day. */
  readonly until: string;
  readonly why: string;
}

/** One side of a comparison. */
export interface Side {
  readonly loaded: LoadedCatalog;
  /** Epoch milliseconds, the same on both sides: from here the on-call calendars and events are looked at. */
  readonly nowMs: number;
}

export interface CatalogDiff {
  readonly services: readonly ServiceChanges[];
}
