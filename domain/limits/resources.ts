import { awsLimits } from './aws';
import { grafanaLimits } from './grafana';
import type { LimitsTable } from './model';
import { pagerdutyLimits } from './pagerduty';

/** What is known of every resource that the project emits. */
export const resourceLimits: LimitsTable = { ...awsLimits, ...grafanaLimits, ...pagerdutyLimits };
