/** Key of the panel that the alerts of an SLO link to: how fast its budget burns. */
export const sloPanelKey = (slo: string) => `slo/${slo}`;
