import { pagingResourceDestroyed, statefulResourceDestroyed } from '../plan/guards/destroyed';
import { tooManyStacks } from '../plan/guards/too-many-stacks';
import type { GuardRule } from './model';
import { accessWidened } from './rules/access';
import { capacityBelowEvent } from './rules/capacity';
import { escalationEndsInNobody } from './rules/escalations';
import { changeWithinEvent } from './rules/moment';
import { ownerChanged, teamRenamed } from './rules/owners';
import { stagingSkipped } from './rules/staging';
import { stackVanishes } from './rules/vanishing';
import { lastAlertGone, lastRotationGone, lastSloGone } from './rules/watched';

/** The rules for which the catalog suffices: they run in `diff` and in `plan`. */
export const catalogGuards: readonly GuardRule[] = [
  stackVanishes,
  ownerChanged,
  teamRenamed,
  capacityBelowEvent,
  lastSloGone,
  lastAlertGone,
  lastRotationGone,
  escalationEndsInNobody,
  accessWidened,
  changeWithinEvent,
  stagingSkipped,
  tooManyStacks,
];

/** What `diff` asks without a plan: also what the synthesized JSON no longer holds. */
export const diffGuards: readonly GuardRule[] = [...catalogGuards, pagingResourceDestroyed, statefulResourceDestroyed];
