import type { LoadedEnvironment } from '../loaded';
import { isMap, type Raw } from '../raw';
import { checkAccepted } from './accept';
import { checkEnvironmentNames } from './entry';
import type { Report } from './rule';

/**
 * Rules on `config/guards.yaml`: a name in `order` that no environment has would switch `staging-skipped` off.
 * @param nowMs epoch milliseconds
 */
export function checkGuards(raw: Raw, environments: readonly LoadedEnvironment[], nowMs: number, report: Report): void {
  if (!isMap(raw)) return;
  checkAccepted(raw.accept, nowMs, report);
  checkEnvironmentNames(raw.order, ['order'], environments, report);
}
