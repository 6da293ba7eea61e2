import {
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Environment, PagerDutySettings, Service } from '../catalog/model';
import { dashboardTitle, dashboardUid } from '../names/names';
import { type CapacitySources, capacity } from './capacity';
import type { DataSource } from './charts';
import { eventAnnotations, eventList } from './events';
import { laidOut, type Section } from './layout';
import { dashboardLinks, overview } from './overview';
import { panelIds } from './panel-ids';
import { sloSections } from './slo-sections';
import { stableJson } from './stable-json';

export interface ServiceDashboard {
  readonly uid: string;
  /** Deterministic JSON text; not escaped for Terraform. */
  readonly json: string;
  /** Id of each panel by its key, for the links of alerts. */
  readonly panelIds: ReadonlyMap<string, number>;
}

/** What tells a folder-only change apart: see `serviceDashboard`. */
const teamTag = (service: Service) => `team:${service.owner}`;

/**
 * The dashboard of a service in an environment.
 *
 * The owner is among its tags on purpose: the provider leaves panel ids out of what it remembers, and when the folder
 * alone changed it would send that back, so that Grafana gave every panel another id and the alerts' links broke
 * (terraform-provider-grafana #2967). With the tag, the text always changes together with the folder.
 */
export function serviceDashboard(
  service: Service,
  environment: Environment,
  pagerduty: PagerDutySettings,
  sources: CapacitySources = {},
): ServiceDashboard {
  const prometheus: DataSource = { type: 'prometheus', uid: environment.grafana.prometheus };
  const sections: (Section | undefined)[] = [
    overview(service, pagerduty),
    ...sloSections(service, environment, prometheus),
    capacity(service, environment, sources),
    eventList(service),
  ];
  const panels = laidOut(sections.filter((section) => section !== undefined));
  const ids = panelIds(panels.map(({ key }) => key));
  const uid = dashboardUid(environment.name, service.name);
  const dashboard: Dashboard = {
    ...new DashboardBuilder(dashboardTitle(environment.name, service.name))
      .uid(uid)
      .tags(['catalog', `environment:${environment.name}`, teamTag(service), `tier:${service.tier}`])
      .tooltip(DashboardCursorSync.Crosshair)
      .time({ from: 'now-24h', to: 'now' })
      .timezone('browser')
      .refresh('1m')
      .annotations([changesAndAlerts(), ...eventAnnotations(service, prometheus)])
      .links(dashboardLinks(service, pagerduty))
      .build(),
    templating: { list: [] },
    timepicker: {} as Dashboard['timepicker'],
    weekStart: '',
    preload: false,
  };
  const annotations = { list: dashboard.annotations.list?.map(inPlainSight) };
  const links = dashboard.links?.map(inPlainSight);
  const placed = panels.map(({ key, gridPos, content }) => ({ ...content, id: ids.get(key), gridPos }));
  return { uid, json: stableJson({ ...dashboard, annotations, links, panels: placed }), panelIds: ids };
}

/** The SDK would put links and annotations into a menu. */
function inPlainSight<T extends { placement?: unknown }>({ placement: _, ...shown }: T): Omit<T, 'placement'> {
  return shown;
}

/** Grafana's own: the alerts' state changes and what people noted. The server adds it where it is missing. */
function changesAndAlerts(): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name('Annotations & Alerts')
    .datasource({ type: 'grafana', uid: '-- Grafana --' })
    .builtIn(1)
    .enable(true)
    .hide(true)
    .iconColor('rgba(0, 211, 255, 1)')
    .type('dashboard');
}
