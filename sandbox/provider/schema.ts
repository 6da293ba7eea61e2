import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A type as Terraform writes it: `"string"`, `["list", "string"]`, `["object", {…}]`. */
export type TypeText = 'string' | 'number' | 'bool' | readonly ['list' | 'set' | 'map', TypeText] | ObjectType;
type ObjectType = readonly ['object', Readonly<Record<string, TypeText>>, ...unknown[]];

export interface Attribute {
  readonly type: TypeText;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}

type NestingMode = 'single' | 'list' | 'set' | 'map' | 'group';

export interface NestedBlock {
  readonly nesting_mode: NestingMode;
  readonly block: Block;
  readonly min_items?: number;
  readonly max_items?: number;
}

export interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
}

export interface Schema {
  readonly version: number;
  readonly block: Block;
}

/** One of the files in `sandbox/schemas`, made by `schemas/make.ts`. */
export interface ProviderSchema {
  /** `registry.terraform.io/hashicorp/aws` */
  readonly source: string;
  readonly provider: Schema;
  readonly resources: Readonly<Record<string, Schema>>;
  readonly dataSources: Readonly<Record<string, Schema>>;
}

const PROVIDERS = ['aws', 'grafana', 'pagerduty'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export function providerSchema(name: ProviderName): ProviderSchema {
  return JSON.parse(readFileSync(join(__dirname, '..', 'schemas', `${name}.json`), 'utf8')) as ProviderSchema;
}

/** Numbers of the protocol's `NestingMode`. */
const NESTING: Readonly<Record<NestingMode, number>> = { single: 1, list: 2, set: 3, map: 4, group: 5 };

function blockMessage(block: Block): object {
  return {
    attributes: Object.entries(block.attributes ?? {}).map(([name, attribute]) => ({
      ...attribute,
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
    })),
    block_types: Object.entries(block.block_types ?? {}).map(([type_name, nested]) => ({
      type_name,
      block: blockMessage(nested.block),
      nesting: NESTING[nested.nesting_mode],
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
    })),
  };
}

export function schemaMessage(schema: Schema): object {
  return { version: schema.version, block: blockMessage(schema.block) };
}
