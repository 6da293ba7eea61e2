import { type ChangeGroup, groupChanges } from './group-changes';
import { type FindingGroup, groupFindings } from './group-findings';
import { actionsText, headline, originsText, originText } from './headline';
import { codeBlock, codeSpan, fitSections, markdownText } from './markdown';
import type { AcceptedFinding, Change, ChangeSeverity, GuardFinding, Review, StackReview } from './model';

/** By this line a comment is found again, and edited in place. */
export const reviewMarker = '<!-- catalog-review -->';

const marks: Readonly<Record<ChangeSeverity, string>> = { critical: '🔴', warning: '🟠', info: '⚪' };

/**
 * A review as a comment: at most 60,000 characters, the worst first, and nothing in it that pings anybody or
 * leaves its place.
 * @param more sections of whoever knows more, a plan's, before the stacks
 */
export function renderMarkdown(review: Review, more: readonly string[] = []): string {
  const head = [
    reviewMarker,
    `## ${verdictMark(review)} ${headline(review)}`,
    ...review.notes.map((note) => `> ${markdownText(note)}`),
  ].join('\n\n');
  return fitSections(head, [
    ...groupFindings(review.guards).map(guardSection),
    ...(review.accepted.length > 0 ? [acceptedSection(review.accepted)] : []),
    ...groupChanges(review.services).map(groupSection),
    ...more,
    ...stackSections(review.stacks),
  ]);
}

const verdictMark = ({ verdict }: Review) => ({ none: '✅', changes: '👀', blocked: '⛔' })[verdict];

function guardSection({ rule, level, remedy, reasons }: FindingGroup<GuardFinding>): string {
  return [
    `### ${level === 'block' ? '⛔ Blocked by' : '⚠️ Warning of'} ${rule}`,
    '',
    ...reasons.map(({ text, origin }) => `- ${markdownText(text)}${at(origin)}`),
    '',
    `→ ${markdownText(remedy)}`,
  ].join('\n');
}

function acceptedSection(accepted: readonly AcceptedFinding[]): string {
  const lines = groupFindings(accepted).flatMap(({ rule, reasons }) =>
    reasons.map(
      ({ text, finding }) =>
        `- **${rule}** until ${finding.until} (${markdownText(finding.why)}): ${markdownText(text)}`,
    ),
  );
  return `### Accepted for a while\n\n${lines.join('\n')}`;
}

function groupSection({ title, changes }: ChangeGroup): string {
  return `### ${markdownText(title)}\n\n${changes.map(changeText).join('\n')}`;
}

function changeText(change: Change): string {
  const lines = [
    `- ${marks[change.severity]} ${markdownText(change.summary)}${at(change.origin)}`,
    ...change.details.map((line) => `  - ${markdownText(line)}`),
  ];
  if (change.paste === undefined) return lines.join('\n');
  const block = codeBlock([change.paste], 'yaml').replace(/^/gm, '    ');
  return [...lines, '  - to keep whoever is on call now:', '', block].join('\n');
}

const at = (origin: Change['origin']) => (origin ? ` ${codeSpan(originText(origin))}` : '');

/** Rows of one section: a comment that is too long loses the last ones first. */
const rowsPerSection = 25;

function stackSections(stacks: readonly StackReview[]): string[] {
  const sections: string[] = [];
  for (let from = 0; from < stacks.length; from += rowsPerSection) {
    const rows = stacks
      .slice(from, from + rowsPerSection)
      .map((one) => `| ${one.stack} | ${actionsText(one)} | ${originsText(one.because).map(codeSpan).join(' ')} |`);
    const count = `${from + 1} to ${Math.min(from + rowsPerSection, stacks.length)} of ${stacks.length}`;
    const title = stacks.length > rowsPerSection ? `Stacks ${count}, in deploy order` : 'Stacks, in deploy order';
    sections.push([`### ${title}`, '', '| stack | resources | because of |', '|---|---|---|', ...rows].join('\n'));
  }
  return sections;
}
