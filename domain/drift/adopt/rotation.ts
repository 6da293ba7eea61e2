import type { LoadedTeam } from '../../catalog/loaded';
import type { Rotation } from '../../catalog/model';
import { scheduleLayers } from '../../oncall/schedule-layers';
import { isMap } from '../../plan/value';
import type { Judged } from '../judge';
import { plain } from '../three-way';
import { emailsById } from './people';
import type { AdoptionContext, CatalogEdit, Proposal } from './proposal';
import { NotEditable, removeKey, setList, setValue } from './yaml-text';

/**
 * The people of a rotation in the order that PagerDuty has now, with the anchor that means the same turns. Rotations
 * that follow it, or that it follows, stay as they are: one that can follow no longer is written out.
 */
export function adoptRotation(findings: readonly Judged[], context: AdoptionContext): Proposal | undefined {
  const sides = findings[0]?.raw.sides;
  if (sides?.type !== 'pagerduty_schedule' || sides.world === null) return undefined;
  if (!findings.every(({ raw: { path } }) => path[0] === 'layer' && path[2] === 'users')) return undefined;
  const source = context.sources(sides.address, '')[0];
  const team = context.loaded.teams.find((one) => one.team.name === source?.name);
  const index = Number(/^rotations\[(\d+)\]$/.exec(source?.path ?? '')?.[1]);
  const rotation = team?.team.rotations[index];
  const emails = emailsById(context.plan);
  const layers = plain(sides.world).layer;
  const [layer] = Array.isArray(layers) && layers.length === 1 ? layers : [];
  if (team === undefined || rotation === undefined || !isMap(layer) || !Array.isArray(layer.users)) return undefined;
  const members = layer.users.map((id) => emails.get(String(id)));
  if (!members.every((member) => member !== undefined) || members.length === 0) return undefined;
  const edited = withPeople(rotation, members as string[]);
  if (edited === undefined) return undefined;
  const { file } = team.source;
  const edits = [
    ...(rotation.follows === undefined ? peopleEdits(file, index, rotation, edited) : written(team, index, edited)),
    // the others keep who they have
    ...team.team.rotations.flatMap((other, at) =>
      at !== index && other.follows !== undefined && leaderOf(team, at) === index ? written(team, at, other) : [],
    ),
  ];
  return { summary: `rotation ${rotation.name} becomes ${members.join(', ')}`, edits, adopts: findings };
}

/** The rotation with other people and the same virtual start; undefined where no anchor gives one. */
function withPeople(rotation: Rotation, members: readonly string[]): Rotation | undefined {
  const start = scheduleLayers(rotation)[0]?.rotationVirtualStart;
  const anchors = members.map((_, anchorMember) => ({ ...rotation, members, anchorMember }));
  return anchors.find(
    (one) =>
      members.indexOf(members[one.anchorMember] as string) === one.anchorMember &&
      scheduleLayers(one)[0]?.rotationVirtualStart === start,
  );
}

function peopleEdits(file: string, index: number, before: Rotation, after: Rotation): CatalogEdit[] {
  const at = ['rotations', index];
  const anchor = after.members[after.anchorMember];
  return [
    { file, edit: (text) => setList(text, [...at, 'members'], after.members) },
    ...(anchor === before.members[before.anchorMember]
      ? []
      : [{ file, edit: (text: string) => setValue(text, [...at, 'anchor', 'member'], anchor) }]),
  ];
}

/** Position of the rotation at the end of a chain of `follows`. */
function leaderOf({ team: { rotations } }: LoadedTeam, index: number): number {
  const seen = new Set<number>();
  let at = index;
  while (rotations[at]?.follows !== undefined && !seen.has(at)) {
    seen.add(at);
    at = rotations.findIndex(({ name }) => name === rotations[at]?.follows);
  }
  return at;
}

/** A rotation that followed another one, on its own feet: the same people on the same days. */
function written(
  team: LoadedTeam,
  index: number,
  { members, anchorDate, anchorMember, offsetTurns }: Rotation,
): CatalogEdit[] {
  const rotations = (team.source.value as { rotations: readonly Record<string, unknown>[] }).rotations;
  const [own, leader] = [rotations[index] ?? {}, rotations[leaderOf(team, index)] ?? {}];
  const cycle = members.length;
  const position = (((anchorMember + offsetTurns) % cycle) + cycle) % cycle;
  const member = members[position] as string;
  // an anchor is read as the first of equal names
  if (members.indexOf(member) !== position) return [{ file: team.source.file, edit: unwritable }];
  const inherited = ['timeZone', 'every', 'handoff', 'hours'].filter(
    (key) => own[key] === undefined && leader[key] !== undefined,
  );
  const values: [string, unknown][] = [
    ...inherited.map((key): [string, unknown] => [key, leader[key]]),
    ['members', [...members]],
    ['anchor', { on: anchorDate, member }],
  ];
  const at = ['rotations', index];
  const edit = (text: string) => {
    const free = ['follows', 'offset'].reduce((now, key) => removeKey(now, [...at, key]), text);
    return values.reduce((now, [key, value]) => setValue(now, [...at, key], value), free);
  };
  return [{ file: team.source.file, edit }];
}

function unwritable(): never {
  throw new NotEditable('no anchor names the second of equal members');
}
