const OF_ONE_ENVIRONMENT = /^GRAFANA_AUTH_/;

/**
 * The caller's environment with the credentials of one environment of the catalog in force: `GRAFANA_AUTH_<ENV>` comes
 * before `GRAFANA_AUTH`, and those of other environments are kept from Terraform. Without a name: the on-call that
 * environments share, which reads PAGERDUTY_TOKEN.
 */
export function credentialsFor(base: NodeJS.ProcessEnv, environment: string | undefined): NodeJS.ProcessEnv {
  const rest = Object.fromEntries(Object.entries(base).filter(([name]) => !OF_ONE_ENVIRONMENT.test(name)));
  const own = environment === undefined ? undefined : base[`GRAFANA_AUTH_${environment.toUpperCase()}`];
  return own ? { ...rest, GRAFANA_AUTH: own } : rest;
}
