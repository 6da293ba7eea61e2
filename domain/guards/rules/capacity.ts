import type { Scaling, ScalingEvent } from '../../catalog/model';
import { originOf } from '../../diff/origins';
import { figure } from '../../diff/wording';
import { sizesAt } from '../../scaling/sizes-at';
import type { GuardRule } from '../model';
import { bothSides, kept } from './services';

/** Less capacity than before at a time for which an event announces traffic. */
export const capacityBelowEvent: GuardRule = {
  name: 'capacity-below-event',
  level: 'block',
  check: (context) =>
    kept(context).flatMap(({ base, head }) => {
      const [before, after] = [base.service.scaling, head.service.scaling];
      if (!before) return [];
      return before.events
        .filter((event) => event.toMs > context.nowMs && event.expectRequestsPerSecond !== undefined)
        .flatMap((event) => {
          const index = after?.events.findIndex(({ name, toMs }) => name === event.name && toMs > context.nowMs) ?? -1;
          // one that was moved has its traffic where it is now
          const { from, fromMs, to, timeZone } = after?.events[index] ?? event;
          const [was, is] = [sizesAt(before, event.fromMs).max, after ? sizesAt(after, fromMs).max : 0];
          if (is >= was || carries(after, event, is)) return [];
          return [
            {
              ...bothSides(head),
              reason: `${head.service.name} may grow to ${is} instances instead of ${was} while ${event.name} expects ${figure(event.expectRequestsPerSecond ?? 0)} rps`,
              remedy: `Keep max at ${was} from ${from} to ${to} ${timeZone}, or lower what the event expects.`,
              origin: index >= 0 ? originOf(head, `scaling.events[${index}]`) : originOf(head, 'scaling.max'),
            },
          ];
        });
    }),
};

/** The event, as the head has it, is still shown to be carried. */
function carries(after: Scaling | undefined, event: ScalingEvent, max: number): boolean {
  const now = after?.events.find(({ name }) => name === event.name);
  const target = after?.targets.requestsPerTargetPerSecond;
  if (!now) return false;
  if (now.expectRequestsPerSecond === undefined || target === undefined) return false;
  return max * target >= now.expectRequestsPerSecond;
}
