import { type Behaviour, type Computed, digits, text } from '../provider/behaviour';
import { nextFiring } from '../scheduled-actions';

/** The provider sends 0 for a size that the configuration leaves out, and −1 means: keep it. */
const unsetSize: Computed = () => 0;

/**
 * Scheduled actions: AWS answers with the next firing as `start_time`, and refuses what lies in the past and two
 * actions of a group at the same instant (API reference of PutScheduledUpdateGroupAction; user guide, considerations).
 */
export const scheduleBehaviour: Behaviour = {
  key: ['autoscaling_group_name', 'scheduled_action_name'],
  unique: ['autoscaling_group_name', 'scheduled_action_name'],
  id: (resource) => text(resource.scheduled_action_name),
  computed: {
    arn: (making) =>
      `arn:aws:autoscaling:${making.region}:${making.account}:scheduledUpdateGroupAction:` +
      `${digits(32, 'action', text(making.resource.autoscaling_group_name), making.id)}:autoScalingGroupName/` +
      `${text(making.resource.autoscaling_group_name)}:scheduledActionName/${making.id}`,
    min_size: unsetSize,
    max_size: unsetSize,
    desired_capacity: unsetSize,
    start_time: ({ resource, nowMs }) => {
      const next = nextFiring(resource, nowMs);
      return next === undefined ? '' : `${new Date(next).toISOString().slice(0, 19)}Z`;
    },
  },
  refusesChange: ({ config, resource, nowMs, world, id, prior }) => {
    const group = text(resource.autoscaling_group_name);
    if (!world.some((other) => other.type === 'aws_autoscaling_group' && other.id === group)) {
      return `ValidationError: Group ${group} not found`;
    }
    const start = Date.parse(text(resource.start_time));
    // the provider sends the computed start again with every update
    if (start < nowMs) return 'ValidationError: Given start time is in the past';
    if (Date.parse(text(resource.end_time)) < nowMs) return 'ValidationError: Given end time is in the past';
    const others = world.filter(
      (other) =>
        other.type === 'aws_autoscaling_schedule' &&
        other.attributes.autoscaling_group_name === group &&
        other.id !== id,
    );
    if (prior === null && others.length >= 125) return 'LimitExceeded: a group has at most 125 scheduled actions';
    const meeting = others.find(
      ({ attributes }) => text(attributes.recurrence) === '' && Date.parse(text(attributes.start_time)) === start,
    );
    return meeting === undefined || text(config.start_time) === ''
      ? undefined
      : `AlreadyExists: a scheduled action with the same start time exists: ${meeting.id}`;
  },
};
