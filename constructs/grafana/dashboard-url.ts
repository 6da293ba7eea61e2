import type { Environment, Service } from '../../domain/catalog/model';
import { dashboardUid } from '../../domain/names/names';

/** Address of a service's dashboard; Grafana adds the slug. */
export function dashboardUrl(environment: Environment, service: Service): string {
  return `${environment.grafana.url.replace(/\/+$/, '')}/d/${dashboardUid(environment.name, service.name)}`;
}
