import type { Environment, Service } from '../../../domain/catalog/model';

/** The environment that a service of a resolved catalog runs in. */
export function environmentOf(service: Service, environments: readonly Environment[]): Environment {
  const found = environments.find(({ name }) => name === service.environment);
  if (found === undefined) throw new Error(`${service.name} runs in ${service.environment}, which is not among them`);
  return found;
}
