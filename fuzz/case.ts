import type { CatalogFiles } from '../domain/catalog/read-files';
import { mutated } from './mutate';
import { Random } from './random';

export interface Case {
  readonly files: CatalogFiles;
  /** The file that differs, and its bytes. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** A part of the shipped catalog that is quick to read and uses nearly everything. */
const kept =
  /^(services\/(checkout|cart|search)\.yaml|config\/(tiers|oncall)\.yaml|config\/teams\/(payments|discovery)\.yaml|config\/environments\/(production|staging|sandbox)\.yaml)$/;

const weights: readonly (readonly [path: string, weight: number])[] = [
  ['services/checkout.yaml', 10],
  ['services/cart.yaml', 2],
  ['services/search.yaml', 2],
  ['config/tiers.yaml', 2],
  ['config/oncall.yaml', 1],
  ['config/teams/payments.yaml', 4],
  ['config/teams/discovery.yaml', 2],
  ['config/environments/production.yaml', 4],
];
const paths = weights.flatMap(([path, weight]) => Array<string>(weight).fill(path));

/** Names that something inside of the compiler might be called as well. */
const names = [
  'load-balancer',
  'constructor',
  'group',
  'template',
  'subnet',
  'ingress',
  'default',
  'a',
  'x'.repeat(40),
  'a--b',
  'oncall',
];

/** The case of a seed: the shipped catalog with one file mutated, or with a service of an odd name that another calls. */
export function caseOf(shipped: CatalogFiles, seed: number): Case {
  const random = new Random(seed);
  return random.chance(0.03) ? withOddName(shipped, random.pick(names)) : withMutation(shipped, random);
}

function withOddName(shipped: CatalogFiles, name: string): Case {
  const text = (path: string) => Buffer.from(shipped.read(path) ?? []).toString('utf8');
  const path = `services/${name}.yaml`;
  const odd = text('services/cart.yaml')
    .replace(/^name: cart$/m, `name: ${name}`)
    .replace('[checkout]', '[]');
  const caller = text('services/checkout.yaml')
    .replace('dependsOn: [', `dependsOn: [${name}, `)
    .replace('  port: 8080', `  port: 8080\n  allowFrom: [${name}, cart]`);
  const changed = new Map([
    [path, Buffer.from(odd)],
    ['services/checkout.yaml', Buffer.from(caller)],
  ]);
  const files: CatalogFiles = {
    paths: [...shipped.paths.filter((one) => kept.test(one)), path].sort(),
    read: (wanted) => changed.get(wanted) ?? shipped.read(wanted),
  };
  return { files, path, bytes: Buffer.from(odd) };
}

function withMutation(shipped: CatalogFiles, random: Random): Case {
  const path = random.pick(paths);
  const bytes = mutated(Buffer.from(shipped.read(path) ?? []), random);
  const files: CatalogFiles = {
    paths: shipped.paths.filter((one) => kept.test(one)),
    read: (wanted) => (wanted === path ? bytes : shipped.read(wanted)),
  };
  return { files, path, bytes };
}
