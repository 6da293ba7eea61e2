import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/** After so many milliseconds, or once the command has said this. */
type Moment = number | RegExp;

/** What befalls a command. */
export type Fault =
  | { readonly kind: 'signal'; readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'; readonly at: Moment }
  /** The command and all of its children at once, as when the machine goes down. */
  | { readonly kind: 'power'; readonly at: Moment }
  /** No file grows beyond this. */
  | { readonly kind: 'full-disk'; readonly blocks: number }
  | { readonly kind: 'read-only'; readonly folder: string };

/** Numbers in [0, 1) that a seed repeats (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * One fault for a command that usually takes `usualMs`; folders are those that it writes, below the catalog. Most are
 * kills: there are more moments than places.
 */
export function anyFault(random: () => number, usualMs: number, folders: readonly string[]): Fault {
  const at = Math.round(usualMs * (0.1 + random()));
  const among = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const kind = among(['signal', 'signal', 'signal', 'power', 'power', 'full-disk', 'read-only'] as const);
  if (kind === 'power') return { kind, at };
  // a block is half a kibibyte; what the commands write lies between one and a hundred
  if (kind === 'full-disk') return { kind, blocks: Math.round(2 ** (random() * 8)) };
  if (kind === 'read-only') return { kind, folder: among(folders) };
  return { kind, at, signal: among(['SIGINT', 'SIGTERM', 'SIGKILL']) };
}

export function faultText(fault: Fault): string {
  if (fault.kind === 'signal') return `${fault.signal} at ${fault.at}`;
  if (fault.kind === 'power') return `SIGKILL to all of its processes at ${fault.at}`;
  if (fault.kind === 'full-disk') return `no file beyond ${fault.blocks} blocks`;
  return `${fault.folder} is read-only`;
}

/**
 * The words that run a command under the fault. A limit is the shell's; for a user who may write everything, the
 * command gives that up, so that a read-only folder is one.
 */
export function underFault(fault: Fault | undefined, command: readonly string[]): string[] {
  if (fault?.kind === 'full-disk')
    // a full disk sends no signal
    return ['sh', '-c', `trap '' XFSZ; ulimit -f ${fault.blocks}; exec "$@"`, 'sh', ...command];
  if (fault?.kind === 'read-only' && process.getuid?.() === 0)
    return ['setpriv', '--bounding-set', '-dac_override,-dac_read_search', '--', ...command];
  return [...command];
}

/** Takes the right to write away from a folder, and returns what gives it back. */
export function protect(fault: Fault, root: string): () => void {
  if (fault.kind !== 'read-only') return () => {};
  const folder = join(root, fault.folder);
  if (!existsSync(folder)) return () => {};
  chmodSync(folder, 0o555);
  return () => existsSync(folder) && chmodSync(folder, 0o755);
}
