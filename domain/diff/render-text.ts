import { groupChanges, type SaidChange } from './group-changes';
import { type FindingGroup, groupFindings } from './group-findings';
import { actionsText, headline, originsText, shownReasons } from './headline';
import type { ChangeSeverity, GuardFinding, Origin, Review } from './model';

/** How a terminal tells things apart; each gives its text back where there is no colour. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const plain: Paint = { bold: String, dim: String, red: String, yellow: String };

const marks: Readonly<Record<ChangeSeverity, string>> = { critical: '‼', warning: '!', info: '·' };

/** A review for a terminal. */
export function renderText(review: Review, paint: Paint = plain): string {
  const blocks = [
    [paint.bold(headline(review)), ...review.notes],
    groupFindings(review.guards).flatMap((group) => guardLines(group, paint)),
    groupFindings(review.accepted).flatMap(({ rule, reasons }) =>
      reasons.map(
        ({ text, finding }) =>
          `accepted until ${finding.until}: ${paint.bold(rule)}: ${text} ${paint.dim(`(${finding.why})`)}`,
      ),
    ),
    ...groupChanges(review.services).map(({ title, changes }) => [
      paint.bold(title),
      ...changes.flatMap((change) => changeLines(change, paint)),
    ]),
    stackLines(review, paint),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(printable).join('\n'))
    .join('\n\n')}\n`;
}

function guardLines({ rule, level, remedy, reasons }: FindingGroup<GuardFinding>, paint: Paint): string[] {
  const mark = level === 'block' ? paint.red('✗ blocked by') : paint.yellow('! warning of');
  const { shown, rest } = shownReasons(reasons);
  return [
    `${mark} ${paint.bold(rule)}`,
    ...shown.map(({ text, origins }) => `  ${text}${at(origins, paint)}`),
    ...(rest > 0 ? [`  and ${rest} more (--json has them all)`] : []),
    `  ${paint.dim('→')} ${remedy}`,
  ];
}

function changeLines(change: SaidChange, paint: Paint): string[] {
  const colour = { critical: paint.red, warning: paint.yellow, info: String }[change.severity];
  return [
    `  ${colour(`${marks[change.severity]} ${change.summary}`)}${at(change.origins, paint)}`,
    ...change.details.map((line) => `      ${line}`),
    ...(change.paste === undefined ? [] : [`      to keep whoever is on call now: ${paint.bold(change.paste)}`]),
  ];
}

const at = (origins: readonly Origin[], paint: Paint) =>
  origins.length > 0 ? `  ${paint.dim(originsText(origins).join(', '))}` : '';

/** Beyond this many, stacks are counted. */
const shownStacks = 40;

function stackLines({ stacks }: Review, paint: Paint): string[] {
  if (stacks.length === 0) return [];
  const shown = stacks.slice(0, shownStacks).map((stack) => ({
    name: stack.stack,
    actions: actionsText(stack),
    because: originsText(stack.because).join(', '),
  }));
  const width = (column: 'name' | 'actions') => Math.max(...shown.map((row) => row[column].length));
  const [names, actions] = [width('name'), width('actions')];
  const rest = stacks.length - shown.length;
  return [
    paint.bold('Stacks, in deploy order'),
    ...shown.map((row) =>
      `  ${row.name.padEnd(names)}  ${row.actions.padEnd(actions)}  ${paint.dim(row.because)}`.trimEnd(),
    ),
    ...(rest > 0 ? [`  and ${rest} more (--json has them all)`] : []),
  ];
}

/** Text of the catalog moves no cursor: escape sequences stay visible. */
export function printable(line: string): string {
  // the colours that `paint` adds are the only sequences let through
  return line
    .replace(/\u001b(?!\[\d+m)/g, '␛')
    .replace(/[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '·');
}
