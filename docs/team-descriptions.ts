import { acceptDescriptions } from './accept-descriptions';

/** What each field of a team's file is, for people: one sentence or two. A test holds it complete. */
export const teamDescriptions: Readonly<Record<string, string>> = {
  name: 'The file’s name. Part of every name in PagerDuty and of the folder in Grafana: another name is another team.',
  description: 'Shown in PagerDuty.',
  timeZone: 'Of every rotation that says no other.',
  rotations: 'Who takes turns. Each becomes a schedule in PagerDuty.',
  'rotations[]': 'Its own turns, or those of another (`follows`).',
  'rotations[].name': 'Unique in the list; what a step of an escalation notifies.',
  'rotations[].every': 'How long a turn lasts, in local days or weeks. Required without `follows`.',
  'rotations[].handoff': 'When a turn ends and the next begins. Required without `follows`.',
  'rotations[].handoff.day': 'Required where turns are counted in weeks, and refused where they are counted in days.',
  'rotations[].handoff.time':
    'Local. On a day on which daylight saving skips it, later by the gap; of two equal ones the first.',
  'rotations[].timeZone': 'Of `handoff` and `hours`; the team’s unless written.',
  'rotations[].members':
    'In the order of their turns. Somebody may stand in it twice, not twice in a row. Required without `follows`.',
  'rotations[].members[]': 'As PagerDuty has it, small and capital letters included.',
  'rotations[].anchor':
    'With `members` it alone decides who is on call, at any time before and after. Required without `follows`.',
  'rotations[].anchor.on': 'A day of handoff, in the past or in the future.',
  'rotations[].anchor.member': 'Who takes over on that day; of somebody who stands in the list twice, the first place.',
  'rotations[].hours': 'On call only then; around the clock unless written. Turns go on all the same.',
  'rotations[].hours.days': 'Days on which the hours begin; all seven unless written.',
  'rotations[].hours.days[]': 'A day of the week.',
  'rotations[].hours.from': 'Local.',
  'rotations[].hours.to': 'Local; on the next day where it is not after `from`.',
  'rotations[].follows':
    'A rotation of the team that this one repeats: its members and turns, and its hours unless it has its own.',
  'rotations[].offset':
    'How many turns ahead of what it follows; 1 is whoever is next there, -1 whoever was before. 0 unless written.',
  escalations: 'Who is woken, one after the other. Each becomes an escalation policy in PagerDuty.',
  'escalations[]': 'What an entry names in `oncall.escalation`.',
  'escalations[].name': 'Unique in the list.',
  'escalations[].default': 'Of services that name none. Exactly one of several is marked; a single one needs no mark.',
  'escalations[].steps':
    'One after the other, until somebody acknowledges. A step that has nobody on call is passed over.',
  'escalations[].steps[]': 'Everybody in it is notified at once.',
  'escalations[].steps[].notify': 'Rotations of the team by name, people by e-mail.',
  'escalations[].steps[].notify[]': 'Once in a step.',
  'escalations[].steps[].for': 'How long it waits for somebody to acknowledge before the next step.',
  'escalations[].repeat': 'How often the steps begin again. 0 unless written.',
  ...acceptDescriptions,
  accept: `${acceptDescriptions.accept} Of what is said of the team and its services.`,
};
