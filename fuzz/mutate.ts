import { parse, stringify } from 'yaml';
import { values, words } from './dictionary';
import type { Random } from './random';

type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** A file with a few things wrong, or different. */
export function mutated(file: Buffer, random: Random): Buffer {
  let result = file;
  for (let left = 1 + random.below(4); left > 0; left--) result = random.pick(mutations)(result, random);
  return result;
}

/** Applies a change to the text. */
const text =
  (change: (text: string, random: Random) => string): Mutation =>
  (bytes, random) =>
    Buffer.from(change(bytes.toString('utf8'), random));

/** Applies a change to the lines. */
const lines = (change: (lines: string[], random: Random) => void): Mutation =>
  text((all, random) => {
    const list = all.split('\n');
    change(list, random);
    return list.join('\n');
  });

/** Applies a change to the data, where the file still holds any; the order of keys stays. */
const data = (change: (spots: Spot[], random: Random) => void): Mutation =>
  text((all, random) => {
    try {
      const holder = { root: parse(all, { logLevel: 'silent' }) as unknown };
      change(spotsIn(holder), random);
      return stringify(holder.root, { lineWidth: 0 }) ?? '';
    } catch {
      return all;
    }
  });

/** A place in the data: a key of a map, or a position in a list. */
interface Spot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function spotsIn(value: unknown): Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...spotsIn(holder[key])]);
}

const at = (limit: number, random: Random) => random.below(limit + 1);

/** More than one line of a kind makes it likelier. */
const mutations: readonly Mutation[] = [
  // bytes
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  (bytes, random) => bytes.subarray(0, at(bytes.length, random)),
  (bytes, random) => {
    const [from, to] = [at(bytes.length, random), at(bytes.length, random)].sort((a, b) => a - b) as [number, number];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.min(to, from + 40))]);
  },
  (bytes, random) => {
    const place = at(bytes.length, random);
    const noise = Buffer.from(Array.from({ length: 1 + random.below(8) }, () => random.below(256)));
    return Buffer.concat([bytes.subarray(0, place), noise, bytes.subarray(place)]);
  },
  // text
  text((all, random) => {
    const place = at(all.length, random);
    return all.slice(0, place) + random.pick(words) + all.slice(place);
  }),
  text((all, random) => {
    const place = at(all.length, random);
    return all.slice(0, place) + random.pick([...'{}[]:,"\'|>&*!%@`#-? \n\t\r\\']) + all.slice(place);
  }),
  text((all) => all.replaceAll('\n', '\r\n')),
  text((all) => `\uFEFF${all}`),
  // lines
  lines((list, random) => list.splice(random.below(list.length), 1)),
  lines((list, random) => list.splice(random.below(list.length), 0, random.pick(list))),
  lines((list, random) => {
    const place = random.below(list.length);
    list[place] = `${random.pick([' ', '  ', '\t', '    '])}${list[place]}`;
  }),
  lines((list, random) => {
    const place = random.below(list.length);
    list[place] = (list[place] ?? '').replace(/:.*/, `: ${random.pick(words)}`);
  }),
  // structure and types
  data((spots, random) => {
    const { holder, key } = random.pick(spots);
    holder[key] = structuredClone(random.pick(values));
  }),
  data((spots, random) => {
    const { holder, key } = random.pick(spots);
    holder[key] = structuredClone(random.pick(spots).holder);
  }),
  data((spots, random) => {
    const [one, other] = [random.pick(spots), random.pick(spots)];
    const value = structuredClone(one.holder[one.key]);
    one.holder[one.key] = structuredClone(other.holder[other.key]);
    other.holder[other.key] = value;
  }),
  data((spots, random) => {
    const { holder, key } = random.pick(spots);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  }),
  data((spots, random) => {
    const { holder, key } = random.pick(spots);
    if (Array.isArray(holder)) return;
    const letters = [...key];
    letters.splice(random.below(letters.length + 1), random.below(2), random.pick([...'abcxyz-_ ']));
    holder[letters.join('')] = holder[key];
    delete holder[key];
  }),
  // sizes
  data((spots, random) => {
    const lists = spots.filter(
      ({ holder, key }) => Array.isArray(holder[key]) && (holder[key] as unknown[]).length > 0,
    );
    if (lists.length === 0) return;
    const { holder, key } = random.pick(lists);
    const items = holder[key] as unknown[];
    holder[key] = Array.from({ length: random.pick([2, 10, 130, 1_001]) }, (_, index) =>
      structuredClone(items[index % items.length]),
    );
  }),
  data((spots, random) => {
    const { holder, key } = random.pick(spots);
    if (typeof holder[key] === 'string') holder[key] = (holder[key] as string).repeat(random.pick([2, 50, 2_000]));
  }),
  data((spots, random) => {
    const { holder, key } = random.pick(spots);
    let nested: unknown = holder[key];
    for (let depth = random.pick([1, 20, 40, 400]); depth > 0; depth--)
      nested = random.chance(0.5) ? [nested] : { a: nested };
    holder[key] = nested;
  }),
  text((all, random) => (random.chance(0.02) ? `${all}# ${'x'.repeat(300_000)}` : all)),
  text((all, random) => {
    if (!random.chance(0.1)) return all;
    const levels = Array.from(
      { length: 8 },
      (_, i) =>
        `b${i}: &b${i} [${Array(9)
          .fill(i === 0 ? 'x' : `*b${i - 1}`)
          .join(', ')}]`,
    );
    return `${levels.join('\n')}\n${all}`;
  }),
];
