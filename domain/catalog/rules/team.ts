import { stepGaps } from '../../oncall/coverage';
import { utcText } from '../../time/zones';
import { nearest } from '../nearest';
import type { Path } from '../path';
import { isEmail } from '../units';
import { checkRotations } from './rotation';
import { reportDuplicates, type TeamSubject } from './rule';

/** Rules on a team's rotations and escalations. */
export function checkTeam(subject: TeamSubject, nowMs: number): void {
  const { fields, report } = subject;
  for (const list of ['rotations', 'escalations'] as const) {
    const items = fields
      .items([list])
      .map((item) => ({ path: [...item, 'name'], name: fields.text([...item, 'name']) ?? '' }));
    reportDuplicates(report, items, `${list}:`);
  }
  const rotations = new Map(fields.items(['rotations']).map((item) => [fields.text([...item, 'name']) ?? '', item]));
  checkRotations(subject, rotations);
  checkDefault(subject);
  for (const item of fields.items(['escalations'])) checkTargets(subject, item, [...rotations.keys()]);
  checkCoverage(subject, nowMs);
}

function checkDefault({ fields, report }: TeamSubject): void {
  const items = fields.items(['escalations']);
  if (!items.every((item) => fields.valid([...item, 'default']))) return;
  const marks = items.map((item) => fields.flag([...item, 'default']));
  const marked = items.filter((_, index) => marks[index]);
  // a single one needs no mark, but may not deny that it is the default
  if (marked.length === 0 && (items.length > 1 || marks[0] === false)) {
    const message = 'none of the escalations is the default';
    report({
      path: ['escalations'],
      where: 'key',
      code: 'default-escalation',
      message,
      expected: 'default: true in one of them',
    });
  }
  for (const item of marked.slice(1)) {
    const message = 'a second escalation is marked as the default';
    report({
      path: [...item, 'default'],
      code: 'default-escalation',
      message,
      found: 'true',
      expected: 'default: true in one of them',
    });
  }
}

function checkTargets({ fields, report }: TeamSubject, item: Path, rotations: readonly string[]): void {
  const people = new Set(fields.items(['rotations']).flatMap((rotation) => fields.texts([...rotation, 'members'])));
  for (const step of fields.items([...item, 'steps'])) {
    const targets = fields.items([...step, 'notify']).map((path) => ({ path, name: fields.text(path) ?? '' }));
    reportDuplicates(report, targets, 'notify:');
    for (const { path, name } of targets) {
      if (name === '' || rotations.includes(name) || isEmail(name)) continue;
      // a rotation may be missing only because the list of them has a fault
      if (!name.includes('@') && !namesAreKnown(fields)) continue;
      const known = name.includes('@') ? [...people] : rotations;
      report({
        path,
        code: 'unknown-rotation',
        message: `${JSON.stringify(name)} is neither a rotation of this team nor an e-mail address`,
        found: name,
        expected: rotations.length === 0 ? 'an e-mail address' : `one of ${rotations.join(', ')}, or an e-mail address`,
        suggestion: nearest(name, known),
      });
    }
  }
}

function namesAreKnown(fields: TeamSubject['fields']): boolean {
  const items = fields.items(['rotations']);
  if (items.length === 0) return fields.valid(['rotations']);
  return items.every((item) => fields.valid([...item, 'name']));
}

/** As far as it is looked ahead: every rotation and both changes of the clocks have come round. */
const coverageDays = 366;

/** Hours at which an incident would wake nobody at all. */
function checkCoverage({ team, fields, report }: TeamSubject, nowMs: number): void {
  if (!['rotations', 'timeZone', 'escalations'].every((key) => fields.valid([key]))) return;
  // a rotation that is incomplete has a fault of its own
  if (team.rotations.some(({ members }) => members.length === 0)) return;
  const rotations = new Map(team.rotations.map((rotation) => [rotation.name, rotation]));
  const untilMs = nowMs + coverageDays * 86_400_000;
  team.escalations.forEach((escalation, index) => {
    const notify = escalation.steps.flatMap((step) => step.notify);
    // a person, a rotation around the clock: somebody is always there; an unknown one has a fault of its own
    if (!notify.every((target) => target.kind === 'rotation' && rotations.get(target.name)?.hours)) return;
    const [gap] = stepGaps({ notify }, team.rotations, nowMs, untilMs);
    if (!gap) return;
    report({
      path: ['escalations', index, 'steps'],
      where: 'key',
      code: 'nobody-notified',
      severity: 'warning',
      message: `${escalation.name} reaches nobody from ${utcText(gap.fromMs)} to ${utcText(gap.toMs)}, and perhaps later`,
      found: 'hours that nobody has',
      expected: 'a rotation around the clock, or a person, in one of the steps',
    });
  });
}
