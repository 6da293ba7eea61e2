/**
 * The resolved catalog: what every construct, report and rule works on.
 *
 * Units stand in the names: `Ratio` is 0..1, `Percent` 0..100, `Seconds`, `Minutes`, `Days`, `GiB`, `Ms` (epoch
 * milliseconds, UTC). Local dates are `YYYY-MM-DD`, local times `HH:MM`, local date-times `YYYY-MM-DDTHH:MM`.
 * Text from an entry is data everywhere: it becomes resource text through `constructs/literal.ts` only.
 */

import type { AlertWindows } from '../slo/alert-windows';

export type Tier = 1 | 2 | 3 | 4;
export type Lifecycle = 'experimental' | 'production' | 'deprecated' | 'retired';
export type Severity = 'page' | 'ticket';
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
export type ListenerName = 'public' | 'internal';

// ---------------------------------------------------------------- environments

export type Backend =
  | { readonly kind: 'local' }
  | { readonly kind: 's3'; readonly bucket: string; readonly region: string }
  | { readonly kind: 'hcp'; readonly organization: string; readonly project?: string; readonly hostname?: string };

export interface LoadBalancer {
  /** ARN of the listener that rules are added to. */
  readonly listener: string;
  /** Id of the load balancer's security group. */
  readonly securityGroup: string;
}

export interface PagerDutySettings {
  readonly region: 'us' | 'eu';
  /** Another API address: a double on this machine, never PagerDuty's own. */
  readonly endpoint?: string;
}

/** On-call is shared by the environments (`config/oncall.yaml`) unless one says `oncall: own`. */
export interface OncallSettings {
  readonly pagerduty: PagerDutySettings;
  readonly backend: Backend;
  /** Assumed to reach the state: the role of the environment whose own on-call this is. */
  readonly backendRole?: string;
}

export interface Environment {
  /** `[a-z][a-z0-9]*`, at most 12 characters, never `oncall`. */
  readonly name: string;
  /** Compiled only when asked for. */
  readonly sandbox: boolean;
  /** Set when the environment has on-call stacks of its own. */
  readonly ownOncall?: OncallSettings;
  /** false: nobody is paged from here; what would page becomes a ticket. */
  readonly paging: boolean;
  readonly aws: {
    readonly account: string;
    readonly region: string;
    readonly role?: string;
    readonly endpoint?: string;
    readonly vpc: string;
    readonly privateSubnets: readonly string[];
    readonly loadBalancers: Readonly<Partial<Record<ListenerName, LoadBalancer>>>;
  };
  readonly grafana: {
    readonly url: string;
    /** Uid of the Prometheus data source that alerts and dashboards read. */
    readonly prometheus: string;
    /** Uid of the CloudWatch data source; without it, no capacity panels from AWS. */
    readonly cloudwatch?: string;
    /** Uid of the data source that recording rules write to; `prometheus` unless written. */
    readonly recordingTarget: string;
  };
  /** How often Prometheus scrapes; no alert window is shorter than four of these. */
  readonly scrapeIntervalSeconds: number;
  /** Where the catalog has windows of its own: all of them, by days. */
  readonly alertWindows?: AlertWindows;
  readonly recording: 'grafana' | 'amp' | 'file';
  readonly amp?: { readonly workspace: string };
  readonly backend: Backend;
}

// ---------------------------------------------------------------- teams and rotations

/**
 * One rotation, complete: what `follows` leaves out is filled in from the rotation it follows.
 * Turn 0 begins on `anchorDate` at `handoffTime` in `timeZone`; in turn n (any integer) the person is
 * `members[(anchorMember + n + offsetTurns) mod members.length]`.
 */
export interface Rotation {
  readonly name: string;
  /** IANA zone; of the rotation, else of its team. */
  readonly timeZone: string;
  /** Length of a turn in local days: `Nd` → N, `Nw` → 7 N. */
  readonly turnDays: number;
  /** `HH:MM`, local. */
  readonly handoffTime: string;
  /** Only where turns are counted in weeks. */
  readonly handoffDay?: Weekday;
  /** E-mail addresses, in order of turns; never the same one twice in a row (cyclically), unless alone. */
  readonly members: readonly string[];
  readonly anchorDate: string;
  /** Index into `members` of who takes over on `anchorDate`. */
  readonly anchorMember: number;
  readonly offsetTurns: number;
  /** On call only within these local hours; `to` before or equal to `from` passes midnight. */
  readonly hours?: RotationHours;
  /** Name of the rotation that this one repeats, `offsetTurns` turns ahead. */
  readonly follows?: string;
}

