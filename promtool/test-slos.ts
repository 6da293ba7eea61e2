import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Environment, Service, Slo } from '../domain/catalog/model';
import { prometheusRuleFile } from '../domain/rules/prometheus-file';
import { sloRuleFileName, sloTestFiles } from '../domain/slo/behaviour/test-files';
import { prometheusSloGroups } from '../domain/slo/prometheus-groups';
import { findProgram } from './find-program';
import { promtool } from './promtool';

export interface SloUnderTest {
  readonly service: Service;
  readonly slo: Slo;
  readonly environment: Environment;
}

export interface SloTestResult {
  readonly service: string;
  readonly environment: string;
  readonly slo: string;
  /** `untested`: there are no tests for it; `output` says why. */
  readonly result: 'passed' | 'failed' | 'untested';
  readonly behaviours: number;
  readonly checks: number;
  readonly seconds: number;
  /** What promtool said, where it failed; why there are no tests, where there are none. */
  readonly output: string;
}

/**
 * Runs the behaviour tests of SLOs with promtool, as many at once as there are processors. Rules and tests are written
 * to `folder/<environment>` and stay there.
 * @param onResult called as results come in, in the order of completion
 * @throws MissingProgram where there is no promtool, before anything is written
 */
export async function testSlos(
  slos: readonly SloUnderTest[],
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  onResult: (result: SloTestResult) => void,
): Promise<SloTestResult[]> {
  findProgram('promtool', env);
  const limit = pLimit(availableParallelism());
  return Promise.all(
    slos.map(async ({ service, slo, environment }) => {
      const directory = join(folder, environment.name);
      mkdirSync(directory, { recursive: true });
      const rules = prometheusRuleFile(prometheusSloGroups(service, slo, environment));
      writeFileSync(join(directory, sloRuleFileName(service, slo)), rules);
      const tests = sloTestFiles(service, slo, environment);
      const files = 'untested' in tests ? [] : tests;
      const runs = await Promise.all(
        files.map((file) => {
          const path = join(directory, file.name);
          writeFileSync(path, file.text);
          return limit(() => promtool(['test', 'rules', path], env));
        }),
      );
      const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
      const failed = runs.filter(({ ok }) => !ok);
      const result: SloTestResult = {
        service: service.name,
        environment: environment.name,
        slo: slo.name,
        result: 'untested' in tests ? 'untested' : failed.length === 0 ? 'passed' : 'failed',
        behaviours: sum(files.map((file) => file.behaviours)),
        checks: sum(files.map((file) => file.checks)),
        seconds: sum(runs.map((run) => run.seconds)),
        output: 'untested' in tests ? tests.untested : failed.map(({ output }) => output.trim()).join('\n'),
      };
      onResult(result);
      return result;
    }),
  );
}
