import type { LoadedCatalog } from '../domain/catalog/loaded';
import { changedLines } from '../domain/diff/changed-lines';
import { type ResourceAction, resourceActions, type StackReview } from '../domain/diff/model';
import { linesOfResources } from '../domain/diff/origins';
import { resourceDifferences } from '../domain/diff/resource-differences';
import type { ChangedStack } from './changed-stacks';
import { linesBehind } from './trace-lines';

/** What the synthesized JSON of changed stacks says, with the lines behind it. */
export function stackReviews(
  changed: readonly ChangedStack[],
  base: LoadedCatalog,
  head: LoadedCatalog,
): StackReview[] {
  return changed.map((stack) => {
    const side = stack.head ?? stack.base;
    const behind = stack.head ? linesBehind(stack.head, head, base) : linesBehind(stack.base, base, head);
    const gone = stack.base ? linesBehind(stack.base, base, head) : behind;
    const resources = resourceDifferences(stack.base?.json, stack.head?.json).map((resource) => ({
      ...resource,
      because: (resource.action === 'delete' ? gone : behind)(resource.address),
      attributes: resource.attributes.map((one) => ({ ...one, because: behind(resource.address, one.attribute) })),
    }));
    const count = (action: ResourceAction) => resources.filter((one) => one.action === action).length;
    const lines = changedLines(base, head, side);
    return {
      stack: side.name,
      kind: side.kind,
      environment: side.environment ?? null,
      service: side.service ?? null,
      level: side.level,
      status: stack.status,
      actions: Object.fromEntries(resourceActions.map((action) => [action, count(action)])) as StackReview['actions'],
      resources,
      because: lines.length > 0 ? lines : linesOfResources(resources),
    };
  });
}
