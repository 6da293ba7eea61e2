import type { Scaling } from '../catalog/model';
import type { Path } from '../catalog/path';
import { type Bound, holdingSince, timersOf } from '../scaling/firings';
import { runningEvent } from '../scaling/sizes-at';

/** Path in an entry of what sets a bound of a service at an instant, by the rules of `sizesAt`. */
export function governingSize(scaling: Scaling, bound: Bound, atMs: number): Path {
  const event = runningEvent(scaling, atMs);
  if (event?.[bound] !== undefined) return ['scaling', 'events', scaling.events.indexOf(event), bound];
  let path: Path = ['scaling', bound];
  let since = Number.NEGATIVE_INFINITY;
  for (const timer of timersOf(scaling)) {
    const start = timer.entry[bound] === undefined ? undefined : holdingSince(timer, atMs);
    if (start === undefined || start < since) continue;
    since = start;
    path = ['scaling', 'schedule', timer.index, bound];
  }
  return path;
}
