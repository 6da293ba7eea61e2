import type { Subcommand } from './subcommand';

/**
 * One file each, loaded when it is asked for: starting all of them costs more than most of them do. The order is the
 * help's.
 */
const files: ReadonlyMap<string, () => Subcommand> = new Map([
  ['validate', () => (require('./validate') as typeof import('./validate')).validate],
  ['list', () => (require('./list') as typeof import('./list')).list],
  ['explain', () => (require('./explain') as typeof import('./explain')).explain],
  ['synth', () => (require('./synth') as typeof import('./synth')).synth],
  ['diff', () => (require('./diff') as typeof import('./diff')).diff],
  ['plan', () => (require('./plan') as typeof import('./plan')).plan],
  ['comment', () => (require('./comment') as typeof import('./comment')).comment],
  ['stacks', () => (require('./stacks') as typeof import('./stacks')).stacks],
  ['deploy', () => (require('./deploy') as typeof import('./deploy')).deploy],
  ['drift', () => (require('./drift') as typeof import('./drift')).drift],
  ['alerts', () => (require('./alerts') as typeof import('./alerts')).alerts],
  ['sandbox', () => (require('./sandbox') as typeof import('./sandbox')).sandbox],
  ['start', () => (require('./start') as typeof import('./start')).start],
]);

/** The subcommand that the arguments name; all of them where they name none, for the help and the nearest spelling. */
export function subcommandsFor(args: readonly string[]): readonly Subcommand[] {
  const named = files.get(args[0] ?? '');
  return named ? [named()] : [...files.values()].map((load) => load());
}
