import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Io } from '../../cli/io';
import { run } from '../../cli/run';

/** The repository, which is a catalog too. */
export const shipped = resolve(__dirname, '../..');

/** 2026-11-23T12:00Z, before the shipped catalog's events. */
export const now = Date.UTC(2026, 10, 23, 12);

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process, without a terminal and without the environment of whoever runs the tests. */
export async function catalog(
  args: readonly string[],
  over: Partial<Pick<Io, 'cwd' | 'env' | 'now'>> = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    env: {},
    cwd: shipped,
    colour: false,
    live: false,
    width: 100,
    now: () => now,
    ...over,
  };
  const code = await run(args, io);
  return { code, out: out.join(''), err: err.join('') };
}

const folders: string[] = [];

/** An empty folder that goes when the tests of the file end. */
export function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'catalog-')));
  folders.push(folder);
  return folder;
}

/** A copy of the shipped catalog's data, to break. */
export function copyOfShipped(): string {
  const folder = scratch();
  for (const part of ['services', 'config', 'files'])
    cpSync(join(shipped, part), join(folder, part), { recursive: true });
  return folder;
}

export function removeScratch(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
