import { loadCatalog } from '../domain/catalog/load';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import type { CatalogMemory } from '../domain/catalog/memory';
import type { Change, Review } from '../domain/diff/model';
import { catalogReview } from '../domain/diff/review';
import { type SoundPart, soundPart } from '../domain/diff/sound-part';
import { type ChangedStack, changedStacks } from './changed-stacks';
import { compilerChange } from './compiler-changes';
import { isCatalogFolder, readBase } from './read';
import type { StackSelection } from './stack-list';
import { stackReviews } from './stack-reviews';

export interface ReviewInput {
  /** Directory of the catalog, absolute. */
  readonly root: string;
  readonly head: LoadedCatalog;
  /** What the head was loaded with. */
  readonly memory?: CatalogMemory;
  /** An absolute directory, or a git ref. */
  readonly base: string;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** Checked against both sides. */
  readonly selection: (base: LoadedCatalog) => StackSelection;
}

/** Both sides, and the stacks that are not the same. */
export interface Comparison {
  readonly base: LoadedCatalog;
  /** What of the base can be compared with. */
  readonly sound: SoundPart;
  readonly head: LoadedCatalog;
  readonly changed: readonly ChangedStack[];
  /** Where the code that compiles changes too. */
  readonly compiler?: Change;
  readonly nowMs: number;
  readonly selection: StackSelection;
}

/**
 * Both sides compiled by the code at hand, as far as they differ.
 * @throws UnreadableCatalog where the base does not exist
 */
export function compareCatalogs({ root, head, base: name, memory, nowMs, selection: select }: ReviewInput): Comparison {
  const base = loadCatalog(readBase(root, name), nowMs, memory);
  const selection = select(base);
  const sound = soundPart(base);
  const changed = changedStacks(sound.loaded, head, nowMs, selection);
  const bootstraps = [base, head].flatMap(({ catalog }) =>
    catalog.services.flatMap(({ compute }) => compute?.bootstrap?.path ?? []),
  );
  const compiler = isCatalogFolder(name) ? undefined : compilerChange(root, name, new Set(bootstraps));
  return { base, sound, head, changed, nowMs, selection, ...(compiler ? { compiler } : {}) };
}

/** Everything that can be said of a comparison without Terraform. */
export function reviewCatalog({ changed, ...comparison }: Comparison): Review {
  const stacks = stackReviews(changed, comparison.sound.loaded, comparison.head);
  return catalogReview({ ...comparison, stacks });
}
