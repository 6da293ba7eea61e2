import 'cdktf';
import { TokenMap } from 'cdktf/lib/tokens/private/token-map';
import { readFolder } from '../../compile/read';
import { listStacks, type PlannedStack } from '../../compile/stack-list';
import { synthesize } from '../../compile/synthesize';
import { loadCatalog } from '../../domain/catalog/load';
import { now, shipped } from '../cli/harness';

test('a stack leaves none of its tokens behind', () => {
  const { catalog } = loadCatalog(readFolder(shipped), now);
  const tokens = () =>
    ['stringTokenMap', 'numberTokenMap'].map((field) => (Reflect.get(TokenMap.instance(), field) as Map<0, 0>).size);
  const before = tokens();
  const { json } = synthesize(listStacks(catalog, { services: ['checkout'] }).at(-1) as PlannedStack, now);
  expect(json).toContain('aws_autoscaling_group');
  expect(tokens()).toEqual(before);
});
