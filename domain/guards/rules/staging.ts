import { everywhere } from '../../diff/diff-catalogs';
import type { Change, ChangeKind } from '../../diff/model';
import { listed } from '../../diff/wording';
import { stackName } from '../../names/names';
import type { GuardRule } from '../model';

/** Sizes differ between environments by nature; on-call is one for all. */
const ownToEach: readonly ChangeKind[] = ['capacity', 'schedule', 'event', 'escalation', 'rotation', 'owner'];

/** Something changes in a later environment, and not in the one that would have tried it out. */
export const stagingSkipped: GuardRule = {
  name: 'staging-skipped',
  level: 'warn',
  check: ({ services, head, settings: { order } }) =>
    services.flatMap(({ service, environment, changes }) => {
      const place = order.indexOf(environment);
      const earlier = order[place - 1];
      if (service === everywhere || place < 1 || earlier === undefined) return [];
      if (!head.catalog.services.some((one) => one.name === service && one.environment === earlier)) return [];
      const tried = services.find((one) => one.service === service && one.environment === earlier)?.changes ?? [];
      const skipped = changes.filter((change) => !isOwnToEach(change) && !isTried(change, tried));
      if (skipped.length === 0) return [];
      const kinds = [...new Set(skipped.map(({ kind }) => kind))];
      return [
        {
          service,
          environment,
          stack: stackName.service(environment, service),
          reason: `${service} changes in ${environment} and not in ${earlier}: ${listed(kinds)}`,
          remedy: `Let ${earlier} have it first, for a day.`,
          origin: skipped[0]?.origin ?? null,
        },
      ];
    }),
};

/** An environment's own file is about nothing else. */
const isOwnToEach = ({ kind, origin }: Change) =>
  ownToEach.includes(kind) || (origin?.file.startsWith('config/environments/') ?? false);

const isTried = ({ kind }: Change, tried: readonly Change[]) => tried.some((one) => one.kind === kind);
