import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PlannedStack as ListedStack, listStacks, type StackSelection } from '../compile/stack-list';
import { synthesize } from '../compile/synthesize';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import type { Raw } from '../domain/catalog/raw';
import type { Origin, Review } from '../domain/diff/model';
import { runGuards } from '../domain/guards/run-guards';
import { guardSettings } from '../domain/guards/settings';
import { shortHash } from '../domain/names/shorten';
import { planGuards } from '../domain/plan/guards/rules';
import { refusals } from '../domain/plan/refusals';
import { readWords } from '../domain/plan/review-file';
import { IN_USE } from '../sandbox/schemas/in-use';
import { CommandError, type Io } from './io';
import { checkSelection, load, reportFaults } from './load';
import { holdsNothing, type PlanSubject, type SubjectOptions, type SubjectStack, stackToPlan } from './plan-subject';
import { catalogRoot, nowOf } from './subcommand';

export interface HandedOptions extends Omit<SubjectOptions, 'base' | 'only'> {
  readonly synthesized: string;
  readonly words?: string;
}

const NO_WORDS: Omit<Review, 'verdict'> = {
  services: [],
  stacks: [],
  guards: [],
  accepted: [],
  acceptances: [],
  notes: [],
};

/** Rules that a plan answers better than the synthesized JSON. */
const ANSWERED: ReadonlySet<string> = new Set(['paging-resource-destroyed', 'stateful-resource-destroyed']);

/** What may occur in a configuration that somebody else compiled. */
const TYPES: ReadonlySet<string> = new Set([
  'terraform_remote_state',
  ...Object.values(IN_USE).flatMap(({ resources, dataSources }) => [...resources, ...dataSources]),
]);

/**
 * Stacks that another job compiled, by code that nobody here answers for, against the catalog at hand: what they may
 * hold is what the base holds.
 * @throws CommandError where a stack holds something that must not meet credentials
 */
export function handedSubject(options: HandedOptions, io: Io): PlanSubject | undefined {
  const [root, nowMs] = [catalogRoot(options, io), nowOf(options, io)];
  const base = load(options, io);
  if (!base.ok) {
    reportFaults(base, io);
    return undefined;
  }
  const selection: StackSelection = { environments: options.env, services: options.service };
  checkSelection(base, { environments: options.env });
  const words = options.words === undefined ? NO_WORDS : wordsIn(resolve(io.cwd, options.words));
  const handed = readStacks(resolve(io.cwd, options.synthesized));
  const trusted = listStacks(base.catalog, { environments: selection.environments }).map((stack) => ({
    ...synthesize(stack, nowMs),
    planned: stack,
  }));
  const former = new Map(trusted.map((stack) => [stack.name, stack]));
  const refused: string[] = [];
  const stacks = [...new Set([...handed.keys(), ...former.keys()])].flatMap((name): SubjectStack[] => {
    const [before, after] = [former.get(name), handed.get(name)];
    if (before?.json === after) return [];
    const identity = before ? identityOf(before.planned) : identityByName(name, base);
    if (!isSelected(identity, name, selection, words)) return [];
    const siblings = trusted.filter(({ planned }) => {
      const other = identityOf(planned);
      return other.environment === identity.environment && (before !== undefined || other.kind === identity.kind);
    });
    if (after !== undefined) refused.push(...refusals(name, after, siblings, TYPES));
    const status = before === undefined ? 'new' : after === undefined ? 'vanished' : 'changed';
    const json = after ?? (before?.json as string);
    const told = words.stacks.find(({ stack }) => stack === name);
    return [
      {
        affected: {
          ...identity,
          stack: name,
          status,
          configuration: shortHash([json], 64),
          emptied: refused.length === 0 && holdsNothing(json),
          because: told?.because ?? [],
        },
        toPlan: stackToPlan(
          status,
          { name, dependencies: dependenciesIn(json), environment: identity.environment ?? undefined, json },
          before?.json,
        ),
        because: linesIn(told),
      },
    ];
  });
  if (refused.length > 0) {
    throw new CommandError(
      `not planned, since credentials are at hand:\n${refused.map((one) => `  ${one}\n`).join('')}`,
    );
  }
  return {
    root,
    nowMs,
    sandboxes: new Set(base.catalog.environments.filter(({ sandbox }) => sandbox).map(({ name }) => name)),
    stacks: stacks.sort(
      (a, b) => a.affected.level - b.affected.level || (a.affected.stack < b.affected.stack ? -1 : 1),
    ),
    readersOf: () => [],
    review: (planned) => {
      const settings = guardSettings(base.guards?.value as Raw);
      const context = { base, head: base, services: words.services, stacks: planned, nowMs, settings };
      const { guards, accepted } = runGuards(planGuards, context, words.acceptances);
      return {
        services: words.services,
        stacks: planned,
        guards: [...guards, ...words.guards.filter(({ rule }) => !ANSWERED.has(rule))],
        accepted: [...accepted, ...words.accepted],
        acceptances: words.acceptances,
        notes: words.notes,
      };
    },
  };
}

