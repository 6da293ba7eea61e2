import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readFolder } from '../../compile/read';
import { loadCatalog } from '../../domain/catalog/load';
import type { Escalation, Rotation, Scaling } from '../../domain/catalog/model';
import { coverageGaps } from '../../domain/oncall/coverage';
import type { Interval } from '../../domain/oncall/intervals';
import { onCallAt, shifts } from '../../domain/oncall/shifts';
import { scheduledActions } from '../../domain/scaling/scheduled-actions';
import { sizesAt } from '../../domain/scaling/sizes-at';
import { offsetChanges } from '../domain/oncall/reference';
import { playAws, type World } from '../domain/scaling/play-aws';
import { onCallAsWritten, sizesAsWritten, type WrittenTeam, writtenCatalog } from './written-catalog';

/**
 * The shipped catalog through a year: 366 days with both changes of the clocks on either side of the Atlantic and a
 * 29th of February, against its YAML read on the wall clock.
 */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const from = Date.UTC(2027, 2, 1);
const to = Date.UTC(2028, 2, 2);

const root = resolve(__dirname, '../..');
const written = writtenCatalog(root);
const { catalog, ok } = loadCatalog(readFolder(root), Date.UTC(2026, 10, 23, 12));
const teams = catalog.teams.map((team) => ({
  team,
  text: written.teams.find(({ name }) => name === team.name) as WrittenTeam,
}));

function every(stepMs: number, fromMs: number, toMs: number): number[] {
  return Array.from({ length: Math.ceil((toMs - fromMs) / stepMs) }, (_, index) => fromMs + index * stepMs);
}

/** Every hour of the year, and every minute of the hours around each change of a zone's clocks. */
function instantsOf(zone: string): number[] {
  const changes = offsetChanges(from, to, zone);
  const near = changes.flatMap((atMs) => every(60_000, atMs - 3 * HOUR_MS, atMs + 3 * HOUR_MS));
  return [...new Set([...every(HOUR_MS, from, to), ...near])].sort((a, b) => a - b);
}

/** What of a calendar in order holds at each of the instants in order. */
function walk<T extends Interval>(calendar: readonly T[], instants: readonly number[]): (T | undefined)[] {
  let next = 0;
  return instants.map((atMs) => {
    while (next < calendar.length && (calendar[next] as T).toMs <= atMs) next += 1;
    const here = calendar[next];
    return here !== undefined && here.fromMs <= atMs ? here : undefined;
  });
}

/** The first instants at which two lists disagree, for a message that tells. */
function differences<T>(instants: readonly number[], found: readonly T[], expected: readonly T[]): string[] {
  return instants
    .flatMap((atMs, index) =>
      Object.is(found[index], expected[index])
        ? []
        : [`${new Date(atMs).toISOString()}: ${found[index]}, written: ${expected[index]}`],
    )
    .slice(0, 5);
}

const at = <T>(places: readonly number[], values: readonly T[]) => places.map((place) => values[place] as T);

test('the year has what makes time hard', () => {
  expect(ok).toBe(true);
  expect((to - from) / DAY_MS).toBe(367);
  expect(offsetChanges(from, to, 'Europe/Berlin')).toHaveLength(2);
  expect(offsetChanges(from, to, 'America/Los_Angeles')).toHaveLength(2);
  expect(from < Date.UTC(2028, 1, 29) && Date.UTC(2028, 1, 29) < to).toBe(true);
});

const rotations = teams.flatMap(({ team, text }) =>
  team.rotations.map((rotation): [string, Rotation, WrittenTeam] => [`${team.name} ${rotation.name}`, rotation, text]),
);

test.each(rotations)('%s puts the people on call that are written, hour by hour', (_, rotation, text) => {
  const instants = instantsOf(rotation.timeZone);
  const expected = instants.map(onCallAsWritten(text, rotation.name));
  expect(new Set(expected.filter((one) => one !== undefined))).toEqual(new Set(rotation.members));
  const calendar = walk(shifts(rotation, from, to), instants).map((shift) => shift?.member);
  expect(differences(instants, calendar, expected)).toEqual([]);
  // an instant asked for alone costs as much as a year's calendar
  const some = instants.flatMap((_, index) => (index % 41 === 0 ? [index] : []));
  const asked = some.map((index) => onCallAt(rotation, instants[index] as number));
  expect(differences(at(some, instants), asked, at(some, expected))).toEqual([]);
});

test('a calendar that is one turn off is told apart', () => {
  const [, rotation, text] = rotations[0] as (typeof rotations)[number];
  const instants = every(HOUR_MS, from, to);
  const off = walk(shifts({ ...rotation, offsetTurns: 1 }, from, to), instants).map((shift) => shift?.member);
  expect(differences(instants, off, instants.map(onCallAsWritten(text, rotation.name)))).toHaveLength(5);
});

