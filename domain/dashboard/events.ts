import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { ScalingEvent, Service } from '../catalog/model';
import { type DataSource, markdown, promql } from './charts';
import { markdownText, plainTitle } from './free-text';
import type { Section } from './layout';

/** The events that capacity is planned for, with their dates; the same text whenever it is compiled. */
export function eventList(service: Service): Section | undefined {
  const events = inOrder(service);
  if (events.length === 0) return undefined;
  const rows = events.map((event) => [
    event.name,
    local(event.from),
    local(event.to),
    event.timeZone,
    event.expectRequestsPerSecond === undefined ? '' : `${event.expectRequestsPerSecond} requests/s`,
    `${event.min ?? ''}`,
    `${event.max ?? ''}`,
  ]);
  const table = [['Event', 'From', 'To', 'Time zone', 'Expected', 'Min', 'Max'], Array(7).fill('---')]
    .concat(rows.map((row) => row.map(markdownText)))
    .map((row) => `| ${row.join(' | ')} |`);
  return {
    key: 'events',
    title: 'Events',
    // a line of the table takes about one grid unit
    height: Math.min(3 + rows.length, 12),
    panels: [{ key: 'events/list', width: 24, panel: markdown(table.join('\n')) }],
  };
}

/** Shades each event over every graph: the series that it asks for exists only while the event runs. */
export function eventAnnotations(service: Service, prometheus: DataSource): AnnotationQueryBuilder[] {
  return inOrder(service).map(({ name, fromMs, toMs }) => {
    const [from, to] = [fromMs / 1000, toMs / 1000];
    const expr = `vector(time()) >= ${from} < ${to}`;
    return new AnnotationQueryBuilder()
      .name(plainTitle(name))
      .datasource(prometheus)
      .enable(true)
      .iconColor('blue')
      .expr(expr)
      .titleFormat(plainTitle(name))
      .step('60s')
      .target(promql(prometheus, 'Anno', expr, ''));
  });
}

function inOrder(service: Service): ScalingEvent[] {
  return [...(service.scaling?.events ?? [])].sort((a, b) => a.fromMs - b.fromMs || (a.name < b.name ? -1 : 1));
}

const local = (dateTime: string) => dateTime.replace('T', ' ');
