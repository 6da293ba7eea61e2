/** Every rule, of a diff or of a plan: what `config/guards.yaml` and `accept` may name. Documented in `docs/review.md`. */
export const guardNames = [
  'stack-vanishes',
  'owner-changed',
  'team-renamed',
  'capacity-below-event',
  'last-slo-gone',
  'last-alert-gone',
  'last-rotation-gone',
  'escalation-ends-in-nobody',
  'access-widened',
  'paging-resource-destroyed',
  'stateful-resource-destroyed',
  'protection-lowered',
  'change-within-event',
  'staging-skipped',
  'too-many-stacks',
] as const;

export type GuardName = (typeof guardNames)[number];
