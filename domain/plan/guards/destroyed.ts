import type { Origin, ResourceReview, StackReview } from '../../diff/model';
import { shownNames } from '../../diff/wording';
import type { GuardContext, GuardReport, GuardRule } from '../../guards/model';
import { about } from './about';
import { type Precious, paging, stateful } from './precious';

/**
 * Reports what of `types` is destroyed, once per stack and service; a service that was retired first may go. Of a stack
 * that vanishes nothing is destroyed: `stack-vanishes` speaks of what it leaves behind.
 */
function destroyed(types: Readonly<Record<string, Precious>>) {
  return (context: GuardContext): GuardReport[] =>
    context.stacks.flatMap((stack) => {
      if (stack.status === 'vanished') return [];
      const lost = stack.resources.filter(
        (resource) =>
          isDestroyed(resource, types) &&
          !isRetired(context, stack, resource) &&
          !goesToAnotherTeam(context, stack, resource),
      );
      return [...new Set(lost.map((one) => serviceOf(stack, one)))].map((service) => {
        const own = lost.filter((one) => serviceOf(stack, one) === service);
        return {
          ...about(stack),
          service,
          reason: told(own, types),
          remedy:
            'Retire the service first (lifecycle: retired), or keep what makes it go; where it is meant, ' +
            'say so with accept.',
          origin: causeOf(own[0] as ResourceReview, stack),
        };
      });
    });
}

/** Whose a resource is: of an on-call stack's, what its name says (`domain/names`); null for what is the team's. */
function serviceOf({ service }: StackReview, { address }: ResourceReview): string | null {
  return service ?? /\.service-([a-z0-9-]+)(?:_|$)/.exec(address)?.[1] ?? null;
}

/** Of the lines behind a resource the one that changed, else what changed in the stack. */
function causeOf({ because }: ResourceReview, stack: StackReview): Origin | null {
  const changed = because.find(({ file, line }) =>
    stack.because.some((other) => other.file === file && other.line === line),
  );
  return changed ?? stack.because[0] ?? because[0] ?? null;
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

/** The service's own stack, or what on-call holds for it, after its retirement. */
function isRetired({ base, head }: GuardContext, stack: StackReview, resource: ResourceReview): boolean {
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
  const service = serviceOf(stack, resource);
  return service !== null && retired(base, service);
}

/** What on-call holds for a service goes with its owner: `owner-changed` speaks of it. */
function goesToAnotherTeam({ services }: GuardContext, stack: StackReview, resource: ResourceReview): boolean {
  if (stack.kind !== 'oncall') return false;
  const service = serviceOf(stack, resource);
  return services.some((one) => one.service === service && one.changes.some(({ kind }) => kind === 'owner'));
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
