/** What on-call needs to know of a service, over all the environments it runs in. */
export interface PagedService {
  readonly name: string;
  readonly description: string;
  /** Name → URL. */
  readonly links: Readonly<Record<string, string>>;
  /** Name of an escalation of the owning team. */
  readonly escalation: string;
  /** An incident triggers again this long after it was acknowledged; never, unless set. */
  readonly retriggerAcknowledgedAfterMinutes?: number;
  /** Names of services, of this team or another. */
  readonly dependsOn: readonly string[];
  /** Names of the environments that send alerts: one integration each. */
  readonly environments: readonly string[];
}
