import { codeBlock, markdownText } from '../diff/markdown';
import { folded, type MoreSections } from '../diff/render-markdown';
import { printable } from '../diff/render-text';
import { actionRank } from './action';
import type { PlannedStack, PlanReview } from './planned-stack';
import { saysSomething } from './review';
import { driftLines, type LineLimits, stackHeadline, stackLines } from './stack-lines';

const changedOutside = 'changed outside of this catalog since the last apply';

const onTerminal: LineLimits = { resources: 60, attributes: 12, value: 110 };

/** How much a comment says of each stack: as much as leaves room for all. */
const inComment: readonly LineLimits[] = [
  { resources: 30, attributes: 8, value: 160 },
  { resources: 30, attributes: 3, value: 120 },
  { resources: 15, attributes: 1, value: 80 },
];

/** Characters of all plans together; the words of a review and the list of its stacks need the rest of a comment. */
const roomForPlans = 35_000;

/** With more stacks than this, what changes without loss is folded: a reader opens what is of interest. */
const mostOpen = 3;

/**
 * Sections of a comment, one for each stack. First what could not be planned and what is lost; last the rest, and what
 * changed outside of the catalog.
 */
export function planSections({ stacks }: Pick<PlanReview, 'stacks'>): MoreSections {
  const told = worstFirst(stacks);
  const drifted = stacks.filter(({ drift }) => drift.length > 0);
  const isFolded = (stack: PlannedStack) => told.length > mostOpen && !isGrave(stack);
  const sectionsWithin = (limits: LineLimits) =>
    told.map((stack) => {
      const lines = stackLines(stack, limits);
      const title = `${stack.stack}: ${stackHeadline(stack)}`;
      return { stack, text: isFolded(stack) ? folded(title, codeBlock(lines, 'diff')) : section(title, lines) };
    });
  const fits = (limits: LineLimits) =>
    sectionsWithin(limits).reduce((sum, { text }) => sum + text.length, 0) <= roomForPlans;
  const sections = sectionsWithin(inComment.find(fits) ?? (inComment.at(-1) as LineLimits));
  const textsOf = (grave: boolean) => sections.filter(({ stack }) => isGrave(stack) === grave).map(({ text }) => text);
  return {
    first: textsOf(true),
    last: [
      ...drifted.map((stack) =>
        section(`${stack.stack}: ${changedOutside}`, driftLines(stack, inComment[0] as LineLimits)),
      ),
      ...textsOf(false),
    ],
  };
}

/** Nobody knows, or something goes. */
const isGrave = (stack: PlannedStack) =>
  stack.outcome !== 'planned' || stack.resources.some(({ action }) => actionRank(action) <= actionRank('forget'));

function section(title: string, lines: readonly string[]): string {
  const head = `### ${markdownText(title)}`;
  return lines.length === 0 ? head : `${head}\n\n${codeBlock(lines, 'diff')}`;
}

/** The plans of a review for a terminal. */
export function planText({ stacks }: Pick<PlanReview, 'stacks'>): string {
  const silent = stacks.filter((stack) => !saysSomething(stack)).map(({ stack }) => stack);
  const drifted = stacks.filter(({ drift }) => drift.length > 0);
  const blocks = [
    ...worstFirst(stacks).map((stack) => [`${stack.stack}: ${stackHeadline(stack)}`, ...stackLines(stack, onTerminal)]),
    ...drifted.map((stack) => [`${stack.stack}: ${changedOutside}`, ...driftLines(stack, onTerminal)]),
    ...(silent.length === 0 ? [] : [[`Planned, and nothing to do: ${silent.join(', ')}`]]),
  ];
  return blocks
    .map(([head = '', ...lines]) => [head, ...lines.map((line) => `  ${line}`)].map(printable).join('\n'))
    .join('\n\n');
}

function worstFirst(stacks: readonly PlannedStack[]): PlannedStack[] {
  return stacks.filter(saysSomething).sort((a, b) => rank(a) - rank(b) || a.level - b.level);
}

/** Not knowing is worst. */
function rank({ outcome, resources }: PlannedStack): number {
  if (outcome !== 'planned') return -1;
  return Math.min(Number.MAX_SAFE_INTEGER, ...resources.map(({ action }) => actionRank(action)));
}
