import { distance } from 'fastest-levenshtein';

/** The known word that `word` was probably meant to be, or null when none is near (a third of its length, at most 4). */
export function nearest(word: string, known: readonly string[]): string | null {
  if (word.length > 200) return null;
  const limit = Math.min(4, Math.max(1, Math.ceil(word.length / 3)));
  let best: { word: string; distance: number } | undefined;
  for (const candidate of known) {
    if (candidate === '' || Math.abs(candidate.length - word.length) > limit) continue;
    const away = distance(word.toLowerCase(), candidate.toLowerCase());
    if (away <= limit && (!best || away < best.distance)) best = { word: candidate, distance: away };
  }
  return best?.word ?? null;
}
