import type { LoadedCatalog } from '../catalog/loaded';
import type { Raw } from '../catalog/raw';
import { diffGuards } from '../guards/catalog-guards';
import type { GuardContext, GuardRule } from '../guards/model';
import { acceptancesOf, runGuards } from '../guards/run-guards';
import { type GuardSettings, guardSettings, stricterSettings } from '../guards/settings';
import { change } from './change';
import { compareServices, diffCatalogs, everywhere } from './diff-catalogs';
import type { Change, GuardFinding, Review, ServiceChanges, StackReview, Verdict } from './model';
import { type SoundPart, unreadEntries } from './sound-part';
import { count } from './wording';

interface Selection {
  /** Names; without any, every environment but the sandboxes. */
  readonly environments?: readonly string[];
  /** Names; without any, all. */
  readonly services?: readonly string[];
}

export interface Compared<Stack extends StackReview = StackReview> {
  readonly base: LoadedCatalog;
  readonly sound: SoundPart;
  readonly head: LoadedCatalog;
  readonly stacks: readonly Stack[];
  /** Said first, where the code that compiles changes too. */
  readonly compiler?: Change;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly selection: Selection;
  /** What to ask; without a plan, `diffGuards`. */
  readonly rules?: readonly GuardRule<GuardContext & { readonly stacks: readonly Stack[] }>[];
}

/** Everything that can be said of a change without Terraform. */
export function catalogReview<Stack extends StackReview>(compared: Compared<Stack>): Review {
  const { base, sound, head, stacks, compiler, nowMs, selection, rules = diffGuards } = compared;
  const whole = changesOf(sound, head, nowMs);
  const [former, present] = [base, head].map(({ guards }) => guardSettings(guards?.value as Raw)) as [
    GuardSettings,
    GuardSettings,
  ];
  const settings = stricterSettings(rules, former, present);
  const context = { base: withVanished(sound, base, head), head, services: whole, stacks, nowMs, settings };
  const acceptances = acceptancesOf(head, nowMs);
  const { guards, accepted } = runGuards(rules, context, acceptances);
  const selected = selects(selection, [base, head]);
  const services = [
    ...(compiler ? [{ service: everywhere, environment: everywhere, changes: [compiler] }] : []),
    ...whole.filter(selected),
  ];
  const shown = new Set(stacks.map(({ stack }) => stack));
  // a stack of the review may hold what is another service's
  const isAsked = (finding: GuardFinding) => selected(finding) || shown.has(finding.stack ?? '');
  const spoken = guards.filter(isAsked);
  return {
    verdict: verdictOf(services, stacks, spoken),
    services,
    stacks,
    guards: spoken,
    accepted: accepted.filter(isAsked),
    acceptances,
    notes: [
      ...baseNotes(sound),
      ...(sound.errors.length > 0 ? [] : byteNotes({ services, stacks, base, head }, whole.length > services.length)),
    ],
  };
}

function verdictOf(
  services: readonly ServiceChanges[],
  stacks: readonly StackReview[],
  guards: readonly GuardFinding[],
): Verdict {
  if (guards.some(({ level }) => level === 'block')) return 'blocked';
  return services.length + stacks.length + guards.length > 0 ? 'changes' : 'none';
}

/** What the base has with an error still must not vanish. */
function withVanished({ loaded }: SoundPart, base: LoadedCatalog, head: LoadedCatalog): LoadedCatalog {
  const key = ({ service }: LoadedCatalog['services'][number]) => `${service.environment}/${service.name}`;
  const names = new Set(head.services.map(key));
  const teams = new Set(head.teams.map(({ team }) => team.name));
  const environments = new Set(head.environments.map(({ environment }) => environment.name));
  return {
    ...loaded,
    services: base.services.filter((one) => loaded.services.includes(one) || !names.has(key(one))),
    teams: base.teams.filter((one) => loaded.teams.includes(one) || !teams.has(one.team.name)),
    environments: base.environments.filter(
      (one) => loaded.environments.includes(one) || !environments.has(one.environment.name),
    ),
  };
}

/** A service that the base has with an error is not new: it cannot be compared. Nor does it go without a word. */
function changesOf({ loaded, errors, isLeftOut }: SoundPart, head: LoadedCatalog, nowMs: number): ServiceChanges[] {
  const { services } = diffCatalogs({ loaded, nowMs }, { loaded: head, nowMs });
  if (errors.length === 0) return [...services];
  const gone = [...unreadEntries(loaded)].flatMap(([service, file]): ServiceChanges[] =>
    head.sources.has(file) ? [] : [{ service, environment: everywhere, changes: [unreadAndGone(file)] }],
  );
  return [...services, ...gone]
    .map((one) => {
      const after = head.services.find(
        ({ service }) => service.name === one.service && service.environment === one.environment,
      );
      if (!after || !isLeftOut(one.service, one.environment)) return one;
      const said = { summary: 'cannot be compared: the base has errors here; its stack counts as new', path: 'name' };
      return { ...one, changes: [change({ base: after, head: after }, 'other', { ...said, severity: 'warning' })] };
    })
    .sort(compareServices);
}

const unreadAndGone = (file: string): Change => ({
  kind: 'service-removed',
  summary: 'vanishes, and the base has errors here: what it has stays, and nobody can tell what that is',
  severity: 'critical',
  before: null,
  after: null,
  origin: { file, line: 1 },
  details: [],
});

/** Whether something is about the environments and services that a review is of. */
function selects({ environments, services }: Selection, sides: readonly LoadedCatalog[]) {
  const sandboxes = new Set(
    sides.flatMap(({ catalog }) => catalog.environments.flatMap(({ name, sandbox }) => (sandbox ? [name] : []))),
  );
  const wanted = (environment: string) => environments?.includes(environment) ?? !sandboxes.has(environment);
  const about = (name: string | null) => (name === everywhere ? null : name);
  return (one: { readonly service: string | null; readonly environment: string | null }): boolean => {
    const [service, environment] = [about(one.service), about(one.environment)];
    if (environment !== null && !wanted(environment)) return false;
    return service === null || services === undefined || services.includes(service);
  };
}

/** As many faults of the base as a reader needs to find them. */
const shownErrors = 3;

function baseNotes({ errors, leftOut }: SoundPart): string[] {
  if (errors.length === 0) return [];
  const shown = errors.slice(0, shownErrors).map(({ file, line, message }) => `${file}:${line} ${message}`);
  const rest = errors.length - shown.length;
  return [
    `The base has errors, and ${count(leftOut.size, 'service')} of it cannot be compared: ${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
  ];
}

/** @param elsewhere whether something changes that was not asked for */
function byteNotes(
  { services, stacks, base, head }: Pick<Review, 'services' | 'stacks'> & Pick<Compared, 'base' | 'head'>,
  elsewhere: boolean,
): string[] {
  if (stacks.length > 0 || services.some(({ changes }) => changes.some(({ kind }) => kind === 'compiler'))) return [];
  const files = [...head.sources, ...base.sources].map(([file]) => file);
  const differing = [...new Set(files)].filter((file) => base.sources.get(file)?.text !== head.sources.get(file)?.text);
  if (services.length > 0) return ['No byte of Terraform changes: there is nothing to plan or to apply.'];
  if (differing.length === 0) return [];
  if (elsewhere)
    return [`${differing.join(', ')}: what changes is of other environments or services than those asked for.`];
  return [
    `${differing.join(', ')}: what differs there (comments, spelling, what is accepted) changes no byte of Terraform.`,
  ];
}
