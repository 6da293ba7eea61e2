import { changeSeverities } from '../diff/model';
import { type DriftReport, type StackDrift, stackVerdicts } from './model';

type Labels = Readonly<Record<string, string>>;
interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [labels: Labels, value: number])[];
}

/** A report in Prometheus' text format (exposition format 0.0.4): gauges, seconds, epoch seconds. */
export function driftMetrics(report: DriftReport): string {
  const { stacks } = report;
  const endedAt = (Date.parse(report.startedAt) + report.durationMs) / 1000;
  const metrics: Metric[] = [
    {
      name: 'catalog_drift_stack_verdict',
      help: 'Verdict of the last look at a stack: 1 for the one that holds, 0 for the others.',
      samples: stacks.flatMap((stack) =>
        stackVerdicts.map((verdict) => [{ ...of(stack), verdict }, Number(stack.verdict === verdict)] as const),
      ),
    },
    {
      name: 'catalog_drift_stack_findings',
      help: 'Differences from the world that nothing explains.',
      samples: stacks.flatMap((stack) =>
        changeSeverities.map((severity) => [{ ...of(stack), severity }, unexpected(stack, severity)] as const),
      ),
    },
    {
      name: 'catalog_drift_stack_last_check_timestamp_seconds',
      help: 'When a stack was last looked at to the end; absent for never.',
      samples: stacks.flatMap((stack) =>
        stack.checkedAt === null ? [] : [[of(stack), Date.parse(stack.checkedAt) / 1000] as const],
      ),
    },
    {
      name: 'catalog_drift_stack_check_duration_seconds',
      help: 'How long the last look at a stack took.',
      samples: stacks.map((stack) => [of(stack), stack.durationMs / 1000] as const),
    },
    {
      name: 'catalog_drift_run_timestamp_seconds',
      help: 'When the last run ended, whatever it found.',
      samples: [[{}, endedAt]],
    },
    {
      name: 'catalog_drift_run_duration_seconds',
      help: 'How long the last run took.',
      samples: [[{}, report.durationMs / 1000]],
    },
    {
      name: 'catalog_drift_run_complete',
      help: 'Whether the last run looked at every stack to the end.',
      samples: [[{}, Number(report.verdict !== 'incomplete')]],
    },
  ];
  return metrics.flatMap(lines).join('');
}

const of = ({ stack, environment }: StackDrift): Labels => ({ stack, environment: environment ?? '' });

function unexpected({ drift }: StackDrift, severity: string): number {
  return drift.filter((one) => one.expected === null && one.severity === severity).length;
}

function lines({ name, help, samples }: Metric): string[] {
  if (samples.length === 0) return [];
  return [
    `# HELP ${name} ${help}\n`,
    `# TYPE ${name} gauge\n`,
    ...samples.map(([labels, value]) => `${name}${text(labels)} ${value}\n`),
  ];
}

function text(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([key, value]) => `${key}="${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
