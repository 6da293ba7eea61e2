/** A place in a YAML file: keys and list positions from the root. */
export type Path = readonly (string | number)[];

/** `scaling.events[0].from`, `links["a b"]`: how a path is written everywhere. */
export function pathText(path: Path): string {
  return path.reduce<string>(stepText, '');
}

/** The text of a path with one step more. */
export function stepText(text: string, step: string | number): string {
  if (typeof step === 'number') return `${text}[${step}]`;
  if (!/^[A-Za-z0-9_-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
  return text === '' ? step : `${text}.${step}`;
}

/** The inverse of `pathText`. */
export function parsePath(text: string): (string | number)[] {
  return [...text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([A-Za-z0-9_-]+)/g)].map(([, index, quoted, key]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (key as string) : (JSON.parse(quoted) as string);
  });
}

/** Whether the path of the first text lies below that of the second. */
export function isBelow(text: string, ancestor: string): boolean {
  if (ancestor === '') return text !== '';
  const next = text[ancestor.length];
  return text.startsWith(ancestor) && (next === '.' || next === '[');
}
