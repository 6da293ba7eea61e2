import { now, removeScratch } from '../cli/harness';
import { motoNeeds } from './moto';
import { type MotoCloud, openMotoCloud } from './moto-cloud';
import { told } from './sandbox-harness';

jest.setTimeout(900_000);
let cloud: MotoCloud;
beforeAll(async () => {
  const needs = await motoNeeds();
  if (needs.kind === 'missing') throw new Error(needs.message);
  cloud = await openMotoCloud(needs);
});
afterAll(async () => {
  await cloud?.stop();
  removeScratch();
});

test('every stack of the shipped catalog applies, and a second plan is empty', async () => {
  const left: Record<string, string[]> = {};
  for (const stack of cloud.compile(now)) {
    const t0 = Date.now();
    try {
      await cloud.apply(stack);
      const changes = told(await cloud.plan(stack));
      if (changes.length > 0) left[stack.name] = changes;
    } catch (error) { left[stack.name] = [String(error).slice(0, 1500)]; }
    console.log(stack.name, Date.now() - t0);
  }
  expect(left).toEqual({});
});