function wordsIn(path: string): Review {
  const read = readWords(readFileSync(path, 'utf8'));
  if (!read.ok) throw new CommandError(`${path} is nothing that \`catalog diff --json\` printed: ${read.reason}`);
  return read.review;
}

/** Stack → its JSON text; folder names alone count, whatever a manifest says. */
function readStacks(directory: string): Map<string, string> {
  const folder = join(directory, 'stacks');
  const names = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  const odd = names.find(({ name }) => !/^[a-z][a-z0-9-]{0,90}$/.test(name));
  if (odd) throw new CommandError(`${JSON.stringify(odd.name)} is no stack's name`);
  return new Map(names.map(({ name }) => [name, readFileSync(join(folder, name, 'cdk.tf.json'), 'utf8')]));
}

type Identity = Pick<SubjectStack['affected'], 'kind' | 'environment' | 'service' | 'level'>;

const identityOf = (stack: ListedStack): Identity => ({
  kind: stack.kind,
  environment: stack.environment?.name ?? null,
  service: stack.kind === 'service' ? stack.service.name : null,
  level: stack.level,
});

/** What a new stack's name says (`domain/names`): the environment decides whose credentials it meets. */
function identityByName(name: string, base: LoadedCatalog): Identity {
  if (name.startsWith('oncall-')) return { kind: 'oncall', environment: null, service: null, level: 0 };
  const [environment = '', ...rest] = name.split('-');
  if (!base.catalog.environments.some((one) => one.name === environment)) {
    throw new CommandError(`${name} is of an environment that the base does not have: it is planned after a merge`);
  }
  const own = rest.join('-');
  if (own === 'platform') return { kind: 'platform', environment, service: null, level: 1 };
  if (own.startsWith('oncall-')) return { kind: 'oncall', environment, service: null, level: 0 };
  return { kind: 'service', environment, service: own, level: 2 };
}

function isSelected(
  { kind, service }: Identity,
  name: string,
  { services }: StackSelection,
  words: Pick<Review, 'stacks'>,
): boolean {
  if (services === undefined) return true;
  return kind === 'service' ? services.includes(service ?? '') : words.stacks.some(({ stack }) => stack === name);
}

function dependenciesIn(json: string): string[] {
  return [
    ...new Set(
      [...json.matchAll(/data\.terraform_remote_state\.state-of-([a-z0-9-]+)\./g)].map(([, stack = '']) => stack),
    ),
  ];
}

/** The other job's trace: lines behind what it saw change. */
function linesIn(stack: Review['stacks'][number] | undefined) {
  const resources = new Map(stack?.resources.map((one) => [one.address, one]));
  return (address: string, attribute?: string): readonly Origin[] => {
    const resource = resources.get(address);
    const own = resource?.attributes.find((one) => one.attribute === attribute)?.because ?? [];
    return own.length > 0 ? own : (resource?.because ?? []);
  };
}
