import { distance } from 'fastest-levenshtein';

/**
 * The known word that `word` was probably meant to be: the nearest (a third of its length away, at most 4), else the one
 * that it begins. Null where there is none.
 */
export function nearest(word: string, known: readonly string[]): string | null {
  if (word.length > 200) return null;
  // what stands in front of the last part of a path makes nothing nearer
  const { length } = word.slice(word.lastIndexOf('/') + 1);
  const limit = Math.min(4, Math.max(1, Math.ceil(length / 3)));
  const written = word.toLowerCase();
  let best: { word: string; distance: number } | undefined;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const away = distance(written, candidate.toLowerCase());
    // another letter in the place of a single one is no misspelling of it
    if (away <= limit && away < candidate.length && (!best || away < best.distance))
      best = { word: candidate, distance: away };
  }
  if (best || word.length < 3) return best?.word ?? null;
  const [begun, another] = known.filter((candidate) => candidate.toLowerCase().startsWith(written));
  return another === undefined ? (begun ?? null) : null;
}
