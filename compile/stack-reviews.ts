import type { LoadedCatalog } from '../domain/catalog/load';
import { changedLines } from '../domain/diff/changed-lines';
import { type Origin, type ResourceAction, resourceActions, type StackReview } from '../domain/diff/model';
import { resourceDifferences } from '../domain/diff/resource-differences';
import { sourceLines } from '../domain/diff/source-lines';
import type { ChangedStack } from './changed-stacks';
import type { CompiledStack } from './synthesize';

/** What the synthesized JSON of changed stacks says, with the lines behind it. */
export function stackReviews(
  changed: readonly ChangedStack[],
  base: LoadedCatalog,
  head: LoadedCatalog,
): StackReview[] {
  return changed.map((stack) => {
    const side = (stack.head ?? stack.base) as CompiledStack;
    const resources = resourceDifferences(stack.base?.json, stack.head?.json).map((resource) => ({
      ...resource,
      because: behind(stack, base, head, resource.address),
      attributes: resource.attributes.map((one) => ({
        ...one,
        because: behind(stack, base, head, resource.address, one.attribute),
      })),
    }));
    const count = (action: ResourceAction) => resources.filter((one) => one.action === action).length;
    return {
      stack: side.name,
      kind: side.kind,
      environment: side.environment ?? null,
      service: side.service ?? null,
      level: side.level,
      status: stack.status,
      actions: Object.fromEntries(resourceActions.map((action) => [action, count(action)])) as StackReview['actions'],
      resources,
      because: changedLines(base, head, side),
    };
  });
}

/** Lines that constructs registered for an address, or for one of its attributes: of the head, else of the base. */
function behind(
  stack: ChangedStack,
  base: LoadedCatalog,
  head: LoadedCatalog,
  address: string,
  attribute = '',
): Origin[] {
  const inHead = stack.head?.trace.get(address);
  const trace = inHead ?? stack.base?.trace.get(address);
  const paths = trace?.get(attribute) ?? trace?.get('') ?? [];
  return sourceLines(inHead ? head : base, (stack.head ?? stack.base).environment, paths);
}
