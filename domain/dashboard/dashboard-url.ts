import type { Environment, Service } from '../catalog/model';
import { dashboardUid } from '../names/names';

/** Address of a service's dashboard; Grafana adds the slug. */
export function dashboardUrl(environment: Environment, service: Pick<Service, 'name'>): string {
  return `${environment.grafana.url.replace(/\/+$/, '')}/d/${dashboardUid(environment.name, service.name)}`;
}
