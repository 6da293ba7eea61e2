import { isMap, type Raw } from '../catalog/raw';
import type { GuardLevel } from '../diff/model';
import type { GuardRule } from './model';
import type { GuardName } from './names';

export interface GuardSettings {
  /** Levels that differ from the rules' own. */
  readonly levels: Readonly<Partial<Record<GuardName, GuardLevel | 'off'>>>;
  /** How many stacks one change may affect before `too-many-stacks` speaks. */
  readonly maxStacks: number;
  /** Environments in the order in which a change goes through them. */
  readonly order: readonly string[];
}

/** What holds without `config/guards.yaml`. */
export const defaultSettings: GuardSettings = { levels: {}, maxStacks: 30, order: ['staging', 'production'] };

/** The settings of a file that was checked before. */
export function guardSettings(raw: Raw): GuardSettings {
  if (!isMap(raw)) return defaultSettings;
  return {
    levels: isMap(raw.rules) ? (raw.rules as GuardSettings['levels']) : defaultSettings.levels,
    maxStacks: typeof raw.maxStacks === 'number' ? raw.maxStacks : defaultSettings.maxStacks,
    order: Array.isArray(raw.order) ? (raw.order as string[]) : defaultSettings.order,
  };
}

/**
 * The settings of a review: where both sides differ, the stricter one, so that no change lowers its own guards.
 * What the head says holds from the next change on.
 */
export function stricterSettings(
  rules: readonly Pick<GuardRule, 'name' | 'level'>[],
  base: GuardSettings,
  head: GuardSettings,
): GuardSettings {
  const stricter = rules.map(({ name, level }) => {
    const levels = [base, head].map((side) => side.levels[name] ?? level);
    return [name, strictness.find((one) => levels.includes(one)) ?? level] as const;
  });
  return {
    levels: Object.fromEntries(stricter),
    maxStacks: Math.min(base.maxStacks, head.maxStacks),
    order: head.order.length >= base.order.length ? head.order : base.order,
  };
}

const strictness = ['block', 'warn', 'off'] as const;
