import { originOf } from '../../diff/origins';
import { serviceIndex, serviceKey } from '../../diff/service-index';
import { instantText } from '../../diff/wording';
import { runningEvent } from '../../scaling/sizes-at';
import type { GuardRule } from '../model';

/** A service's stack changes while one of its events runs: on the busiest days nothing is tried out. */
export const changeWithinEvent: GuardRule = {
  name: 'change-within-event',
  level: 'block',
  check: ({ base, head, stacks, nowMs }) =>
    stacks.flatMap(({ kind, stack, service, environment }) => {
      if (kind !== 'service') return [];
      for (const side of [head, base]) {
        const found = serviceIndex(side).byPlace.get(serviceKey(environment ?? '', service ?? ''));
        const scaling = found?.service.lifecycle === 'retired' ? undefined : found?.service.scaling;
        const event = scaling && runningEvent(scaling, nowMs);
        if (!found || !event) continue;
        const index = scaling.events.indexOf(event);
        return [
          {
            stack,
            service,
            environment,
            reason: `${service} changes in ${environment} while its event ${event.name} runs`,
            remedy: `Wait until ${instantText(event.toMs, event.timeZone)} (${event.timeZone}).`,
            origin: originOf(found, `scaling.events[${index}]`),
          },
        ];
      }
      return [];
    }),
};
