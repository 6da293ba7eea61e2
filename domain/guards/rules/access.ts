import { everywhere } from '../../diff/diff-catalogs';
import { stackName } from '../../names/names';
import type { GuardRule } from '../model';

/** Somebody may call a service who could not, or its instances may do what they could not. New services have no access to widen. */
export const accessWidened: GuardRule = {
  name: 'access-widened',
  level: 'block',
  check: ({ services }) =>
    services.flatMap(({ service, environment, changes }) =>
      changes
        .filter(({ kind, severity }) => kind === 'access' && severity === 'critical' && service !== everywhere)
        .map(({ summary, origin }) => ({
          service,
          environment,
          stack: stackName.service(environment, service),
          reason: `${service}: ${summary}`,
          remedy: 'Where it is meant, say so with accept in the entry; otherwise name less.',
          origin,
        })),
    ),
};
