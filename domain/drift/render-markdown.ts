import type { Drift, DriftReport, Finding } from './model';
import { alike, difference, pendingByResource, saysTheSame, summary } from './render-text';
import { worstFirst } from './report';

/** GitHub refuses bodies above 65,536 characters; what is left out is said. */
const LONGEST_BODY = 60_000;

/** By which a job finds the one issue of an environment again. */
export const issueMarker = (environment: string) => `<!-- catalog drift ${environment} -->`;

/** A report as the body of an issue; whole sections are left out where it grows too long. */
export function driftMarkdown(report: DriftReport, environment: string): string {
  const head = [
    issueMarker(environment),
    `**${code(summary(report))}**`,
    '',
    `Checked ${report.startedAt}, in ${Math.round(report.durationMs / 1000)} s.`,
    ...report.notes.map((note) => `- ${code(note)}`),
    '',
  ].join('\n');
  const sections = alike(worstFirst(report.stacks).filter(({ verdict }) => verdict !== 'clean')).map(section);
  let body = head;
  let left = sections.length;
  for (const text of sections) {
    if (body.length + text.length > LONGEST_BODY - 200) break;
    body += text;
    left--;
  }
  return left === 0 ? body : `${body}\n${left} more stacks are in the report of the job.\n`;
}

function section({ title, notes, drift, pending }: ReturnType<typeof alike>[number]): string {
  const own = drift.filter(({ expected }) => expected === null);
  const expected = drift.filter((one) => one.expected !== null);
  return [
    `### ${title}`,
    '',
    ...notes.map((note) => `- ${code(note)}`),
    ...own.flatMap((one, index) => driftLines(one, own[index + 1])),
    ...pendingByResource(pending).map(
      ({ first, more }) =>
        `- pending: ${code(difference(first))}${more === 0 ? '' : ` and ${more} more`}${place(first)}`,
    ),
    ...(expected.length === 0
      ? []
      : [`- expected: ${expected.map((one) => `${code(one.address)} (${one.expected})`).join(', ')}`]),
    '',
    '',
  ].join('\n');
}

function driftLines(drift: Drift, next: Drift | undefined): string[] {
  const line = `- **${drift.severity}** ${code(difference(drift))}${place(drift)}`;
  if (saysTheSame(drift, next)) return [line];
  return [
    line,
    `  - ${drift.why}`,
    `  - back: ${code(drift.revert)}`,
    ...(drift.adopt === null
      ? []
      : [`  - forward: ${code(drift.adopt.summary)}`, '', ...patchLines(drift.adopt.patch), '']),
  ];
}

const place = ({ origin }: Finding) => (origin === null ? '' : ` at \`${origin.file}:${origin.line}\``);

/** As code, whatever backticks it holds: text from the world is no Markdown. */
function code(text: string): string {
  const one = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...[...one.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${one}${fence}` : `${fence} ${one} ${fence}`;
}

function patchLines(patch: string): string[] {
  const longest = Math.max(2, ...[...patch.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}diff`, ...patch.trimEnd().split('\n'), fence].map((line) => `    ${line}`);
}
