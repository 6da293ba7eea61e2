import type { Environment, Service, Slo } from '../../catalog/model';
import { prometheusSloGroups } from '../prometheus-groups';
import { sloSelector } from '../series';
import { promtoolTest } from './promtool-test';
import { rawSeries } from './raw-series';
import { sloBehaviours } from './slo-behaviours';

/** The file of the rules that the tests of an SLO read: its own, since promtool evaluates whatever a file holds. */
export function sloRuleFileName(service: Pick<Service, 'name'>, slo: Pick<Slo, 'name'>): string {
  return `${service.name}.${slo.name}.yaml`;
}

/** A unit test file of promtool for one SLO. */
export interface TestFile {
  readonly name: string;
  readonly text: string;
  readonly behaviours: number;
  readonly checks: number;
}

/** Scraped more slowly, a minute of the definition is no scrape of its own, and what holds when can not be told as well. */
const SLOWEST_SCRAPE_SECONDS = 60;

/**
 * The behaviour tests of an SLO, one file for each pace of evaluation, beside the file of its rules; or why there are
 * none. No metrics can be made up for an `errorRatio` that is no ratio of two selectors, nor for selectors that
 * nothing can satisfy.
 */
export function sloTestFiles(
  service: Service,
  slo: Slo,
  environment: Environment,
): readonly TestFile[] | { readonly untested: string } {
  if (environment.scrapeIntervalSeconds > SLOWEST_SCRAPE_SECONDS) {
    return { untested: `scraped less often than every ${SLOWEST_SCRAPE_SECONDS} s` };
  }
  const series = rawSeries(slo.sli);
  if (series === undefined) return { untested: 'no metrics can be made up for this SLI' };
  const behaviours = sloBehaviours(service, slo, environment);
  const paces = [...new Set(behaviours.map(({ evaluationSeconds }) => evaluationSeconds))].sort((a, b) => a - b);
  const groups = prometheusSloGroups(service, slo, environment).map(({ name }) => name);
  const subject = { ruleFile: sloRuleFileName(service, slo), groups, series, selector: sloSelector(service, slo) };
  return paces.map((pace) => {
    const ofPace = behaviours.filter(({ evaluationSeconds }) => evaluationSeconds === pace);
    return {
      name: `${service.name}.${slo.name}.${pace}s.test.yaml`,
      text: promtoolTest(ofPace, subject),
      behaviours: ofPace.length,
      checks: ofPace.reduce((sum, { checks }) => sum + checks.length, 0),
    };
  });
}
