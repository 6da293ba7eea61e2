import { type LoadedCatalog, loadCatalog } from '../domain/catalog/load';
import type { Review } from '../domain/diff/model';
import { catalogReview } from '../domain/diff/review';
import { soundPart } from '../domain/diff/sound-part';
import { changedStacks } from './changed-stacks';
import { compilerChange } from './compiler-changes';
import { isCatalogFolder, readBase } from './read';
import type { StackSelection } from './stack-list';
import { stackReviews } from './stack-reviews';

export interface ReviewInput {
  /** Directory of the catalog, absolute. */
  readonly root: string;
  readonly head: LoadedCatalog;
  /** An absolute directory, or a git ref. */
  readonly base: string;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** Checked against both sides. */
  readonly selection: (base: LoadedCatalog) => StackSelection;
}

/**
 * Both sides compiled by the code at hand, as far as they differ, and everything that can be said without Terraform.
 * @throws UnreadableCatalog where the base does not exist
 */
export function reviewCatalog({ root, head, base: name, nowMs, selection: select }: ReviewInput): Review {
  const base = loadCatalog(readBase(root, name), nowMs);
  const selection = select(base);
  const sound = soundPart(base);
  const stacks = stackReviews(changedStacks(sound.loaded, head, nowMs, selection), sound.loaded, head);
  const bootstraps = [base, head].flatMap(({ catalog }) =>
    catalog.services.flatMap(({ compute }) => compute?.bootstrap?.path ?? []),
  );
  const compiler = isCatalogFolder(name) ? undefined : compilerChange(root, name, new Set(bootstraps));
  return catalogReview({ base, sound, head, stacks, nowMs, selection, ...(compiler ? { compiler } : {}) });
}
