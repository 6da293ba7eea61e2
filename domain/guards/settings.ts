import { isMap, type Raw } from '../catalog/raw';
import type { GuardLevel } from '../diff/model';
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

/** The settings in the text of `config/guards.yaml`, checked before. */
export function guardSettings(raw: Raw): GuardSettings {
  if (!isMap(raw)) return defaultSettings;
  return {
    levels: isMap(raw.rules) ? (raw.rules as GuardSettings['levels']) : defaultSettings.levels,
    maxStacks: typeof raw.maxStacks === 'number' ? raw.maxStacks : defaultSettings.maxStacks,
    order: Array.isArray(raw.order) ? (raw.order as string[]) : defaultSettings.order,
  };
}
