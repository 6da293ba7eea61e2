import type { GuardContext } from '../../guards/model';
import type { PlannedStack } from '../planned-stack';

/** What rules over plans look at. */
export interface PlanGuardContext extends GuardContext {
  readonly stacks: readonly PlannedStack[];
}
