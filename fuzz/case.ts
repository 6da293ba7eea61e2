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

/** The case of a seed: the shipped catalog with one file mutated. */
export function caseOf(shipped: CatalogFiles, seed: number): Case {
  const random = new Random(seed);
  const path = random.pick(paths);
  const bytes = mutated(Buffer.from(shipped.read(path) ?? []), random);
  const files: CatalogFiles = {
    paths: shipped.paths.filter((one) => kept.test(one)),
    read: (wanted) => (wanted === path ? bytes : shipped.read(wanted)),
  };
  return { files, path, bytes };
}
