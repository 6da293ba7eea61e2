import type { LoadedService } from '../../catalog/loaded';
import { stackName } from '../../names/names';
import type { GuardContext } from '../model';

export interface KeptService {
  readonly base: LoadedService;
  readonly head: LoadedService;
}

/** Services that run on both sides; one that is being retired is no matter of what it loses. */
export function kept({ base, head }: GuardContext): KeptService[] {
  const key = ({ service }: LoadedService) => `${service.environment}/${service.name}`;
  const before = new Map(base.services.map((one) => [key(one), one]));
  return head.services.flatMap((one) => {
    const was = before.get(key(one));
    const retired = one.service.lifecycle === 'retired' || was?.service.lifecycle === 'retired';
    return was && !retired ? [{ base: was, head: one }] : [];
  });
}

/** Whom a finding about a service concerns. */
export function bothSides({ service }: LoadedService) {
  return {
    stack: stackName.service(service.environment, service.name),
    service: service.name,
    environment: service.environment,
    team: service.owner,
  };
}
