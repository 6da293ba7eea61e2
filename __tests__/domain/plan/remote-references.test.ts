import { compile } from '../../../compile/compile';
import { readFolder } from '../../../compile/read';
import { isStandIn, remoteReferences, scratchCopy } from '../../../domain/plan/remote-references';
import { now, shipped } from '../../cli/harness';

const { stacks } = compile(readFolder(shipped), now, { environments: ['sandbox'] });
const { json } = stacks.find(({ name }) => name === 'sandbox-checkout') as (typeof stacks)[number];
const KEY = { stack: 'sandbox-oncall-payments', output: 'integration-key-sandbox-checkout' };

test('finds what a stack reads from others', () => {
  expect(remoteReferences(json)).toContainEqual(KEY);
});

test('replaces an unknown key by a value that is yet to be made, and no other', () => {
  const copy = scratchCopy(json, ({ stack }) => stack === KEY.stack);
  expect(remoteReferences(copy.json)).toEqual(remoteReferences(json).filter(({ stack }) => stack !== KEY.stack));
  expect(copy.json).not.toContain(`state-of-${KEY.stack}`);
  expect(copy.json).toContain('${terraform_data.known-after-sandbox-oncall-payments.id}');
  expect([...copy.knownAfter.keys()]).toEqual(['grafana_contact_point.monitoring_contact-point']);
  expect(isStandIn('terraform_data.known-after-sandbox-oncall-payments')).toBe(true);
});

test('keeps the state of a stack that something else is read from', () => {
  const other = { ...KEY, output: 'integration-key-sandbox-cart' };
  const both = json.replace(
    '"resource": {',
    `"output": {"x": {"value": "\${data.terraform_remote_state.state-of-${other.stack}.outputs.${other.output}}"}}, "resource": {`,
  );
  const copy = scratchCopy(both, ({ output }) => output === KEY.output);
  expect(remoteReferences(copy.json)).toContainEqual(other);
  expect(copy.json).toContain(`state-of-${KEY.stack}`);
});

test('a stack that reads nothing unknown stays as it is', () => {
  expect(scratchCopy(json, () => false)).toEqual({ json, knownAfter: new Map() });
});
