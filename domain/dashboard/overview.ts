import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PagerDutySettings, Service } from '../catalog/model';
import { markdown } from './charts';
import { linkUrl, markdownLink, markdownText, plainTitle } from './free-text';
import type { Section } from './layout';

/** What the service is, whose it is, and where to go from here. */
export function overview(service: Service, pagerduty: PagerDutySettings): Section {
  const facts = [
    `team ${service.owner}`,
    `tier ${service.tier}`,
    service.lifecycle,
    `escalation ${service.oncall.escalation}`,
  ];
  const lines = [
    `**${markdownText(service.description)}**`,
    facts.map(markdownText).join(' · '),
    links(service, pagerduty)
      .map(([name, url]) => markdownLink(name, url))
      .join(' · '),
  ];
  return {
    key: 'overview',
    height: 4,
    panels: [{ key: 'overview/text', width: 24, panel: markdown(lines.join('\n\n')) }],
  };
}

/** The same links in the bar above the panels. */
export function dashboardLinks(service: Service, pagerduty: PagerDutySettings): DashboardLinkBuilder[] {
  return links(service, pagerduty).map(([name, url]) =>
    new DashboardLinkBuilder(plainTitle(name))
      .type(DashboardLinkType.Link)
      .url(linkUrl(url))
      .icon('external link')
      .targetBlank(true),
  );
}

/** Runbook and repository first, then what else the entry links to; an entry's own `pagerduty` replaces ours. */
function links(service: Service, pagerduty: PagerDutySettings): (readonly [name: string, url: string])[] {
  const all = { pagerduty: pagerDutyUrl(service, pagerduty), ...service.links };
  const known = ['runbook', 'repository', 'pagerduty'];
  const order = (name: string) => (known.includes(name) ? known.indexOf(name) : known.length);
  return Object.entries(all).sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1));
}

/** PagerDuty's directory, searched for the service: it leads on to the account of whoever is signed in. */
function pagerDutyUrl(service: Service, { region }: PagerDutySettings): string {
  const host = region === 'eu' ? 'app.eu.pagerduty.com' : 'app.pagerduty.com';
  return `https://${host}/service-directory?query=${service.name}&team_ids=all`;
}
