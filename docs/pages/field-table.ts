import type { SchemaField } from '../schema-fields';

/** What the pages of fields say of one beside its schema. */
export interface FieldNotes {
  /** One sentence or two, by path. */
  readonly descriptions: Readonly<Record<string, string>>;
  /** What it is when nothing says so, by path, where that is more than a word. */
  readonly fallback?: (path: string) => string | undefined;
}

/** The fields of a section as a Markdown table. */
export function fieldTable(fields: readonly SchemaField[], notes: FieldNotes): string {
  const rows = distinctPaths(fields).map((field) => row(field, notes));
  return `| field | takes | default | |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** The alternatives of a union are one row. */
function distinctPaths(fields: readonly SchemaField[]): (SchemaField & { readonly takes: string })[] {
  const paths = [...new Set(fields.map(({ path }) => path))];
  return paths.map((path) => {
    const same = fields.filter((field) => field.path === path);
    const takes = [...new Set(same.map(({ expected }) => expected))].join(', or ');
    return { ...(same[0] as SchemaField), takes };
  });
}

function row(
  { path, takes, required, removable }: ReturnType<typeof distinctPaths>[number],
  { descriptions, fallback }: FieldNotes,
): string {
  const without = fallback?.(path) ?? (required && !path.includes('<') ? 'required' : '');
  return `| \`${path}\` | ${takes}${removable ? ', or `null`' : ''} | ${without} | ${descriptions[path] ?? ''} |`.replaceAll(
    '|  |',
    '| |',
  );
}
