import { linesOf, renderDiagnostic } from '../../cli/render-diagnostics';
import { examples } from '../examples/all';
import { loadExample } from '../examples/catalog';
import type { CodeExample } from '../examples/example';

/** The page on every code, each with an example as the command shows it. */
export function diagnosticsPage(): string {
  return `# Diagnostics

What \`npx catalog validate\` can say, by code. An **error**: it cannot work, or somebody's API would refuse it; nothing is
written while one stands. A **warning**: it works and is unwise. Every fault of every file is reported in one run.
Lines and columns count from 1, columns in UTF-16 units, as editors count; where something is missing, the place is
what it is missing from. \`--format json\` and \`--format github\` say the same to machines.

This page is generated (\`npm run docs\`) from examples that the tests run.

${examples.map(({ title, examples }) => `## ${title}\n\n${examples.map(section).join('\n')}`).join('\n')}`;
}

function section({ code, why, files, expected }: CodeExample): string {
  const loaded = loadExample(files);
  const shown = loaded.diagnostics[0];
  if (!shown) throw new Error(`the example of ${code} has no fault`);
  return `### ${code}

${expected.severity === 'error' ? 'Error' : 'Warning'}. ${why}

\`\`\`\`text
${renderDiagnostic(shown, linesOf(loaded), false)}
\`\`\`\`
`;
}
