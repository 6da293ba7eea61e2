import {
  MetricEditorMode,
  MetricQueryType,
  MetricsQueryBuilder,
  QueryMode,
} from '@grafana/grafana-foundation-sdk/cloudwatch';
import type { Environment, Service } from '../catalog/model';
import { physicalName } from '../names/names';
import { type DataSource, timeSeries } from './charts';
import { GRID_COLUMNS, type PlacedPanel, type Section } from './layout';

export interface CapacitySources {
  /** CloudWatch's name of the target group (`targetgroup/name/id`), or a token for it; without one, no requests. */
  readonly targetGroup?: string;
}

/** How many instances there are, and what they carry against what they aim at; only where CloudWatch can be read. */
export function capacity(
  service: Service,
  environment: Environment,
  { targetGroup }: CapacitySources,
): Section | undefined {
  const { cloudwatch } = environment.grafana;
  const { scaling } = service;
  if (cloudwatch === undefined || scaling === undefined) return undefined;
  const source: DataSource = { type: 'cloudwatch', uid: cloudwatch };
  const group = { AutoScalingGroupName: physicalName(service) };
  const metric = (
    refId: string,
    namespace: string,
    name: string,
    statistic: string,
    dimensions: Record<string, string>,
  ) =>
    new MetricsQueryBuilder()
      .datasource(source)
      .queryMode(QueryMode.Metrics)
      .metricQueryType(MetricQueryType.Search)
      .metricEditorMode(MetricEditorMode.Builder)
      .region(environment.aws.region)
      .namespace(namespace)
      .metricName(name)
      .dimensions(dimensions)
      .matchExact(true)
      .statistic(statistic)
      .period('60')
      .expression('')
      .sqlExpression('')
      .id('')
      .label('')
      .refId(refId);
  const size = (refId: string, name: string, label: string) =>
    metric(refId, 'AWS/AutoScaling', name, 'Average', group).label(label);

  const width = GRID_COLUMNS / (targetGroup === undefined ? 2 : 3);
  const panels: PlacedPanel[] = [
    {
      key: 'capacity/instances',
      width,
      panel: timeSeries({
        title: 'Instances',
        description: 'What the group asks for and what serves, between its limits.',
        unit: 'none',
        min: 0,
        dataSource: source,
        queries: [
          size('A', 'GroupDesiredCapacity', 'desired'),
          size('B', 'GroupInServiceInstances', 'in service'),
          size('C', 'GroupMinSize', 'min'),
          size('D', 'GroupMaxSize', 'max'),
        ],
      }),
    },
    {
      key: 'capacity/cpu',
      width,
      panel: timeSeries({
        title: 'CPU',
        description: 'Average over the instances; the line is the target of scaling.',
        unit: 'percent',
        min: 0,
        dataSource: source,
        limit: scaling.targets.cpuPercent,
        queries: [metric('A', 'AWS/EC2', 'CPUUtilization', 'Average', group).label('CPU')],
      }),
    },
  ];
  if (targetGroup !== undefined) {
    panels.push({
      key: 'capacity/requests',
      width,
      panel: timeSeries({
        title: 'Requests per target',
        description: 'Per second and instance; the line is the target of scaling.',
        unit: 'reqps',
        min: 0,
        dataSource: source,
        limit: scaling.targets.requestsPerTargetPerSecond,
        // Sum is the only statistic that means anything here, and is already the average over the targets
        queries: [
          metric('A', 'AWS/ApplicationELB', 'RequestCountPerTarget', 'Sum', { TargetGroup: targetGroup })
            .id('requests')
            .hide(true),
          metric('B', '', '', 'Sum', {})
            .metricEditorMode(MetricEditorMode.Code)
            .expression('requests / PERIOD(requests)')
            .label('requests'),
        ],
      }),
    });
  }
  return { key: 'capacity', title: 'Capacity', height: 8, panels };
}