export interface RotationHours {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

export type EscalationTarget =
  | { readonly kind: 'rotation'; readonly name: string }
  | { readonly kind: 'person'; readonly email: string };

export interface Escalation {
  readonly name: string;
  readonly isDefault: boolean;
  readonly steps: readonly { readonly notify: readonly EscalationTarget[]; readonly forMinutes: number }[];
  /** How often the steps are gone through again, 0..9. */
  readonly repeat: number;
}

export interface Team {
  readonly name: string;
  readonly description: string;
  readonly timeZone: string;
  readonly rotations: readonly Rotation[];
  readonly escalations: readonly Escalation[];
}

// ---------------------------------------------------------------- services

/** One service in one environment, all layers merged, units parsed. */
export interface Service {
  readonly name: string;
  readonly environment: string;
  readonly description: string;
  /** Name of the owning team. */
  readonly owner: string;
  readonly tier: Tier;
  readonly lifecycle: Lifecycle;
  readonly dependsOn: readonly { readonly service: string; readonly hard: boolean }[];
  /** Name → URL; `runbook` and `repository` are known to dashboards and alerts. */
  readonly links: Readonly<Record<string, string>>;
  readonly compute?: Compute;
  /** Present exactly when `compute` is. */
  readonly scaling?: Scaling;
  /** Present exactly when `compute` is. */
  readonly refresh?: Refresh;
  readonly slos: readonly Slo[];
  readonly alerts: readonly Alert[];
  readonly oncall: {
    /** Name of an escalation of the owning team. */
    readonly escalation: string;
    readonly retriggerAcknowledgedAfterMinutes?: number;
  };
}

export interface Compute {
  readonly image: { readonly kind: 'ssm'; readonly parameter: string } | { readonly kind: 'ami'; readonly id: string };
  readonly architecture: 'x86_64' | 'arm64';
  /** A file of the catalog, passed on byte for byte. */
  readonly bootstrap?: { readonly path: string; readonly text: string };
  readonly instanceTypes: readonly string[];
  readonly spot?: { readonly onDemandBase: number; readonly sharePercent: number };
  readonly port: number;
  /** HTTP path. */
  readonly healthCheck?: string;
  readonly ingress?: {
    readonly listener: ListenerName;
    readonly host?: string;
    /** `/` or `/segment…`, without a slash at the end: this path and everything below it. */
    readonly path: string;
    readonly priority?: number;
  };
  /** Services of the same environment that may call the port. */
  readonly allowFrom: readonly string[];
  readonly volume: { readonly sizeGiB: number };
  readonly maxInstanceLifetimeSeconds?: number;
  /** ARNs of managed policies. */
  readonly policies: readonly string[];
}

export interface Scaling {
  readonly min: number;
  readonly max: number;
  readonly warmupSeconds: number;
  readonly targets: {
    readonly cpuPercent?: number;
    /** Requests per second and target; CloudWatch counts per minute. */
    readonly requestsPerTargetPerSecond?: number;
  };
  readonly predictive?: 'forecastOnly' | 'forecastAndScale';
  readonly schedule: readonly ScheduleEntry[];
  readonly events: readonly ScalingEvent[];
}

export type ScheduleEntry = {
  readonly name: string;
  readonly timeZone: string;
  readonly min?: number;
  readonly max?: number;
} & (
  | {
      readonly kind: 'window';
      /** `HH:MM`, local; `to` before or equal to `from` passes midnight. */
      readonly from: string;
      readonly to: string;
      /** Days on which the window starts; all seven unless narrowed. */
      readonly days: readonly Weekday[];
    }
  | {
      readonly kind: 'cron';
      /** Five fields. Sets its sizes at each firing; they hold until the next firing of any entry. */
      readonly cron: string;
    }
);

export interface ScalingEvent {
  readonly name: string;
  readonly timeZone: string;
  /** Local date-times as written. */
  readonly from: string;
  readonly to: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly expectRequestsPerSecond?: number;
  readonly min?: number;
  readonly max?: number;
}

export interface Refresh {
  readonly checkpoints?: { readonly atPercent: readonly number[]; readonly waitSeconds: number };
  readonly stopOnAlarm: boolean;
}

// ---------------------------------------------------------------- SLOs and alerts

export type SloWindow =
  | { readonly kind: 'rolling'; readonly days: number }
  | { readonly kind: 'calendar'; readonly unit: 'month' | 'quarter' };

/** PromQL text in here was parsed while compiling; `selector` is the inside of the braces. */
export type Sli =
  | { readonly kind: 'errors'; readonly errors: string; readonly total: string }
  | { readonly kind: 'good'; readonly good: string; readonly total: string }
  | {
      readonly kind: 'histogram';
      /** Base name, without `_bucket` or `_count`. */
      readonly metric: string;
      readonly selector: string;
      readonly belowSeconds: number;
      /** The bucket's bound as written in the metric, where it is not `belowSeconds` in seconds. */
      readonly le?: string;
      readonly native: boolean;
    }
  | { readonly kind: 'up'; readonly metric: string }
  | { readonly kind: 'errorRatio' /** PromQL in which `$window` stands for the window. */; readonly expr: string };

export interface Slo {
  readonly name: string;
  readonly description: string;
  /** In (0, 100]. As written: 99.95. */
  readonly objectivePercent: number;
  /** (100 − objectivePercent) / 100 in decimal arithmetic: 0.0005, never 0.0005000000000000004. */
  readonly budgetRatio: number;
  readonly window: SloWindow;
  readonly sli: Sli;
  readonly alerting: SloAlerting;
  /** Expected traffic, as written in `expect`. */
  readonly expectRequestsPerSecond?: number;
}

export interface SloAlerting {
  /** false: no page; the ticket's condition becomes the page's or the ticket's. */
  readonly page: boolean;
  readonly ticket: boolean;
  /** An alert when the series vanish. */
  readonly absence: boolean;
  /** An alert when the budget of the window is spent. Opt-in: it fires for weeks. */
  readonly budgetSpent: boolean;
  /** Failures within a long window below which nobody is woken. */
  readonly minFailures: number;
  /** Counts missing history of a young service as good traffic. Opt-in. */
  readonly historyGuard: boolean;
}

export interface Alert {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly expr: string;
  readonly forSeconds: number;
  readonly severity: Severity;
  /** Kept and not evaluated: nobody is notified. */
  readonly paused?: true;
  readonly runbook?: string;
}

// ---------------------------------------------------------------- the whole

export interface Catalog {
  readonly services: readonly Service[];
  readonly teams: readonly Team[];
  readonly environments: readonly Environment[];
  readonly oncall: OncallSettings;
}
