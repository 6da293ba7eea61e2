import { pathText } from '../../catalog/path';
import { governingSize } from '../governing-size';
import type { Judged } from '../judge';
import type { AdoptionContext, Proposal } from './proposal';
import { serviceEdit } from './service-edit';

/** The minimum or maximum of a group, written where the size of now comes from: an event, the schedule or the base. */
export function adoptSize(finding: Judged, context: AdoptionContext): Proposal | undefined {
  const { type, world } = finding.raw.sides;
  const [attribute] = finding.raw.path;
  const size = finding.after;
  if (type !== 'aws_autoscaling_group' || world === null || typeof size !== 'number') return undefined;
  if (attribute !== 'min_size' && attribute !== 'max_size') return undefined;
  const service = context.loaded.services.find(
    (one) => one.service.name === context.service && one.service.environment === context.environment,
  );
  if (service?.service.scaling === undefined) return undefined;
  const path = governingSize(service.service.scaling, attribute === 'min_size' ? 'min' : 'max', context.nowMs);
  return {
    summary: `${pathText(path)} of ${service.service.name} in ${service.service.environment} becomes ${size}`,
    edits: [serviceEdit(context, service, path, size)],
    adopts: [finding],
  };
}
