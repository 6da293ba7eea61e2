import type { LoadedCatalog } from '../../catalog/loaded';
import type { NamedPath } from '../../diff/source-lines';
import type { PlanDocument } from '../../plan/document';
import type { Judged } from '../judge';

/** An edit of a file of the catalog. */
export interface CatalogEdit {
  readonly file: string;
  /** Throws `NotEditable` where the text does not allow it. */
  readonly edit: (text: string) => string;
}

/** How the catalog would say what the world has now. */
export interface Proposal {
  readonly summary: string;
  readonly edits: readonly CatalogEdit[];
  /** Differences that the edits adopt, all together. */
  readonly adopts: readonly Judged[];
}

export interface AdoptionContext {
  readonly loaded: LoadedCatalog;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly environment: string | undefined;
  readonly service: string | undefined;
  readonly team: string | undefined;
  readonly plan: PlanDocument;
  /** Paths of the catalog behind an attribute of an address; `''` is the resource itself. */
  readonly sources: (address: string, attribute: string) => readonly NamedPath[];
}
