import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type Threshold, ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, QueryEditorMode } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatPanel } from '@grafana/grafana-foundation-sdk/stat';
import { TextMode, PanelBuilder as TextPanel } from '@grafana/grafana-foundation-sdk/text';
import { PanelBuilder as TimeSeriesPanel } from '@grafana/grafana-foundation-sdk/timeseries';

/** Units of Grafana's own list. */
type Unit = 'percentunit' | 'percent' | 'short' | 's' | 'cps' | 'reqps' | 'none';

export interface DataSource {
  readonly type: 'prometheus' | 'cloudwatch';
  readonly uid: string;
}

interface Chart {
  readonly title: string;
  /** What the reader sees and what to make of it; not an entry's text. */
  readonly description: string;
  readonly unit: Unit;
  readonly dataSource: DataSource;
  readonly queries: readonly Builder<Dataquery>[];
}

/**
 * Lines over time: a red one at `limit`, and the series called `apart` red on an axis of its own, at the right, since
 * it is too small for that of the others.
 */
export function timeSeries(
  chart: Chart & { readonly limit?: number; readonly min?: number; readonly apart?: string },
): TimeSeriesPanel {
  const panel = new TimeSeriesPanel()
    .title(chart.title)
    .description(chart.description)
    .unit(chart.unit)
    .datasource(chart.dataSource)
    .targets([...chart.queries])
    .lineWidth(1)
    .fillOpacity(0)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (chart.min !== undefined) panel.min(chart.min);
  if (chart.apart !== undefined) {
    panel.overrideByName(chart.apart, [
      { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
      { id: 'custom.axisPlacement', value: 'right' },
    ]);
  }
  if (chart.limit === undefined) return panel;
  return panel
    .thresholds(
      steps([
        { color: 'transparent', value: null },
        { color: 'red', value: chart.limit },
      ]),
    )
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Line));
}

/** The latest value, in large print. */
export function stat(
  chart: Chart & { readonly thresholds?: readonly Threshold[]; readonly decimals?: number },
): StatPanel {
  const panel = new StatPanel()
    .title(chart.title)
    .description(chart.description)
    .unit(chart.unit)
    .datasource(chart.dataSource)
    .targets([...chart.queries])
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
    .thresholds(steps(chart.thresholds ?? [{ color: 'text', value: null }]));
  return chart.decimals === undefined ? panel : panel.decimals(chart.decimals);
}

/** `content` is Markdown; what comes from an entry has gone through `free-text`. */
export function markdown(content: string): TextPanel {
  return new TextPanel().transparent(true).mode(TextMode.Markdown).content(content);
}

/** `instant` asks for the latest value alone. */
export function promql(
  dataSource: DataSource,
  refId: string,
  expr: string,
  legend: string,
  { instant = false }: { readonly instant?: boolean } = {},
): DataqueryBuilder {
  const query = new DataqueryBuilder()
    .datasource(dataSource)
    .editorMode(QueryEditorMode.Code)
    .expr(expr)
    .legendFormat(legend)
    .refId(refId);
  return instant ? query.instant() : query.range();
}

const steps = (values: readonly Threshold[]) =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...values]);
