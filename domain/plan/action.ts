import { type ResourceAction, resourceActions } from '../diff/model';
import type { ResourceChangeJson } from './document';

const worstFirst: readonly ResourceAction[] = ['delete', 'replace', 'forget', 'update', 'create', 'move', 'import'];

/** The smaller, the more may be lost. */
export const actionRank = (action: ResourceAction) => worstFirst.indexOf(action);

/**
 * The fate of a resource; undefined where nothing happens to it. Destruction is told by `delete` alone, so that a way
 * to destroy that this code does not know is none that it plays down.
 */
export function actionOf({ change, previous_address, address }: ResourceChangeJson): ResourceAction | undefined {
  const steps = new Set(change.actions);
  if (steps.has('delete')) return steps.has('create') ? 'replace' : 'delete';
  if (steps.has('forget')) return steps.has('create') ? 'replace' : 'forget';
  if (steps.has('create')) return 'create';
  if (steps.has('no-op')) {
    if (change.importing) return 'import';
    return previous_address !== undefined && previous_address !== address ? 'move' : undefined;
  }
  return steps.has('read') ? undefined : 'update';
}

export type ReplaceOrder = 'delete-first' | 'create-first' | 'forgets-old';

export function replaceOrder({ change }: ResourceChangeJson): ReplaceOrder | undefined {
  const steps = change.actions;
  if (!steps.includes('create')) return undefined;
  if (steps.includes('forget')) return 'forgets-old';
  if (!steps.includes('delete')) return undefined;
  return steps.indexOf('create') < steps.indexOf('delete') ? 'create-first' : 'delete-first';
}

/** How many resources meet each fate; one that is moved or imported, and changed too, counts as changed. */
export function countActions(
  changes: readonly { readonly action: ResourceAction }[],
): Readonly<Record<ResourceAction, number>> {
  const counts = Object.fromEntries(resourceActions.map((action) => [action, 0])) as Record<ResourceAction, number>;
  for (const { action } of changes) counts[action]++;
  return counts;
}

/** `action_reason` in words (https://developer.hashicorp.com/terraform/internals/json-format, change representation). */
const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: 'tainted: an earlier apply left it incomplete',
  replace_because_cannot_update: 'cannot be changed in place',
  replace_by_request: 'asked for',
  replace_by_triggers: 'something that triggers its replacement changes',
  delete_because_no_resource_config: 'no longer in the configuration',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_wrong_repetition: 'count or for_each came or went',
  delete_because_count_index: 'count is smaller',
  delete_because_each_key: 'its key is no longer in for_each',
  delete_because_no_move_target: 'moved to where no configuration is',
};

export function reasonText({ action_reason, deposed, change }: ResourceChangeJson): string | undefined {
  if (deposed !== undefined) return 'left over from a replacement that did not finish';
  if (action_reason !== undefined) return reasons[action_reason] ?? action_reason.replaceAll('_', ' ');
  return change.actions.includes('forget') ? 'leaves the state, and stays in the world' : undefined;
}
