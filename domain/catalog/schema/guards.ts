import { guardNames } from '../../guards/names';
import * as field from './fields';
import { acceptList } from './service';

const level = field.choice(['block', 'warn', 'off']).optional();

/** `config/guards.yaml`, which a catalog need not have. */
export const guardsSchema = field.map({
  rules: field.map(Object.fromEntries(guardNames.map((name) => [name, level]))).optional(),
  maxStacks: field.wholeNumber(1, 1_000_000).optional(),
  order: field.list(field.text(12, 'the name of an environment')).optional(),
  accept: acceptList.optional(),
});
