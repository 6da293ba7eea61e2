import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DriftReport, StackDrift } from '../../domain/drift/model';
import type { Trouble } from '../../sandbox/provider/trouble';
import { catalog, now, type Ran } from '../cli/harness';

// biome-ignore lint/suspicious/noExplicitAny: the world is edited as a person would, in its JSON
type Attributes = any;
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes: Attributes;
}

const worldPath = (root: string) => join(root, '.catalog', 'world.json');

/** Does to the world what somebody does at a console. */
export function byHand(root: string, change: (resources: Resource[]) => Resource[] | undefined): void {
  const world = JSON.parse(readFileSync(worldPath(root), 'utf8'));
  world.resources = change(world.resources) ?? world.resources;
  writeFileSync(worldPath(root), JSON.stringify(world));
}

/** The one resource of a type that a text in its id or name tells apart. */
export function find(resources: readonly Resource[], type: string, text = ''): Attributes {
  const found = resources.filter((one) => one.type === type && `${one.id} ${one.attributes.name ?? ''}`.includes(text));
  if (found.length !== 1) throw new Error(`the world has ${found.length} ${type} with ${text}`);
  return found[0]?.attributes;
}

/** Trouble for whoever talks to the providers from now on; none without any. */
export function trouble(root: string, ...troubles: Trouble[]): void {
  mkdirSync(join(root, '.catalog'), { recursive: true });
  writeFileSync(join(root, '.catalog', 'trouble.json'), JSON.stringify(troubles));
}

export interface Looked extends Ran {
  readonly report: DriftReport;
  readonly stack: (name: string) => StackDrift;
}

export async function drift(root: string, ...args: string[]): Promise<Looked> {
  const ran = await catalog(['drift', '--catalog', root, '--env', 'sandbox', '--json', ...atNow(args)], {
    cwd: root,
    now: Date.now,
  });
  if (!ran.out.startsWith('{')) throw new Error(ran.err);
  const report = JSON.parse(ran.out) as DriftReport;
  const stack = (name: string) => {
    const found = report.stacks.find((one) => one.stack === `sandbox-${name}`);
    if (found === undefined) throw new Error(`the report has no ${name}`);
    return found;
  };
  return { ...ran, report, stack };
}

export const deploy = (root: string, ...args: string[]) =>
  catalog(['deploy', '--catalog', root, '--env', 'sandbox', ...atNow(args)], { cwd: root, now: Date.now });

/** The catalog's date is fixed; the clock that runs are timed by is not. */
const atNow = (args: string[]) => (args.includes('--now') ? args : [...args, '--now', new Date(now).toISOString()]);

/** `address attribute: severity`, or the intent that expects it. */
export const told = ({ drift: found }: StackDrift) =>
  found.map(({ address, attribute, severity, expected }) => `${address} ${attribute}: ${expected ?? severity}`);
