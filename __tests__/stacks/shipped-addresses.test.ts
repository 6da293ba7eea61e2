import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../compile/compile';
import { readFolder } from '../../compile/read';
import type { CompiledStack } from '../../compile/synthesize';
import { now, shipped } from '../cli/harness';

/**
 * Construct ids are a contract: a changed address destroys and creates. `UPDATE_GOLDEN=1 npx jest shipped-addresses`
 * writes the list anew; read its diff as a plan.
 */
const golden = join(shipped, '__tests__/golden/addresses.txt');

let stacks: readonly CompiledStack[];
beforeAll(() => {
  const { catalog } = compile(readFolder(shipped), now).loaded;
  stacks = compile(readFolder(shipped), now, { environments: catalog.environments.map(({ name }) => name) }).stacks;
});

function addressesOf({ name, json }: CompiledStack): string[] {
  const { resource = {}, output = {} } = JSON.parse(json) as Record<string, Record<string, object>>;
  return [
    ...Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map((id) => `${name} ${type}.${id}`)),
    ...Object.keys(output).map((id) => `${name} output.${id}`),
  ].sort();
}

test('the addresses of the shipped catalog stay as they are', () => {
  const addresses = `${stacks.flatMap(addressesOf).join('\n')}\n`;
  if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(golden, addresses);
  expect(addresses).toBe(readFileSync(golden, 'utf8'));
});

test('no stack holds an absolute path, a secret, or the date of the machine', () => {
  for (const { json } of stacks) {
    expect(json).not.toContain(shipped);
    expect(json).not.toMatch(/"(token|auth|access_key|secret_key|password)":/);
  }
});

test('every resource of every stack is traced to a line of the catalog', () => {
  for (const stack of stacks) {
    for (const address of addressesOf(stack).map((line) => line.split(' ')[1] as string)) {
      if (address.startsWith('output.')) continue;
      // what an environment needs whatever its services are has no line of an entry
      const isPlatform = stack.kind === 'platform';
      expect([stack.name, address, isPlatform || stack.trace.has(address)]).toEqual([stack.name, address, true]);
    }
  }
});

test('keys to PagerDuty cross stacks as sensitive outputs, and stand nowhere in the text', () => {
  const oncall = stacks.find(({ name }) => name === 'oncall-payments');
  const { output } = JSON.parse(oncall?.json ?? '{}') as { output: Record<string, { sensitive?: boolean }> };
  const keys = Object.keys(output).filter((name) => name.startsWith('integration-key-'));
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((name) => output[name]?.sensitive !== true)).toEqual([]);
});
