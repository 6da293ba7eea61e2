import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { statePath, textOf, writeWhenChanged } from '../terraform/work-folder';
import { SandboxFault } from './fault';

/** The world of a catalog. */
export function worldPath(catalogRoot: string): string {
  return join(catalogRoot, '.catalog', 'world.json');
}

/** A stack that the sandbox began to deploy. */
export interface RecordedStack {
  readonly name: string;
  readonly dependencies: readonly string[];
}

export interface RecordedEnvironment {
  readonly stacks: readonly RecordedStack[];
  /** The last `up` got through. */
  readonly complete: boolean;
}

/** Environment → what `up` deployed of it; written before anything is deployed, so that `down` knows of it. */
export type SandboxRecord = Readonly<Record<string, RecordedEnvironment>>;

const recordPath = (catalogRoot: string) => join(catalogRoot, '.catalog', 'sandbox.json');

/** @throws SandboxFault where somebody else wrote into it */
export function readRecord(catalogRoot: string): SandboxRecord {
  const path = recordPath(catalogRoot);
  const text = textOf(path);
  try {
    return text === undefined ? {} : (JSON.parse(text) as SandboxRecord);
  } catch {
    throw new SandboxFault(`${path} is not JSON: remove it, and \`catalog sandbox up\` continues from the states`);
  }
}

export function recordEnvironment(catalogRoot: string, environment: string, value: RecordedEnvironment): void {
  const record = { ...readRecord(catalogRoot), [environment]: value };
  writeWhenChanged(recordPath(catalogRoot), `${JSON.stringify(record, null, 2)}\n`);
}

export function forgetEnvironment(catalogRoot: string, environment: string): void {
  const { [environment]: _, ...rest } = readRecord(catalogRoot);
  if (Object.keys(rest).length === 0) rmSync(recordPath(catalogRoot), { force: true });
  else writeWhenChanged(recordPath(catalogRoot), `${JSON.stringify(rest, null, 2)}\n`);
}

export interface SandboxStatus {
  /** Every stack of the last `up` was applied and nothing was left to do. */
  readonly up: boolean;
  /** The environment that is up, or was begun; null when there is none. */
  readonly environment: string | null;
  readonly world: string;
  readonly stacks: readonly { readonly stack: string; readonly state: string }[];
}

/** What there is of the sandbox; of one environment, if several are up. */
export function sandboxStatus(catalogRoot: string, environment?: string): SandboxStatus {
  const record = readRecord(catalogRoot);
  const name = environment ?? Object.keys(record)[0];
  const recorded = name === undefined ? undefined : record[name];
  const stacks = (recorded?.stacks ?? [])
    .map((stack) => ({ stack: stack.name, state: statePath(catalogRoot, stack.name) }))
    .filter(({ state }) => existsSync(state));
  return {
    up: recorded?.complete === true && stacks.length === recorded.stacks.length,
    environment: recorded === undefined ? null : (name ?? null),
    world: worldPath(catalogRoot),
    stacks,
  };
}
