import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, copyOfShipped, removeScratch, scratch } from './harness';

afterAll(removeScratch);

const stacksIn = (folder: string) => readdirSync(join(folder, 'stacks')).sort();
const textOf = (folder: string, stack: string) => readFileSync(join(folder, 'stacks', stack, 'cdk.tf.json'), 'utf8');

test('without an environment, everything but the sandbox is compiled', async () => {
  const out = scratch();
  expect((await catalog(['synth', '--out', out])).code).toBe(0);
  const stacks = stacksIn(out);
  expect(stacks).toContain('oncall-payments');
  expect(stacks).toContain('production-checkout');
  expect(stacks.filter((name) => name.startsWith('sandbox-'))).toEqual([]);
});

test('an environment with on-call of its own has exactly its own stacks', async () => {
  const out = scratch();
  await catalog(['synth', '--env', 'sandbox', '--out', out]);
  expect(stacksIn(out).every((name) => name.startsWith('sandbox-'))).toBe(true);
  expect(stacksIn(out)).toContain('sandbox-oncall-payments');
});

test('a part of the catalog has the same bytes as the whole', async () => {
  const [whole, part] = [scratch(), scratch()];
  await catalog(['synth', '--out', whole]);
  await catalog(['synth', '--env', 'production', '--service', 'checkout', '--out', part]);
  expect(stacksIn(part)).toEqual(['oncall-payments', 'production-checkout', 'production-platform']);
  for (const stack of stacksIn(part)) expect(textOf(part, stack)).toBe(textOf(whole, stack));
});

test('the manifest has the stacks and what each depends on, as cdktf reads it', async () => {
  const out = scratch();
  await catalog(['synth', '--env', 'production', '--service', 'checkout', '--out', out]);
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  expect(manifest.version).toBe('0.21.0');
  expect(manifest.stacks['production-checkout']).toEqual({
    annotations: [],
    constructPath: 'production-checkout',
    dependencies: ['oncall-payments', 'production-platform'],
    name: 'production-checkout',
    stackMetadataPath: 'stacks/production-checkout/metadata.json',
    synthesizedStackPath: 'stacks/production-checkout/cdk.tf.json',
    workingDirectory: 'stacks/production-checkout',
  });
});

test('two runs with the same inputs write the same bytes, and the second writes nothing', async () => {
  const out = scratch();
  await catalog(['synth', '--env', 'staging', '--out', out]);
  const before = stacksIn(out).map((stack) => statSync(join(out, 'stacks', stack, 'cdk.tf.json')).mtimeMs);
  const { err } = await catalog(['synth', '--env', 'staging', '--out', out]);
  expect(err).toContain(': 0 written\n');
  expect(stacksIn(out).map((stack) => statSync(join(out, 'stacks', stack, 'cdk.tf.json')).mtimeMs)).toEqual(before);
});

test('a service that left the catalog leaves the output too', async () => {
  const root = copyOfShipped();
  await catalog(['synth', '--catalog', root]);
  rmSync(join(root, 'services/returns.yaml'));
  const { err } = await catalog(['synth', '--catalog', root]);
  expect(err).toContain('1 removed');
  expect(existsSync(join(root, 'cdktf.out/stacks/production-returns'))).toBe(false);
});

test('rejects a faulty catalog, and what was written before stays whole', async () => {
  const root = copyOfShipped();
  await catalog(['synth', '--catalog', root]);
  const before = textOf(join(root, 'cdktf.out'), 'production-cart');
  const entry = join(root, 'services/cart.yaml');
  writeFileSync(entry, readFileSync(entry, 'utf8').replace('min: 2', 'min: two').replace('owner:', 'ownr:'));
  const { code, out, err } = await catalog(['synth', '--catalog', root]);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('unknown key "ownr"');
  expect(err).toContain('did you mean owner?');
  expect(err).toContain('found two');
  expect(err).toContain('nothing was written');
  expect(textOf(join(root, 'cdktf.out'), 'production-cart')).toBe(before);
});

test('the date decides sizes and scheduled actions, and nothing else', async () => {
  const [before, during] = [scratch(), scratch()];
  await catalog(['synth', '--env', 'production', '--out', before, '--now', '2026-11-23T12:00:00Z']);
  await catalog(['synth', '--env', 'production', '--out', during, '--now', '2026-11-28T12:00:00Z']);
  const differing = stacksIn(before).filter((stack) => textOf(before, stack) !== textOf(during, stack));
  expect(differing).toContain('production-checkout');
  const [a, b] = [before, during].map((folder) => JSON.parse(textOf(folder, 'production-checkout')));
  const types = Object.keys(a.resource).filter(
    (type) => JSON.stringify(a.resource[type]) !== JSON.stringify(b.resource[type]),
  );
  expect(types.sort()).toEqual(['aws_autoscaling_group', 'aws_autoscaling_schedule']);
  const [sizes] = Object.values(b.resource.aws_autoscaling_group) as { min_size: number; max_size: number }[];
  expect(sizes).toMatchObject({ min_size: 20, max_size: 40 });
});
