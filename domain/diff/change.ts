import type { LoadedService } from '../catalog/loaded';
import type { Environment } from '../catalog/model';
import type { SourceFile } from '../catalog/text/source-file';
import { type Change, type ChangeKind, type ChangeSeverity, changeKinds, changeSeverities, type Json } from './model';
import { originAt, originOf, originOnEither } from './origins';

/** One service in one environment, before and after. */
export interface Pair {
  readonly base: LoadedService;
  readonly head: LoadedService;
  readonly baseEnvironment: Environment;
  readonly headEnvironment: Environment;
  readonly headEnvironmentSource: SourceFile;
  /** `config/alert-windows.yaml` of the head, else of the base. */
  readonly alertWindowsSource: SourceFile | undefined;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

export interface Said {
  readonly summary: string;
  readonly severity: ChangeSeverity;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Path of the value in the head's entry, which may say it no more; without it, `basePath` in the base's. */
  readonly path?: string;
  readonly basePath?: string;
  readonly details?: readonly string[];
}

/** A change of a service, with the line it comes from. */
export function change(pair: Pick<Pair, 'base' | 'head'>, kind: ChangeKind, said: Said): Change {
  const { path, basePath, summary, severity, details = [] } = said;
  const origin = path !== undefined ? originOnEither(pair, path) : originOf(pair.base, basePath ?? '');
  return { kind, summary, severity, before: json(said.before), after: json(said.after), origin, details };
}

/** Origin and words for what `paging` of the environment changed. */
export function environmentPaging({
  headEnvironment,
  headEnvironmentSource,
}: Pair): Pick<Change, 'origin' | 'details'> {
  return {
    origin: originAt(headEnvironmentSource, 'paging'),
    details: [`paging is ${headEnvironment.paging ? 'on' : 'off'} in ${headEnvironment.name}`],
  };
}

/** Plain data, without what is undefined. */
export function json(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
}

export const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const severityRank = (severity: ChangeSeverity) => changeSeverities.indexOf(severity);

type Ranked = Pick<Change, 'kind' | 'severity'>;

/** Worst first; within a severity in the order of the kinds. */
export function compareChanges(a: Ranked, b: Ranked): number {
  return (
    Number(b.kind === 'compiler') - Number(a.kind === 'compiler') ||
    severityRank(a.severity) - severityRank(b.severity) ||
    changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind)
  );
}

/** Items of two lists by name: in both, only in the base, only in the head. */
export function byName<Item extends { readonly name: string }>(base: readonly Item[], head: readonly Item[]) {
  const named = (items: readonly Item[]) => items.map((item, index) => ({ item, index }));
  const [left, right] = [named(base), named(head)];
  const find = (items: typeof left, name: string) => items.find(({ item }) => item.name === name);
  return {
    kept: right.flatMap((after) => {
      const before = find(left, after.item.name);
      return before ? [{ before, after }] : [];
    }),
    gone: left.filter(({ item }) => !find(right, item.name)),
    added: right.filter(({ item }) => !find(left, item.name)),
  };
}