const escalations = teams.flatMap(({ team, text }) =>
  team.escalations.map((escalation): [string, Escalation, readonly Rotation[], WrittenTeam] => [
    `${team.name} ${escalation.name}`,
    escalation,
    team.rotations,
    text,
  ]),
);

test.each(escalations)('%s reaches somebody when its rotations do', (_, escalation, own, text) => {
  const instants = every(HOUR_MS, from, to);
  const steps = text.escalations.find(({ name }) => name === escalation.name)?.steps ?? [];
  const reaches = steps.map(({ notify }) => notify.map((name) => target(text, name)));
  const gaps = coverageGaps(escalation, own, from, to);
  const gapAt = (intervals: readonly Interval[]) => walk(intervals, instants).map((gap) => gap !== undefined);
  const nobody = (targets: readonly ((atMs: number) => boolean)[]) =>
    instants.map((atMs) => !targets.some((reached) => reached(atMs)));
  expect(differences(instants, gapAt(gaps.firstStep), nobody(reaches[0] ?? []))).toEqual([]);
  expect(differences(instants, gapAt(gaps.everyStep), nobody(reaches.flat()))).toEqual([]);
});

/** Whether an escalation's target, a rotation or an e-mail address, is somebody. */
function target(team: WrittenTeam, name: string): (atMs: number) => boolean {
  if (name.includes('@')) return () => true;
  const member = onCallAsWritten(team, name);
  return (atMs) => member(atMs) !== undefined;
}

const scaled = catalog.services.flatMap(({ name, environment, scaling }): [string, string, string, Scaling][] =>
  scaling === undefined ? [] : [[`${name} in ${environment}`, name, environment, scaling]],
);
/** Of a service's environments with the same times, the first. */
const timed = scaled
  .filter(([, , , { schedule, events }]) => schedule.length + events.length > 0)
  .filter(
    ([, name, , scaling], index, all) =>
      index === all.findIndex((one) => one[1] === name && isDeepStrictEqual(one[3], scaling)),
  );

test('sizes without times are the written ones', () => {
  for (const [label, name, environment, { min, max }] of scaled) {
    const text = written.scaling(name, environment);
    expect([label, min, max]).toEqual([label, text.min, text.max]);
  }
});

test.each(timed)(
  '%s has the sizes that are written, hour by hour, and AWS would give it those',
  (_, name, environment, scaling) => {
    const text = sizesAsWritten(written.scaling(name, environment), 2027, 2028);
    const instants = instantsOf(scaling.schedule[0]?.timeZone ?? 'Europe/Berlin');
    const expected = instants.map((atMs) => sizesText(text(atMs)));
    expect(
      differences(
        instants,
        instants.map((atMs) => sizesText(sizesAt(scaling, atMs))),
        expected,
      ),
    ).toEqual([]);
    expect(differences(instants, played(scaling, instants), expected)).toEqual([]);
  },
);

const sizesText = ({ min, max }: { min: number; max: number }) => `${min}..${max}`;

/** The sizes at instants in order, when the actions of the first one are all that AWS is ever told. */
function played(scaling: Scaling, instants: readonly number[]): string[] {
  let nowMs = instants[0] as number;
  let world: World = { sizes: sizesAt(scaling, nowMs), actions: scheduledActions(scaling, nowMs) };
  return instants.map((atMs) => {
    world = playAws(world, nowMs, atMs);
    nowMs = atMs;
    return sizesText(world.sizes);
  });
}

const events = timed.flatMap(([label, name, environment, scaling]) =>
  scaling.events.map((event): [string, string, string, Scaling, Interval] => [
    `${event.name} of ${label}`,
    name,
    environment,
    scaling,
    event,
  ]),
);

test('the shipped catalog has events', () => expect(events.length).toBeGreaterThan(0));

test.each(events)('%s holds from a week before to a week after', (_, name, environment, scaling, event) => {
  const text = sizesAsWritten(written.scaling(name, environment), 2026, 2027);
  const [first, last] = [event.fromMs - 7 * DAY_MS, event.toMs + 7 * DAY_MS];
  const edges = [event.fromMs, event.toMs].flatMap((atMs) => every(60_000, atMs - 2 * HOUR_MS, atMs + 2 * HOUR_MS));
  const instants = [...new Set([...every(HOUR_MS, first, last), ...edges])].sort((a, b) => a - b);
  const expected = instants.map((atMs) => sizesText(text(atMs)));
  expect(new Set(expected).size).toBeGreaterThan(2);
  expect(
    differences(
      instants,
      instants.map((atMs) => sizesText(sizesAt(scaling, atMs))),
      expected,
    ),
  ).toEqual([]);
  expect(differences(instants, played(scaling, instants), expected)).toEqual([]);
});
