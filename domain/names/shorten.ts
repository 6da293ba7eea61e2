import { hash } from 'node:crypto';

/** The first `length` hexadecimal digits of SHA-256 over the parts, which never run into one another. */
export function shortHash(parts: readonly string[], length = 8): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, length);
}

/** `name` itself where it fits in `limit` characters, else its beginning and a hash of the whole. */
export function shorten(name: string, limit: number): string {
  if (name.length <= limit) return name;
  return `${name.slice(0, limit - 9).replace(/-+$/, '')}-${shortHash([name])}`;
}
