import type { GuardRule } from '../../guards/model';

/** One change reaches more stacks than a person can look through. */
export const tooManyStacks: GuardRule = {
  name: 'too-many-stacks',
  level: 'warn',
  check: ({ stacks, settings }) =>
    stacks.length <= settings.maxStacks
      ? []
      : [
          {
            reason: `${stacks.length} stacks are affected at once; more than ${settings.maxStacks} are not reviewed well`,
            remedy: 'Split the change, by environment or by team, or raise maxStacks in config/guards.yaml.',
            origin: null,
          },
        ],
};
