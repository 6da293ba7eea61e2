import type { Origin } from '../diff/model';
import { KNOWN_AFTER_APPLY } from './changes';
import type { PlannedAttribute, PlannedResource, PlannedStack, PlanReview } from './planned-stack';
import { saysSomething } from './review';
import { REDACTED } from './secrets';

/** The plans of a review for a terminal; what happens in a stack, worst first. */
export function reviewText(review: PlanReview): string {
  const [speaking, silent] = [review.stacks.filter(saysSomething), review.stacks.filter((one) => !saysSomething(one))];
  const quiet = silent.length === 0 ? [] : [`Nothing to do in ${silent.map(({ stack }) => stack).join(', ')}.`];
  return `${[...speaking.map(stackText), ...quiet].join('\n')}\n`;
}

function stackText(stack: PlannedStack): string {
  return [
    `${stack.stack}: ${headline(stack)}`,
    ...stack.errors.map((error) => `  ${error.replaceAll('\n', '\n  ')}`),
    ...stack.resources.flatMap(resourceText),
    ...stack.drift.flatMap((one) => ['  changed outside of Terraform:', ...resourceText(one)]),
    '',
  ].join('\n');
}

/** `1 replaced, 2 updated`, or why nobody can say. */
export function headline({ outcome, actions, status }: PlannedStack): string {
  if (outcome !== 'planned' && outcome !== 'partial') return outcome;
  const words = {
    delete: 'destroyed',
    replace: 'replaced',
    forget: 'forgotten',
    update: 'updated',
    create: 'created',
    move: 'moved',
    import: 'imported',
  };
  const told = Object.entries(words).flatMap(([action, word]) => {
    const count = actions[action as keyof typeof actions];
    return count > 0 ? [`${count} ${word}`] : [];
  });
  const text = told.join(', ') || 'no resource changes';
  return `${text}${outcome === 'partial' ? ', then an error' : ''}${status === 'changed' ? '' : ` (${status})`}`;
}

function resourceText(resource: PlannedResource): string[] {
  const { action, address, reason, attributes, because } = resource;
  return [
    `  ${action} ${address}${reason === undefined ? '' : ` (${reason})`}${lines(because)}`,
    ...attributes.map((one) => `    ${one.forces ? '!' : '·'} ${one.path}: ${change(one)}${lines(one.because)}`),
  ];
}

function change({ before, after, sensitive, unknown, knownAfter }: PlannedAttribute): string {
  if (sensitive) return REDACTED;
  const to = knownAfter === undefined ? short(after) : `(known after ${knownAfter})`;
  return `${short(before)} → ${unknown && after === null ? KNOWN_AFTER_APPLY : to}`;
}

const short = (value: unknown) => {
  const text = value === null ? 'nothing' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
};

const lines = (origins: readonly Origin[]) =>
  origins.length === 0
    ? ''
    : `  ${origins
        .slice(0, 3)
        .map(({ file, line }) => `${file}:${line}`)
        .join(', ')}`;
