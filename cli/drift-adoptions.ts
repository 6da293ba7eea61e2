import { changedStacks } from '../compile/changed-stacks';
import type { Compilation } from '../compile/compile';
import { readFolder } from '../compile/read';
import { listStacks } from '../compile/stack-list';
import { type CompiledStack, synthesize } from '../compile/synthesize';
import type { StackScan } from '../deploy/scan-stack';
import { loadCatalog } from '../domain/catalog/load';
import type { CatalogFiles } from '../domain/catalog/read-files';
import { alsoChanged, isAdopted } from '../domain/drift/adopt/is-adopted';
import type { CatalogEdit, Proposal } from '../domain/drift/adopt/proposal';
import { proposals } from '../domain/drift/adopt/proposals';
import { unifiedDiff } from '../domain/drift/adopt/unified-diff';
import { NotEditable } from '../domain/drift/adopt/yaml-text';
import type { Judged } from '../domain/drift/judge';
import type { Adoption } from '../domain/drift/model';

export interface Adoptions {
  readonly each: ReadonlyMap<Judged, Adoption>;
  readonly all: Adoption | null;
}

/** Patches for a stack's drift. Each was compiled: it says what the world has, and the catalog has no error with it. */
export function adoptions(
  stack: CompiledStack,
  { judgement, plan }: StackScan,
  { loaded, root, nowMs }: Compilation & { readonly root: string; readonly nowMs: number },
): Adoptions {
  const each = new Map<Judged, Adoption>();
  if (judgement === undefined || plan === undefined) return { each, all: null };
  const { environment, service, team } = stack;
  const sources = (address: string, attribute: string) => stack.trace.get(address)?.get(attribute) ?? [];
  const found = proposals(judgement.drift, { loaded, nowMs, environment, service, team, plan, sources });
  if (found.length === 0) return { each, all: null };
  const files = readFolder(root);
  const tried = (some: readonly Proposal[]) => adoption(some, { stack, loaded, files, nowMs });
  const usable = found.filter((proposal) => {
    const adopted = tried([proposal]);
    for (const one of proposal.adopts) if (adopted) each.set(one, adopted);
    return adopted !== undefined;
  });
  // together they may be right where each alone is not: a minimum above the old maximum
  return { each, all: tried(found) ?? (usable.length > 0 ? (tried(usable) ?? null) : null) };
}

interface Catalog {
  readonly stack: CompiledStack;
  readonly loaded: Compilation['loaded'];
  readonly files: CatalogFiles;
  readonly nowMs: number;
}

function adoption(some: readonly Proposal[], { stack, loaded, files, nowMs }: Catalog): Adoption | undefined {
  const texts = edited(
    files,
    some.flatMap(({ edits }) => edits),
  );
  if (texts === undefined) return undefined;
  const patched = loadCatalog({ ...files, read: (path) => bytesOf(texts.get(path)?.after) ?? files.read(path) }, nowMs);
  if (!patched.ok) return undefined;
  const planned = listStacks(patched.catalog, {
    ...(stack.environment === undefined ? {} : { environments: [stack.environment] }),
  }).find(({ name }) => name === stack.name);
  const findings = some.flatMap(({ adopts }) => adopts);
  if (planned === undefined) return undefined;
  const { json } = synthesize(planned, nowMs);
  if (!isAdopted(findings, json)) return undefined;
  const environments = loaded.catalog.environments.map(({ name }) => name);
  const others = changedStacks(loaded, patched, nowMs, { environments })
    .map(({ head, base }) => (head ?? base)?.name)
    .filter((name) => name !== stack.name);
  const leaves = alsoChanged(findings, stack.json, json);
  const also = others.length === 0 ? '' : `; also changes ${others.join(', ')}`;
  const left = leaves.length === 0 ? '' : `; then still to deploy: ${leaves.join(', ')}`;
  return {
    summary: `${some.map(({ summary }) => summary).join('; ')}${also}${left}`,
    leaves,
    patch: [...texts].map(([file, { before, after }]) => unifiedDiff(file, before, after)).join(''),
  };
}

/** File → its text before and after all edits; undefined where one cannot be made. */
function edited(files: CatalogFiles, edits: readonly CatalogEdit[]) {
  const texts = new Map<string, { before: string; after: string }>();
  try {
    for (const { file, edit } of edits) {
      const before = texts.get(file)?.before ?? new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.read(file));
      texts.set(file, { before, after: edit(texts.get(file)?.after ?? before) });
    }
    return texts;
  } catch (error) {
    if (error instanceof NotEditable) return undefined;
    throw error;
  }
}

const bytesOf = (text: string | undefined) => (text === undefined ? undefined : new TextEncoder().encode(text));
