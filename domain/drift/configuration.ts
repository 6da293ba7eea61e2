import type { Path } from '../catalog/path';
import { parsedJson } from '../plan/differences';
import { isMap } from '../plan/value';

type Block = Readonly<Record<string, unknown>>;

/** The blocks of a synthesized stack's resources, by type and name. */
export function configurationBlocks(json: string): (type: string, name: string) => Block | undefined {
  const { resource } = JSON.parse(json) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  };
  return (type, name) => resource?.[type]?.[name];
}

/** Attributes that a resource's block sets and does not ignore. */
export function configuredOf(block: Block): Set<string> {
  const lifecycle = block.lifecycle as { ignore_changes?: unknown } | undefined;
  const ignored = Array.isArray(lifecycle?.ignore_changes) ? lifecycle.ignore_changes.map(String) : [];
  const meta = ['lifecycle', 'depends_on', 'provider', 'count', 'for_each', 'provisioner', 'connection', '//'];
  return new Set(Object.keys(block).filter((name) => !meta.includes(name) && !ignored.includes(name)));
}

/** What a block says at a path; a text that refers to something stands for all below it. */
export function askedAt(said: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (step === undefined || said === undefined || said === null) return said;
  if (typeof said === 'string') {
    const data = parsedJson(said);
    return data === undefined ? said : askedAt(data, path);
  }
  // a block that stands once is a list of one in a plan
  if (isMap(said)) return typeof step === 'number' ? askedAt(said, rest) : askedAt(said[step], rest);
  return Array.isArray(said) ? askedAt(said[Number(step)], rest) : said;
}

/** `${aws_x.name.attribute}` in a text of the configuration → `aws_x.name`. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(/\b((?:aws|grafana|pagerduty|terraform)_[a-z0-9_]+\.[A-Za-z0-9_-]+)/g)].map(
    ([, address = '']) => address,
  );
}
