import { pagerdutyLimits } from '../../limits/pagerduty';
import { rangeOf } from '../../limits/range-of';
import * as field from './fields';
import { acceptList } from './service';

const rotation = field.map({
  name: field.entryName(),
  every: field.turn().optional(),
  handoff: field.map({ day: field.weekday().optional(), time: field.localTime() }).optional(),
  timeZone: field.pagerdutyZone().optional(),
  members: field.list(field.email(), 1).optional(),
  anchor: field.map({ on: field.localDate(), member: field.email() }).optional(),
  hours: field
    .map({ days: field.list(field.weekday(), 1).optional(), from: field.localTime(), to: field.localTime() })
    .optional(),
  follows: field.entryName().optional(),
  offset: field.wholeNumber(-1000, 1000).optional(),
});

const loops = rangeOf(pagerdutyLimits, 'pagerduty_escalation_policy', 'num_loops');
const targets = rangeOf(pagerdutyLimits, 'pagerduty_escalation_policy', 'rule.target');

const escalation = field.map({
  name: field.entryName(),
  default: field.flag().optional(),
  steps: field.list(
    field.map({
      notify: field.list(field.text(255, 'a rotation’s name or an e-mail address'), 1, targets.max),
      for: field.duration('1m', '24h', '1m'),
    }),
    1,
  ),
  repeat: field.wholeNumber(loops.min, loops.max).optional(),
});

/** A file of `config/teams/`. */
export const teamSchema = field.map({
  name: field.entryName(),
  description: field.text(500).optional(),
  timeZone: field.pagerdutyZone(),
  rotations: field.list(rotation).optional(),
  escalations: field.list(escalation, 1),
  accept: acceptList.optional(),
});
