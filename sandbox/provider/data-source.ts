import type { WorldResource } from '../world';
import type { DataSource, Setting } from './behaviour';
import { emptyOf } from './fill';
import type { Block } from './schema';
import { sameValue, type ValueMap } from './value';

/**
 * What a data source answers: the resource of the world that has all its arguments, else what is made up for it, else
 * the empty values of its attributes. A text is why there is no answer.
 */
export function answer(
  type: string,
  block: Block,
  config: ValueMap,
  made: DataSource | undefined,
  setting: Setting,
  world: readonly WorldResource[],
): ValueMap | string {
  const asked = Object.entries(config).filter(([name, value]) => value !== null && name in (block.attributes ?? {}));
  const found = world.find(
    ({ type: other, attributes }) =>
      other === type &&
      asked.some(([name]) => name in attributes) &&
      asked.every(([name, value]) => !(name in attributes) || sameValue(attributes[name] ?? null, value)),
  );
  const source = found?.attributes ?? made?.(config, setting) ?? {};
  if (typeof source === 'string') return source;
  const known: ValueMap = { ...config };
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if ((config[name] ?? null) === null && attribute.computed) known[name] = source[name] ?? emptyOf(attribute.type);
  }
  for (const name of Object.keys(block.block_types ?? {})) known[name] = source[name] ?? config[name] ?? null;
  return { ...known, id: source.id ?? config.id ?? type };
}
