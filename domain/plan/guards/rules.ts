import type { GuardRule } from '../../guards/model';
import type { PlanGuardContext } from './context';
import { pagingResourceDestroyed, statefulResourceDestroyed } from './destroyed';
import { leftBehind } from './left-behind';
import { protectionLowered } from './lowered';
import { accessWidened } from './widened';

/** The rules that need a plan. */
export const planGuards: readonly GuardRule<PlanGuardContext>[] = [
  pagingResourceDestroyed,
  statefulResourceDestroyed,
  accessWidened,
  protectionLowered,
  leftBehind,
];
