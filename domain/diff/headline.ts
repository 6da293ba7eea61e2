import { everywhere } from './diff-catalogs';
import { type Origin, type ResourceAction, type Review, resourceActions, type StackReview } from './model';
import { count, listed } from './wording';

/** `Blocked by owner-changed. 2 services change, 5 stacks.` */
export function headline({ verdict, services, stacks, guards }: Review): string {
  if (verdict === 'none') return 'Nothing changes.';
  const names = new Set(services.map(({ service }) => service).filter((name) => name !== everywhere));
  const size = [
    ...(names.size > 0 ? [count(names.size, 'service changes', 'services change')] : []),
    ...(stacks.length > 0 ? [count(stacks.length, 'stack')] : []),
  ];
  const told = size.length > 0 ? `${size.join(', ')}.` : 'No service and no stack changes by its own data.';
  const blocking = new Set(guards.filter(({ level }) => level === 'block').map(({ rule }) => rule));
  return blocking.size === 0 ? told : `Blocked by ${listed([...blocking])}. ${told}`;
}

const words: Readonly<Partial<Record<ResourceAction, string>>> = {
  delete: 'destroyed',
  replace: 'replaced',
  forget: 'forgotten',
  update: 'changed',
  create: 'new',
  move: 'moved',
};

/** `2 destroyed, 1 changed`; what a reviewer looks at first comes first. */
export function actionsText({ actions, status }: Pick<StackReview, 'actions' | 'status'>): string {
  if (status === 'vanished') return `vanishes with ${count(actions.delete, 'resource')}`;
  const order = Object.keys(words) as ResourceAction[];
  const told = order
    .filter((action) => resourceActions.includes(action) && actions[action] > 0)
    .map((action) => `${actions[action]} ${words[action]}`);
  const text = told.join(', ') || 'no resource, only settings';
  return status === 'new' ? `new: ${count(actions.create, 'resource')}` : text;
}

export const originText = ({ file, line }: Origin) => `${file}:${line}`;

/** As many lines as a stack needs to be understood. */
const mostOrigins = 3;

export function shownOrigins(origins: readonly Origin[]) {
  const shown = origins.slice(0, mostOrigins);
  return { shown, rest: origins.length - shown.length };
}

export function originsText(origins: readonly Origin[]): string[] {
  const { shown, rest } = shownOrigins(origins);
  return [...shown.map(originText), ...(rest > 0 ? [`and ${rest} more`] : [])];
}

/** As many reasons of one guard as a reader goes through, and as many characters of each. */
const mostReasons = 15;
const longestReason = 400;

/** Reasons that are shown, none of them too long, and how many there are besides. */
export function shownReasons<Reason extends { readonly text: string }>(
  reasons: readonly Reason[],
): { readonly shown: readonly Reason[]; readonly rest: number } {
  const cut = (text: string) => (text.length > longestReason ? `${text.slice(0, longestReason)}…` : text);
  const shown = reasons.slice(0, mostReasons).map((one) => ({ ...one, text: cut(one.text) }));
  return { shown, rest: reasons.length - shown.length };
}
