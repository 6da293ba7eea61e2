import type { ResourceReview, StackReview } from '../../diff/model';
import { shownNames } from '../../diff/wording';
import type { GuardContext, GuardReport, GuardRule } from '../../guards/model';
import { about } from './about';
import { type Precious, paging, stateful } from './precious';

/** Reports what of `types` is destroyed, once per stack; a service that was retired first may go. */
function destroyed(types: Readonly<Record<string, Precious>>) {
  return (context: GuardContext): GuardReport[] =>
    context.stacks.flatMap((stack) => {
      const lost = stack.resources.filter(
        (resource) => isDestroyed(resource, types) && !isRetired(context, stack, resource),
      );
      if (lost.length === 0) return [];
      return [
        {
          ...about(stack),
          reason: told(lost, types),
          remedy:
            'Retire the service first (lifecycle: retired), or keep what makes it go; where it is meant, ' +
            'say so with accept.',
          origin: lost[0]?.because[0] ?? stack.because[0] ?? null,
        },
      ];
    });
}

/** What is lost is said once for all of a type that meet the same. */
function told(lost: readonly ResourceReview[], types: Readonly<Record<string, Precious>>): string {
  const fates = [...new Set(lost.map(({ type, action }) => `${past(action)}: ${types[type]?.loses}`))];
  const sentences = fates.map((fate) => {
    const addresses = lost.flatMap(({ type, action, address }) =>
      `${past(action)}: ${types[type]?.loses}` === fate ? address : [],
    );
    return `${shownNames(addresses)} ${addresses.length === 1 ? 'is' : 'are'} ${fate}`;
  });
  return sentences.join('; ');
}

function isDestroyed({ type, action }: ResourceReview, types: Readonly<Record<string, Precious>>): boolean {
  const precious = types[type];
  if (precious === undefined) return false;
  return action === 'delete' || action === 'forget' || (action === 'replace' && !precious.replaceable);
}

const past = (action: ResourceReview['action']) =>
  action === 'replace' ? 'replaced' : action === 'forget' ? 'left to itself' : 'destroyed';

/** The service's own stack, or what on-call holds for it, after its retirement; never a stack that vanishes. */
function isRetired({ base, head }: GuardContext, stack: StackReview, { address }: ResourceReview): boolean {
  if (stack.status === 'vanished') return false;
  if ('emptied' in stack && stack.emptied) return true;
  const retired = (side: GuardContext['base'], name: string) => {
    const places = side.catalog.services.filter((service) => service.name === name);
    return places.length > 0 && places.every(({ lifecycle }) => lifecycle === 'retired');
  };
  if (stack.service !== null) {
    const { service, environment } = stack;
    return head.catalog.services.some(
      (one) => one.name === service && one.environment === environment && one.lifecycle === 'retired',
    );
  }
  const ownName = address.split('.')[1] ?? '';
  const names = new Set(base.catalog.services.map(({ name }) => name));
  return [...names].some(
    (name) => (ownName === `service-${name}` || ownName.startsWith(`service-${name}_`)) && retired(base, name),
  );
}

export const pagingResourceDestroyed: GuardRule = {
  name: 'paging-resource-destroyed',
  level: 'block',
  check: destroyed(paging),
};

export const statefulResourceDestroyed: GuardRule = {
  name: 'stateful-resource-destroyed',
  level: 'block',
  check: destroyed(stateful),
};
