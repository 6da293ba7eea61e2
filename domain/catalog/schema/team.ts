import * as field from './fields';
import { acceptList } from './service';

const rotation = field.map({
  name: field.partName(),
  every: field.turn().optional(),
  handoff: field.map({ day: field.weekday().optional(), time: field.localTime() }).optional(),
  timeZone: field.zone().optional(),
  members: field.list(field.email(), 1).optional(),
  anchor: field.map({ on: field.localDate(), member: field.email() }).optional(),
  hours: field
    .map({ days: field.list(field.weekday(), 1).optional(), from: field.localTime(), to: field.localTime() })
    .optional(),
  follows: field.partName().optional(),
  offset: field.wholeNumber(-1000, 1000).optional(),
});

const escalation = field.map({
  name: field.partName(),
  default: field.flag().optional(),
  steps: field.list(
    field.map({
      notify: field.list(field.text(255, 'a rotation’s name or an e-mail address'), 1),
      for: field.duration('1m', '24h'),
    }),
    1,
  ),
  repeat: field.wholeNumber(0, 9).optional(),
});

/** A file of `config/teams/`. */
export const teamSchema = field.map({
  name: field.serviceName(),
  description: field.text(500).optional(),
  timeZone: field.zone(),
  rotations: field.list(rotation).optional(),
  escalations: field.list(escalation, 1),
  accept: acceptList.optional(),
});
