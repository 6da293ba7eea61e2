import { count } from '../../diff/wording';
import type { GuardRule } from '../../guards/model';
import { about } from './about';
import type { PlanGuardContext } from './context';

/** A stack goes from the catalog while its state still holds something, retired or not. */
export const leftBehind: GuardRule<PlanGuardContext> = {
  name: 'stack-vanishes',
  level: 'block',
  check: ({ stacks }) =>
    stacks
      .filter(
        ({ status, outcome, resources }) => status === 'vanished' && (resources.length > 0 || outcome !== 'planned'),
      )
      .map((stack) => ({
        ...about(stack),
        reason:
          stack.outcome === 'planned'
            ? `${count(stack.resources.length, 'resource')} of ${stack.stack} would stay with nobody to manage them`
            : `nobody knows what ${stack.stack} would leave behind: it could not be planned`,
        remedy: 'Retire it (lifecycle: retired) and deploy; once its plan is empty, let it go.',
        origin: stack.because[0] ?? null,
      })),
};
