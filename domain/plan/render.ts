import { codeBlock, markdownText } from '../diff/markdown';
import { actionRank } from './action';
import type { PlannedStack, PlanReview } from './planned-stack';
import { saysSomething } from './review';
import { driftLines, type LineLimits, stackHeadline, stackLines } from './stack-lines';

const inComment: LineLimits = { resources: 30, attributes: 8, value: 160 };
const onTerminal: LineLimits = { resources: 60, attributes: 12, value: 110 };

/** Sections of a comment: what could not be planned, then what is lost, then the rest; one section per stack. */
export function planSections({ stacks }: Pick<PlanReview, 'stacks'>): string[] {
  const drifted = stacks.filter(({ drift }) => drift.length > 0);
  return [
    ...worstFirst(stacks).map((stack) =>
      section(`${stack.stack}: ${stackHeadline(stack)}`, stackLines(stack, inComment)),
    ),
    ...(drifted.length === 0 ? [] : ['### Changed outside of this catalog since the last apply']),
    ...drifted.map((stack) => section(stack.stack, driftLines(stack, inComment))),
  ];
}

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
    ...drifted.map((stack) => [
      `${stack.stack}: changed outside of this catalog since the last apply`,
      ...driftLines(stack, onTerminal),
    ]),
    ...(silent.length === 0 ? [] : [[`Planned, and nothing to do: ${silent.join(', ')}`]]),
  ];
  return blocks.map(([head, ...lines]) => [head, ...lines.map((line) => `  ${line}`)].join('\n')).join('\n\n');
}

function worstFirst(stacks: readonly PlannedStack[]): PlannedStack[] {
  return stacks.filter(saysSomething).sort((a, b) => rank(a) - rank(b) || a.level - b.level);
}

/** Not knowing is worst. */
function rank({ outcome, resources }: PlannedStack): number {
  if (outcome !== 'planned') return -1;
  return Math.min(Number.MAX_SAFE_INTEGER, ...resources.map(({ action }) => actionRank(action)));
}
