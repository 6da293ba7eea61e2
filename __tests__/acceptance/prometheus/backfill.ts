import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleGroup } from '../../../domain/rules/model';
import { prometheusRuleFile } from '../../../domain/rules/prometheus-file';
import { promtool } from '../../../promtool/promtool';
import type { Prometheus } from './server';

/** One block, not one for every two hours. */
const LONGEST_BLOCK = '--max-block-duration=1458h';

/** Puts samples into the data folder of a Prometheus that is not running. @param file OpenMetrics text */
export async function blocksFromMetrics(file: string, data: string): Promise<void> {
  await made(['tsdb', 'create-blocks-from', '--quiet', LONGEST_BLOCK, 'openmetrics', file, data]);
}

/**
 * Evaluates recording rules on what a running Prometheus holds, at the pace of their groups, into a data folder; it
 * reads them when it starts the next time.
 */
export async function blocksFromRules(
  groups: readonly RuleGroup[],
  prometheus: Prometheus,
  range: { readonly fromSeconds: number; readonly toSeconds: number },
  data: string,
): Promise<void> {
  const file = join(data, '..', 'rules.yaml');
  writeFileSync(file, prometheusRuleFile(groups));
  await made([
    'tsdb',
    'create-blocks-from',
    '--quiet',
    LONGEST_BLOCK,
    'rules',
    `--url=${prometheus.url}`,
    `--start=${range.fromSeconds}`,
    `--end=${range.toSeconds}`,
    `--output-dir=${data}`,
    file,
  ]);
}

async function made(args: readonly string[]): Promise<void> {
  const { ok, output } = await promtool(args);
  if (!ok) throw new Error(`promtool ${args.join(' ')}:\n${output}`);
}
