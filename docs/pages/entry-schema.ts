import { z } from 'zod';
import { entrySchema } from '../../domain/catalog/schema/service';
import { entryDescriptions } from '../entry-descriptions';

interface JsonSchema {
  description?: string;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/** The schema of an entry for editors: keys, kinds, choices and descriptions; units and rules stay with `validate`. */
export function entryJsonSchema(): string {
  const schema = z.toJSONSchema(entrySchema, { io: 'input' }) as JsonSchema;
  describe(schema, '');
  return `${JSON.stringify({ title: 'An entry of the service catalog', ...schema }, null, 2)}\n`;
}

/** Puts in the descriptions; what is said of an environment is described as it is in the entry. */
function describe(schema: JsonSchema, path: string): void {
  const description = entryDescriptions[path.replace(/^environments\.<name>\./, '')];
  if (path !== '' && description !== undefined) schema.description = description;
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  for (const [key, value] of Object.entries(schema.properties ?? {})) describe(value, below(key));
  if (typeof schema.additionalProperties === 'object') describe(schema.additionalProperties, below('<name>'));
  if (schema.items) describe(schema.items, `${path}[]`);
  for (const option of schema.anyOf ?? []) describe(option, path);
}
