import { z } from 'zod';

/** A field of a schema, found by walking it. */
export interface SchemaField {
  /** `slos[].sli.errors`; `<name>` stands for any key. */
  readonly path: string;
  readonly kind: 'map' | 'list' | 'text' | 'number' | 'flag' | 'choice';
  /** What the field takes, in the words of its diagnostics. */
  readonly expected: string;
  readonly required: boolean;
  /** `null` removes an inherited one. */
  readonly removable: boolean;
  readonly schema: z.core.$ZodType;
}

/** Every field below a schema, in the order in which it is written; of a union, every alternative. */
export function fieldsOf(schema: z.core.$ZodType, path = ''): SchemaField[] {
  const { inner, required, removable } = unwrapped(schema);
  const field = (kind: SchemaField['kind']): SchemaField[] =>
    path === '' ? [] : [{ path, kind, expected: expectedBy(inner), required, removable, schema: inner }];
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (inner instanceof z.ZodObject) {
    return [
      ...field('map'),
      ...Object.entries(inner.shape).flatMap(([key, value]) => fieldsOf(value as z.core.$ZodType, below(key))),
    ];
  }
  if (inner instanceof z.ZodRecord)
    return [...field('map'), ...fieldsOf(inner.valueType as z.core.$ZodType, below('<name>'))];
  if (inner instanceof z.ZodArray)
    return [...field('list'), ...fieldsOf(inner.element as z.core.$ZodType, `${path}[]`).map(withoutItem)];
  if (inner instanceof z.ZodUnion) {
    const fields = inner.options.flatMap((option) => fieldsOf(option as z.core.$ZodType, path));
    // what the alternatives have in common says what they are
    return fields.map((one) => (one.path === path ? { ...one, expected: expectedBy(inner) } : one));
  }
  if (inner instanceof z.ZodString) return field('text');
  if (inner instanceof z.ZodNumber) return field('number');
  if (inner instanceof z.ZodBoolean) return field('flag');
  if (inner instanceof z.ZodEnum) return field('choice');
  throw new Error(`${path}: a kind of schema that is not known here`);
}

/** Items of a list are not required of anything. */
const withoutItem = (field: SchemaField): SchemaField =>
  field.path.endsWith('[]') ? { ...field, required: false } : field;

function unwrapped(schema: z.core.$ZodType): { inner: z.core.$ZodType; required: boolean; removable: boolean } {
  let inner = schema;
  let [required, removable] = [true, false];
  for (;;) {
    if (inner instanceof z.ZodOptional) required = false;
    else if (inner instanceof z.ZodNullable) removable = true;
    else return { inner, required, removable };
    inner = inner.unwrap() as z.core.$ZodType;
  }
}

/** The first words of a diagnostic on a value of no kind that any field takes. */
function expectedBy(schema: z.core.$ZodType): string {
  const result = z.safeParse(schema, Symbol('nothing'));
  return result.success ? '' : (result.error.issues[0]?.message ?? '');
}
