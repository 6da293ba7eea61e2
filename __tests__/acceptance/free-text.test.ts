import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { compileLoaded } from '../../compile/compile';
import { readFolder } from '../../compile/read';
import type { CompiledStack } from '../../compile/synthesize';
import { loadCatalog } from '../../domain/catalog/load';
import type { LoadedCatalog } from '../../domain/catalog/loaded';
import { entrySchema } from '../../domain/catalog/schema/service';
import { worldPath } from '../../sandbox/record';
import { sandboxUp } from '../../sandbox/up';
import { World } from '../../sandbox/world';
import { findTerraform } from '../../terraform/binary';
import { UNINTERRUPTED } from '../../terraform/interruption';
import { awkward, fullEntry, textPlaces, withText, wraps } from './free-text-probes';

/**
 * Every text field of an entry, found by walking the schema, with every awkward text that it accepts, applied by real
 * Terraform: what arrives is what was meant, and nothing was evaluated.
 */
const shipped = readFolder(join(__dirname, '../..'));
const nowMs = Date.UTC(2031, 2, 3, 12);
const places = textPlaces();
const fields = [...places.keys()];
const bootstrap = awkward.join('\n');

/** Unique in everything that arrives, and harmless everywhere. */
const marker = (field: string) => `q${fields.indexOf(field)}q`;

function load(entries: Readonly<Record<string, object>>): LoadedCatalog {
  const texts = new Map(
    Object.entries(entries).map(([name, entry]) => [`services/${name}.yaml`, stringify({ ...entry, name })]),
  );
  return loadCatalog(
    {
      paths: [
        ...shipped.paths.filter((path) => !path.startsWith('services/') || /(cart|search)\.yaml$/.test(path)),
        ...texts.keys(),
      ].sort(),
      read: (path) => {
        const text = path === fullEntry.compute.bootstrap ? bootstrap : texts.get(path);
        return text === undefined ? shipped.read(path) : Buffer.from(text);
      },
    },
    nowMs,
  );
}

const errors = ({ diagnostics }: LoadedCatalog) =>
  diagnostics.filter(({ severity, file }) => severity === 'error' && /probe/.test(file));

/** What a field is given for an awkward text: the barest form that it accepts; undefined where there is none. */
function accepted(field: string, text: string): string | undefined {
  const place = places.get(field) as readonly (string | number)[];
  return wraps
    .map((wrap) => wrap(marker(field) + text))
    .find((candidate) => {
      const entry = withText(fullEntry, field, place, candidate);
      return entrySchema.safeParse(entry).success && errors(load({ probe: entry })).length === 0;
    });
}

interface Probe {
  readonly service: string;
  readonly field: string;
  readonly text: string;
}

let root: string;
const probes: Probe[] = [];
let stacks: CompiledStack[];
/** Service → every text of its resources in the world, whole. */
let arrived: Map<string, string[]>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'free-text-'));
  const entries: Record<string, object> = {};
  awkward.forEach((text, index) => {
    const service = `probe-${index}`;
    // nothing that two of them would share
    let entry: object = {
      ...fullEntry,
      compute: { ...fullEntry.compute, ingress: { ...fullEntry.compute.ingress, path: `/probe-${index}` } },
    };
    for (const [field, place] of places) {
      const candidate = accepted(field, text);
      if (candidate === undefined) continue;
      entry = withText(entry, field, place, candidate);
      probes.push({ service, field, text });
    }
    entries[service] = entry;
  });
  const loaded = load(entries);
  expect(errors(loaded)).toEqual([]);
  const environment = 'sandbox';
  stacks = compileLoaded(loaded, nowMs, { environments: [environment] });
  const terraform = await findTerraform();
  if (terraform.kind === 'missing') throw new Error(terraform.message);
  const report = await sandboxUp({
    catalogRoot: root,
    terraform: terraform.path,
    interruption: UNINTERRUPTED,
    environment,
    nowMs,
    stacks: stacks.map((stack) => ({ ...stack, environment })),
  });
  expect(report.stacks.filter(({ outcome }) => outcome !== 'settled')).toEqual([]);
  arrived = textsByService(new World(worldPath(root)).resources.map(({ attributes }) => attributes));
}, 600_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the walk finds text fields, and enough of them take awkward text', () => {
  expect(fields.length).toBeGreaterThan(40);
  const taking = new Set(probes.map(({ field }) => field));
  for (const field of [
    'description',
    'links.<key>',
    'alerts[].summary',
    'alerts[].expr',
    'slos[].sli.selector',
    'compute.healthCheck',
  ]) {
    expect(taking).toContain(field);
  }
});

test('every text arrives as it was written, but for what does not go into Terraform', () => {
  const missing = probes.filter(
    ({ service, field, text }) => !(arrived.get(service) ?? []).some((one) => shows(one, field, text)),
  );
  expect([...new Set(missing.map(({ field }) => field))]).toEqual(['accept[].why']);
});

test('nothing that arrives was evaluated', () => {
  const whole = (text: string) => [text, ...nested(text)];
  const written = new Set(
    stacks.flatMap(({ json }) => stringsIn(JSON.parse(json)).flatMap((text) => whole(unescaped(text)))),
  );
  // of JSON text the parts are compared: the whole may hold a reference elsewhere
  const evaluated = [...arrived.values()]
    .flat()
    .flatMap((text) => (nested(text).length > 0 ? nested(text) : [text]))
    .filter((text) => /q\d+q/.test(text) && !written.has(text));
  expect(evaluated).toEqual([]);
  const secret = readFileSync('/etc/passwd', 'utf8').split('\n')[0] ?? '';
  expect(JSON.stringify([...arrived.values()])).not.toContain(secret);
});

test('a bootstrap arrives byte for byte', () => {
  const encoded = Buffer.from(bootstrap).toString('base64');
  for (const index of awkward.keys()) expect(arrived.get(`probe-${index}`)).toContain(encoded);
});

/** The resources of a service are told by its name, which no other text of theirs lacks. */
function textsByService(resources: readonly object[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const resource of resources) {
    const texts = stringsIn(resource);
    const service = /probe-\d+/.exec(JSON.stringify(resource))?.[0];
    if (service !== undefined) found.set(service, [...(found.get(service) ?? []), ...texts]);
  }
  return found;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)]);
}

/** What Terraform reads in a text without references. */
const unescaped = (text: string) => text.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{');

/** Whether a text shows an awkward one, in the languages that it may have been written into. */
function shows(arrivedText: string, field: string, text: string): boolean {
  const wanted = marker(field) + text;
  return [arrivedText, ...nested(arrivedText)].some(
    (one) => one.includes(wanted) || readings.some((read) => read(one).includes(wanted)),
  );
}

/** Texts inside of JSON text. */
function nested(text: string): string[] {
  if (!/^\s*[{[]/.test(text)) return [];
  try {
    return stringsIn(JSON.parse(text)).flatMap((one) => [one, ...nested(one)]);
  } catch {
    return [];
  }
}

const readings: readonly ((text: string) => string)[] = [
  // Go's templates
  (text) => text.replace(/\{\{ "\{\{" \}\}/g, '{{'),
  // a string of PromQL
  (text) =>
    text.replace(/\\(?:u([0-9a-f]{4})|([nt"\\]))/g, (_, code?: string, letter?: string) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return letter === 'n' ? '\n' : letter === 't' ? '\t' : (letter ?? '');
    }),
];
