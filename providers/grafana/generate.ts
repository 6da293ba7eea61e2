/**
 * Regenerates `lib/` from what `terraform providers schema -json` printed:
 *
 *     npm run generate -w @cdktf/provider-grafana -- schema.json
 *
 * The same schema gives the same bytes. See README.md.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const SOURCE = 'grafana/grafana';
const ADDRESS = `registry.terraform.io/${SOURCE}`;
const PROVIDER_ATTRIBUTES = ['auth', 'ca_cert', 'http_headers', 'insecure_skip_verify', 'retries', 'url'];
const RESOURCES = ['grafana_contact_point', 'grafana_dashboard', 'grafana_folder', 'grafana_rule_group'];
/** Contact points have a block per notifier, some 500 lines each: those that a team may want, not all. */
const CONTACT_POINT_BLOCKS = ['pagerduty'];

interface Block {
  attributes?: Record<string, object>;
  block_types?: Record<string, { block: Block }>;
}
interface Schema {
  block: Block;
}
interface ProviderSchemas {
  provider: Schema;
  resource_schemas: Record<string, Schema>;
}

// The package's root asks for a dependency that it does not declare; its parts are whole.
const load = createRequire(require.resolve('@cdktf/provider-generator/package.json'));
const { TerraformProviderGenerator } = load('@cdktf/provider-generator/lib/get/generator/provider-generator');
const { CodeMaker } = load('codemaker');
const { ConstructsMakerProviderTarget, Language, TerraformProviderConstraint } = load('@cdktf/commons');

async function main([schemaPath]: string[]): Promise<void> {
  if (schemaPath === undefined) throw new Error('Expected: the path of a `terraform providers schema -json` document');
  const provider = JSON.parse(readFileSync(schemaPath, 'utf8')).provider_schemas?.[ADDRESS];
  if (provider === undefined) throw new Error(`Expected: a schema of ${ADDRESS}, got: none in ${schemaPath}`);
  const document = { format_version: '1.0', provider_schemas: { [ADDRESS]: pruned(provider) } };

  const scratch = mkdtempSync(join(tmpdir(), 'grafana-bindings-'));
  try {
    // without a version: the constraint is data of the catalog, see config/providers.json
    const target = new ConstructsMakerProviderTarget(new TerraformProviderConstraint(SOURCE), Language.TYPESCRIPT);
    const generator = new TerraformProviderGenerator(new CodeMaker(), withoutDescriptions(document));
    generator.generate(target);
    await generator.save(scratch);
    const lib = resolve(__dirname, 'lib');
    rmSync(lib, { recursive: true, force: true });
    for (const name of ['provider', ...RESOURCES.map((type) => type.replace('grafana_', '').replaceAll('_', '-'))]) {
      const code = readFileSync(join(scratch, 'providers', 'grafana', name, 'index.ts'), 'utf8');
      const file = join(lib, name, 'index.ts');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `// @ts-nocheck\n${code}`);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** What is used, and nothing else; a name that the schema lost is an error, not an omission. */
function pruned(schemas: ProviderSchemas): ProviderSchemas {
  const resources = pick(schemas.resource_schemas, RESOURCES);
  const { grafana_contact_point: contactPoint } = resources;
  if (contactPoint) contactPoint.block.block_types = pick(contactPoint.block.block_types ?? {}, CONTACT_POINT_BLOCKS);
  const { block } = schemas.provider;
  const provider = { block: { attributes: pick(block.attributes ?? {}, PROVIDER_ATTRIBUTES) } };
  return { provider, resource_schemas: resources };
}

function pick<T>(from: Record<string, T>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(
    names.map((name) => {
      const value = from[name];
      if (value === undefined) throw new Error(`Expected: ${name} in the provider's schema, got: none`);
      return [name, value];
    }),
  );
}

function withoutDescriptions<T>(document: T): T {
  return JSON.parse(JSON.stringify(document, (key, value) => (/^description(_kind)?$/.test(key) ? undefined : value)));
}

void main(process.argv.slice(2));
