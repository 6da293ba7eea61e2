import type { Service } from '../catalog/model';
import { percent, type SloFinding } from './findings';
import { rounded } from './tiers';

/**
 * Objectives above what a service's hard dependencies allow: without them it cannot work, and they fail independently
 * at worst, so it can promise no more than the product of what they promise. A dependency promises its highest
 * objective; one without SLOs promises nothing that could be compared.
 * @param services all services of one environment
 */
export function objectiveFindings(
  services: readonly Service[],
): readonly (SloFinding & { readonly service: string })[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  return services.flatMap((service) => {
    const promised = service.dependsOn
      .filter(({ hard }) => hard)
      .map((dependency) => ({ name: dependency.service, slos: byName.get(dependency.service)?.slos ?? [] }))
      .filter(({ slos }) => slos.length > 0)
      .map(({ name, slos }) => ({ name, percent: Math.max(...slos.map(({ objectivePercent }) => objectivePercent)) }));
    if (promised.length === 0) return [];
    const allowed = rounded(100 * promised.reduce((product, dependency) => product * (dependency.percent / 100), 1));
    const names = promised.map(({ name, percent: value }) => `${name} (${percent(value)})`).join(', ');
    return service.slos.flatMap((slo, index) => {
      if (slo.objectivePercent <= allowed) return [];
      return {
        service: service.name,
        path: `slos[${index}].objective`,
        severity: 'warning' as const,
        code: 'objective-above-dependency' as const,
        message: `${service.name} cannot work without ${names}, which together allow ${percent(downTo(allowed))}`,
        found: percent(slo.objectivePercent),
        expected: `an objective of at most ${percent(downTo(allowed))}, or dependencies that are not hard`,
        suggestion: percent(downTo(allowed)),
      };
    });
  });
}

/** Four digits, as an objective would be written; products of decimals are taken for what they are meant to be. */
function downTo(value: number): number {
  return Math.floor(rounded(value * 10_000)) / 10_000;
}
