import { isDeepStrictEqual } from 'node:util';
import { parsePath } from '../../catalog/path';
import { isMap } from '../../plan/value';
import type { Judged } from '../judge';
import { plain } from '../three-way';
import { emailsById, schedulesById } from './people';
import type { AdoptionContext, Proposal } from './proposal';
import { setList, setValue } from './yaml-text';

/** The steps and repeats of an escalation, as PagerDuty has them now. */
export function adoptEscalation(findings: readonly Judged[], context: AdoptionContext): Proposal | undefined {
  const sides = findings[0]?.raw.sides;
  if (sides?.type !== 'pagerduty_escalation_policy' || sides.world === null) return undefined;
  if (!findings.every(({ raw: { path } }) => path[0] === 'rule' || path[0] === 'num_loops')) return undefined;
  const source = context.sources(sides.address, '')[0];
  const team = context.loaded.teams.find((one) => one.team.name === source?.name);
  const path = parsePath(source?.path ?? '');
  const escalation = team?.team.escalations[Number(path[1])];
  if (team === undefined || escalation === undefined) return undefined;
  const world = plain(sides.world);
  const steps = stepsOf(world.rule, context);
  if (steps === undefined) return undefined;
  const { file } = team.source;
  const written = escalation.steps.map(({ notify, forMinutes }, at) => ({
    means: { notify: notify.map((one) => (one.kind === 'rotation' ? one.name : one.email)), forMinutes },
    raw: rawAt(team.source.value, [...path, 'steps', at]),
  }));
  const items = steps.map(
    (step) =>
      written.find(({ means }) => isDeepStrictEqual(means, step))?.raw ?? {
        notify: step.notify,
        for: `${step.forMinutes}m`,
      },
  );
  const edits = [
    ...(isDeepStrictEqual(
      items,
      written.map(({ raw }) => raw),
    )
      ? []
      : [{ file, edit: (text: string) => setList(text, [...path, 'steps'], items) }]),
    ...(world.num_loops === escalation.repeat
      ? []
      : [{ file, edit: (text: string) => setValue(text, [...path, 'repeat'], world.num_loops) }]),
  ];
  if (edits.length === 0) return undefined;
  const told = steps.map(({ notify, forMinutes }) => `${notify.join(' and ')} for ${forMinutes}m`).join(', then ');
  return { summary: `escalation ${escalation.name} becomes ${told}`, edits, adopts: findings };
}

interface Step {
  readonly notify: readonly string[];
  readonly forMinutes: number;
}

/** undefined where somebody is notified whom the stack does not know. */
function stepsOf(rules: unknown, context: AdoptionContext): Step[] | undefined {
  const [emails, schedules] = [emailsById(context.plan), schedulesById(context.plan)];
  const nameOf = (target: unknown): string | undefined => {
    if (!isMap(target)) return undefined;
    const id = String(target.id);
    if (target.type === 'user_reference') return emails.get(id);
    const source = context.sources(schedules.get(id) ?? '', '')[0];
    const team = context.loaded.teams.find((one) => one.team.name === source?.name)?.team;
    return team?.rotations[Number(parsePath(source?.path ?? '')[1])]?.name;
  };
  const steps = (Array.isArray(rules) ? rules : []).map((rule: unknown) => {
    const { target, escalation_delay_in_minutes: minutes } = isMap(rule) ? rule : {};
    return { notify: (Array.isArray(target) ? target : []).map(nameOf), forMinutes: Number(minutes) };
  });
  const isKnown = steps.every(({ notify }) => notify.length > 0 && notify.every((name) => name !== undefined));
  return isKnown && steps.length > 0 ? (steps as Step[]) : undefined;
}

function rawAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], value);
}
