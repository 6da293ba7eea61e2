import type { z } from 'zod';
import { fieldsOf, type SchemaField } from '../schema-fields';
import { type FieldNotes, fieldTable } from './field-table';

/** What a page says of one file's fields. A test holds it complete. */
export interface FieldReference extends FieldNotes {
  readonly schema: z.core.$ZodType;
  /** In the order of the page. */
  readonly sections: readonly FieldSection[];
  /** A map of fields that an entry has too: what is not described here is described there. */
  readonly entryFieldsIn?: string;
  /** Of paths that differ in a name only: the path of the one row that they share. */
  readonly shared?: (path: string) => string;
}

interface FieldSection {
  readonly title: string;
  /** The fields of the file's uppermost map that it is about, with all that is below them. */
  readonly keys: readonly string[];
  /** What stands above the table. */
  readonly text?: string;
}

/** The sections of a page, each with its table. */
export function fieldSections(reference: FieldReference): string {
  const { described } = fieldsIn(reference);
  return reference.sections
    .map(({ title, keys, text }) => {
      const fields = described.filter(({ path }) => keys.includes(rootOf(path)));
      return `## ${title}\n\n${text === undefined ? '' : `${text}\n\n`}${fieldTable(fields, reference)}`;
    })
    .join('\n');
}

/** The fields that a reference describes, and by their paths in an entry those that it leaves to the entry's. */
export function fieldsIn({ schema, descriptions, entryFieldsIn, shared = (path) => path }: FieldReference): {
  readonly described: readonly SchemaField[];
  readonly ofEntry: readonly string[];
} {
  const described: SchemaField[] = [];
  const ofEntry: string[] = [];
  for (const field of fieldsOf(schema)) {
    const path = shared(field.path);
    if (entryFieldsIn !== undefined && path.startsWith(`${entryFieldsIn}.`) && descriptions[path] === undefined)
      ofEntry.push(path.slice(entryFieldsIn.length + 1));
    else described.push({ ...field, path });
  }
  return { described, ofEntry };
}

/** The first name of a path: `rotations` of `rotations[].hours.from`. */
export const rootOf = (path: string) => path.split(/[.[]/)[0] ?? '';
