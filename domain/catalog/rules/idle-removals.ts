import type { Diagnostic } from '../diagnostic';
import type { Merged } from '../layers';
import { pathText } from '../path';
import { reporter } from '../report';

/**
 * `null` where nothing is inherited that it could remove.
 * @param services one entry, merged for each environment: what it says for all of them removes nothing only if it does so
 *   in none; what an environment's defaults remove is for whichever service inherits something there
 */
export function checkRemovals(services: readonly Merged[], diagnostics: Diagnostic[]): void {
  for (const { layer, path } of services.flatMap(({ idleRemovals }) => idleRemovals)) {
    const at = pathText([...layer.prefix, ...path]);
    const isIdle = ({ layers, idleRemovals }: Merged) =>
      !layers.some(({ source, prefix }) => source === layer.source && pathText(prefix) === pathText(layer.prefix)) ||
      idleRemovals.some(
        (one) => one.layer.source === layer.source && pathText([...one.layer.prefix, ...one.path]) === at,
      );
    if (layer.prefix[0] === 'defaults' || !services.every(isIdle)) continue;
    reporter(
      layer.source,
      diagnostics,
    )({
      path: [...layer.prefix, ...path],
      where: 'key',
      code: 'null-removes-nothing',
      severity: 'warning',
      message: 'nothing stands here, and nothing is inherited that it could remove',
      found: 'nothing',
      expected: 'a map, or no such key',
    });
  }
}
