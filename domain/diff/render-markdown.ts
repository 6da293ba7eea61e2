import { type ChangeGroup, groupChanges, type SaidChange } from './group-changes';
import { type FindingGroup, groupFindings } from './group-findings';
import { actionsText, headline, originText, shownOrigins, shownReasons } from './headline';
import { codeBlock, codeSpan, fitSections, markdownText } from './markdown';
import type { AcceptedFinding, ChangeSeverity, GuardFinding, Origin, Review, StackReview } from './model';

/** By this line a comment is found again, and edited in place. */
export const reviewMarker = '<!-- catalog-review -->';

/** Sections, each worst first. */
export interface MoreSections {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

const marks: Readonly<Record<ChangeSeverity, string>> = { critical: '🔴', warning: '🟠', info: '⚪' };

/**
 * A review as a comment: at most 60,000 characters, the worst first, and nothing in it that pings anybody or
 * leaves its place.
 * @param more sections of whoever knows more, a plan's: what is lost comes before the list of the stacks, the rest after
 */
export function renderMarkdown(review: Review, more: MoreSections = { first: [], last: [] }): string {
  const head = [
    reviewMarker,
    `## ${verdictMark(review)} ${headline(review)}`,
    ...review.notes.map((note) => `> ${markdownText(note)}`),
  ].join('\n\n');
  const guards = [
    ...groupFindings(review.guards).map(guardSection),
    ...(review.accepted.length > 0 ? [acceptedSection(review.accepted)] : []),
  ];
  const stacks = stackSections(review.stacks);
  const sections = [
    ...guards,
    ...groupChanges(review.services).map(groupSection),
    ...more.first,
    ...stacks,
    ...more.last,
  ];
  return fitSections(head, sections, { urgent: [...guards, ...more.first, ...stacks.slice(0, 1)] });
}

const verdictMark = ({ verdict }: Review) => ({ none: '✅', changes: '👀', blocked: '⛔' })[verdict];

function guardSection({ rule, level, remedy, reasons }: FindingGroup<GuardFinding>): string {
  const { shown, rest } = shownReasons(reasons);
  return [
    `### ${level === 'block' ? '⛔ Blocked by' : '⚠️ Warning of'} ${rule}`,
    '',
    ...shown.map(({ text, origins }) => `- ${markdownText(text)}${at(origins)}`),
    ...(rest > 0 ? [`- and ${rest} more; the JSON of the review has them all`] : []),
    '',
    `→ ${markdownText(remedy)}`,
  ].join('\n');
}

function acceptedSection(accepted: readonly AcceptedFinding[]): string {
  const lines = groupFindings(accepted).flatMap(({ rule, reasons }) =>
    shownReasons(reasons).shown.map(
      ({ text, finding }) =>
        `- **${rule}** until ${finding.until} (${markdownText(finding.why)}): ${markdownText(text)}`,
    ),
  );
  return `### Accepted for a while\n\n${lines.join('\n')}`;
}

function groupSection({ title, changes }: ChangeGroup): string {
  return `### ${markdownText(title)}\n\n${changes.map(changeText).join('\n')}`;
}

function changeText(change: SaidChange): string {
  const lines = [
    `- ${marks[change.severity]} ${markdownText(change.summary)}${at(change.origins)}`,
    ...change.details.map((line) => `  - ${markdownText(line)}`),
  ];
  if (change.paste === undefined) return lines.join('\n');
  const block = codeBlock([change.paste], 'yaml').replace(/^/gm, '    ');
  return [...lines, '  - to keep whoever is on call now:', '', block].join('\n');
}

const at = (origins: readonly Origin[]) => (origins.length > 0 ? ` ${linesText(origins)}` : '');

function linesText(origins: readonly Origin[]): string {
  const { shown, rest } = shownOrigins(origins);
  return [...shown.map((one) => codeSpan(originText(one))), ...(rest > 0 ? [`and ${rest} more`] : [])].join(' ');
}

/** GitHub and GitLab show the title, and the rest on a click. */
export function folded(title: string, body: string): string {
  const shown = title.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<details><summary>${shown}</summary>\n\n${body}\n\n</details>`;
}

/** Rows of one section: a comment that is too long loses the last ones first. */
const rowsPerSection = 25;

function stackSections(stacks: readonly StackReview[]): string[] {
  const sections: string[] = [];
  for (let from = 0; from < stacks.length; from += rowsPerSection) {
    const rows = stacks
      .slice(from, from + rowsPerSection)
      .map((one) => `| ${one.stack} | ${actionsText(one)} | ${linesText(one.because)} |`);
    const count = `${from + 1} to ${Math.min(from + rowsPerSection, stacks.length)} of ${stacks.length}`;
    const title = stacks.length > rowsPerSection ? `Stacks ${count}, in deploy order` : 'Stacks, in deploy order';
    const table = ['| stack | resources | because of |', '|---|---|---|', ...rows].join('\n');
    sections.push(from === 0 ? `### ${title}\n\n${table}` : folded(title, table));
  }
  return sections;
}
