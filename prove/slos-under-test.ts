import { readFolder } from '../compile/read';
import { loadCatalog } from '../domain/catalog/load';
import type { SloUnderTest } from '../promtool/test-slos';

/**
 * The SLOs of a catalog in one environment, in the catalog's order.
 * @throws Error where the catalog has an error
 */
export function slosOf(root: string, environmentName: string, nowMs: number): SloUnderTest[] {
  const loaded = loadCatalog(readFolder(root), nowMs);
  if (!loaded.ok) throw new Error(`the catalog in ${root} has errors: catalog validate lists them`);
  const environment = loaded.catalog.environments.find(({ name }) => name === environmentName);
  if (environment === undefined) throw new Error(`no environment is called ${environmentName}`);
  return loaded.catalog.services
    .filter((service) => service.environment === environmentName && service.lifecycle !== 'retired')
    .flatMap((service) => service.slos.map((slo) => ({ service, slo, environment })));
}

/** The usual window, whose tiers lie far enough apart for each to be seen alone. */
const USUAL_DAYS = 30;

/** One SLO of each kind of SLI, on the usual window. */
export function oneOfEachKind(slos: readonly SloUnderTest[]): SloUnderTest[] {
  const kinds = new Map<string, SloUnderTest>();
  for (const one of slos) {
    const slo = { ...one.slo, window: { kind: 'rolling' as const, days: USUAL_DAYS } };
    if (!kinds.has(kindOf(one))) kinds.set(kindOf(one), { ...one, slo });
  }
  return [...kinds.values()];
}

/** `errors`, `good`, `histogram`, `native histogram`, `up`, `errorRatio`. */
export function kindOf({ slo: { sli } }: Pick<SloUnderTest, 'slo'>): string {
  return sli.kind === 'histogram' && sli.native ? 'native histogram' : sli.kind;
}
