import type { GuardRule } from '../../guards/model';
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
      .map(({ stack, environment, service, resources, outcome, because }) => ({
        stack,
        environment,
        service,
        reason:
          outcome === 'planned'
            ? `${resources.length} resources of ${stack} would stay with nobody to manage them`
            : `nobody knows what ${stack} would leave behind: it could not be planned`,
        remedy: 'Retire it (`lifecycle: retired`) and deploy; once its plan is empty, let it go.',
        origin: because[0] ?? null,
      })),
};
