import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IN_USE } from './in-use';

/**
 * Makes the compact schemas that the sandbox serves, from what `terraform providers schema -json` printed:
 *
 *     npm run sandbox:schemas -- schema.json [more.json …]
 *
 * Keeps the resources and data sources of `in-use.ts`, without descriptions; provider blocks are kept whole.
 */
interface SchemaDocument {
  readonly provider_schemas: Record<string, ProviderSchemaDocument>;
}

interface ProviderSchemaDocument {
  readonly provider: unknown;
  readonly resource_schemas?: Record<string, unknown>;
  readonly data_source_schemas?: Record<string, unknown>;
}

const UNSERVED = new Set(['description', 'description_kind']);

/** How a type of an object names the kind of an attribute. */
const PRIMITIVES = new Set<unknown>(['string', 'number', 'bool', 'dynamic']);

/** `description` is also a common attribute's name: only a text that is no type is a schema's own description. */
function withoutDescriptions(key: string, value: unknown): unknown {
  return UNSERVED.has(key) && typeof value === 'string' && !PRIMITIVES.has(value) ? undefined : value;
}

function compact(value: unknown): string {
  return JSON.stringify(value, withoutDescriptions);
}

function picked(schemas: Record<string, unknown> | undefined, types: readonly string[]): string {
  const lines = types.map((type) => {
    const schema = schemas?.[type];
    if (schema === undefined) throw new Error(`the schema document lacks ${type}`);
    return `    ${JSON.stringify(type)}: ${compact(schema)}`;
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
}

for (const path of process.argv.slice(2)) {
  const document = JSON.parse(readFileSync(path, 'utf8')) as SchemaDocument;
  for (const [source, schema] of Object.entries(document.provider_schemas)) {
    const name = source.split('/').pop() as keyof typeof IN_USE;
    const used = IN_USE[name];
    if (used === undefined) continue;
    const text = [
      '{',
      `  "source": ${JSON.stringify(source)},`,
      `  "provider": ${compact(schema.provider)},`,
      `  "resources": ${picked(schema.resource_schemas, used.resources)},`,
      `  "dataSources": ${picked(schema.data_source_schemas, used.dataSources)}`,
      '}',
      '',
    ];
    writeFileSync(join(__dirname, `${name}.json`), text.join('\n'));
  }
}
