import type { Origin, ResourceAction } from '../diff/model';
import { valueChange, valueText } from '../diff/value-change';
import { count } from '../diff/wording';
import { KNOWN_AFTER_APPLY } from './changes';
import type { PlannedAttribute, PlannedResource, PlannedStack } from './planned-stack';
import { isFault } from './review';
import { REDACTED } from './secrets';

const marks: Readonly<Record<ResourceAction, string>> = {
  delete: '-',
  replace: '-/+',
  forget: '-',
  update: '!',
  create: '+',
  move: '  →',
  import: '  ←',
};

const words: Readonly<Record<ResourceAction, string>> = {
  delete: 'destroyed',
  replace: 'replaced',
  forget: 'forgotten, and left in the world',
  update: 'changed',
  create: 'new',
  move: 'moved',
  import: 'imported',
};

/** `1 replaced, 2 changed`, or why nobody can say. */
export function stackHeadline(stack: PlannedStack): string {
  const { outcome, actions, outputs, status, deferred } = stack;
  const told = (Object.keys(words) as ResourceAction[])
    .filter((action) => actions[action] > 0)
    .map((action) => `${actions[action]} ${words[action].replace(/,.*/, '')}`);
  if (outputs.length > 0) told.push(`${outputs.length} ${outputs.length === 1 ? 'output' : 'outputs'}`);
  if (deferred.length > 0) told.push(`${deferred.length} deferred`);
  const text = told.join(', ') || 'nothing to do';
  switch (outcome) {
    case 'planned':
      return status === 'vanished'
        ? `vanishes, and leaves behind ${count(stack.resources.length, 'resource')}`
        : status === 'new'
          ? `new stack: ${text}`
          : text;
    case 'partial':
      return `failed after it had found: ${text}`;
    case 'failed':
      return 'could not be planned';
    case 'locked':
      return 'could not be planned: somebody else holds its state';
    case 'timeout':
      return 'could not be planned in time';
    case 'interrupted':
    case 'skipped':
      return 'not planned: interrupted';
  }
}

export interface LineLimits {
  readonly resources: number;
  readonly attributes: number;
  /** Characters of a value. */
  readonly value: number;
}

/** What happens in a stack, line by line, worst first; each line begins with a mark that a diff view colours. */
export function stackLines(stack: PlannedStack, limits: LineLimits): string[] {
  const { resources, deferred, outputs, checks, errors, followers, incomplete, status } = stack;
  // nothing of a stack that goes is destroyed, whatever a plan of it says
  const linesOf = (one: PlannedResource) =>
    status === 'vanished' ? [`- ${one.address} stays behind${at(one.because)}`] : resourceLines(one, limits);
  return [
    ...errors.flatMap((error) => error.split('\n').map((line) => `- ${line}`)),
    ...some(resources, limits.resources, 'resources', linesOf),
    ...deferred.map((one) => `# ${one.address} is put off to a later plan: ${one.deferral}`),
    ...outputs.map(
      ({ name, action, attribute }) => `${outputMark[action]} output ${name}: ${change(attribute, limits)}`,
    ),
    ...checks
      .filter(isFault)
      .map(
        (one) =>
          `- check ${one.address} ${one.status === 'fail' ? 'fails' : 'cannot be told'}: ${one.problems.join('; ')}`,
      ),
    ...(incomplete ? ['# applying this needs another plan afterwards'] : []),
    ...(followers.length > 0
      ? [`# to be deployed after it, since they read what changes: ${followers.join(', ')}`]
      : []),
  ];
}

const outputMark = { create: '+', update: '!', delete: '-' } as const;

/** What somebody or something else changed since the last apply. */
export function driftLines({ drift }: PlannedStack, limits: LineLimits): string[] {
  return some(drift, limits.resources, 'resources', (one) => resourceLines(one, limits));
}

function resourceLines(resource: PlannedResource, limits: LineLimits): string[] {
  const { action, address, reason, previousAddress, deposed, imported, forcedBy, attributes, because } = resource;
  const facts = [
    deposed === undefined ? undefined : `deposed ${deposed}`,
    reason,
    previousAddress === undefined ? undefined : `was ${previousAddress}`,
    imported && action !== 'import' ? 'imported too' : undefined,
    forcedBy.length === 0 ? undefined : `because of ${forcedBy.join(', ')}`,
    action === 'replace' && resource.order === 'create-first' ? 'the new one first' : undefined,
    action === 'replace' && resource.order === 'forgets-old' ? 'the old one stays in the world' : undefined,
  ].filter((fact) => fact !== undefined);
  const head = `${marks[action]} ${address} ${words[action]}${facts.length > 0 ? ` (${facts.join('; ')})` : ''}${at(because)}`;
  // of what is new, its name says enough
  if (action === 'create') return [head];
  const told = attributes.filter((one) => action !== 'replace' || !isConsequence(one));
  const worstFirst = [...told].sort((a, b) => Number(b.forces ?? false) - Number(a.forces ?? false));
  const computed = attributes.length - told.length;
  return [
    head,
    ...some(worstFirst, limits.attributes, 'attributes', (one) => [attributeLine(one, because, limits)]),
    ...(computed > 0 ? [`    … and ${computed} that its provider gives anew`] : []),
  ];
}

/** Of what is replaced, everything that its provider decides is another one: nobody has to read that. */
const isConsequence = ({ after, unknown, forces, knownAfter }: PlannedAttribute) =>
  unknown === true && after === KNOWN_AFTER_APPLY && !forces && knownAfter === undefined;

function attributeLine(one: PlannedAttribute, because: readonly Origin[], limits: LineLimits): string {
  const own = JSON.stringify(one.because) === JSON.stringify(because) ? '' : at(one.because);
  return `    ${one.path}: ${change(one, limits)}${one.forces ? ' (forces replacement)' : ''}${own}`;
}

type Changed = Pick<PlannedAttribute, 'before' | 'after' | 'sensitive' | 'unknown' | 'knownAfter'>;

function change({ before, after, sensitive, unknown, knownAfter }: Changed, { value: longest }: LineLimits): string {
  const known = knownAfter === undefined ? KNOWN_AFTER_APPLY : `(known after ${knownAfter})`;
  if (sensitive) return unknown ? `${REDACTED}, ${known}` : REDACTED;
  const becomesKnown = unknown && (after === null || after === KNOWN_AFTER_APPLY);
  if (becomesKnown) return `${valueText(before, longest)} → ${known}`;
  return `${valueChange(before, after, longest)}${knownAfter === undefined ? '' : ` ${known}`}`;
}

function some<T>(items: readonly T[], most: number, what: string, lines: (item: T) => string[]): string[] {
  const rest = items.length - most;
  return [...items.slice(0, most).flatMap(lines), ...(rest > 0 ? [`    … and ${rest} more ${what}`] : [])];
}

/** As many lines of the catalog as a reader follows. */
const SHOWN_ORIGINS = 3;

function at(origins: readonly Origin[]): string {
  if (origins.length === 0) return '';
  const shown = origins.slice(0, SHOWN_ORIGINS).map(({ file, line }) => `${file}:${line}`);
  return `  ${shown.join(', ')}${origins.length > SHOWN_ORIGINS ? ', …' : ''}`;
}
