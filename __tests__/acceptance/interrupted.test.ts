import { Bench, type Interrupted } from '../../prove/interruption/bench';
import { type Fault, randomNumbers } from '../../prove/interruption/fault';

/** A short version of `npm run interrupt` for the sandbox, at moments that hurt; `synth` has its own tests. */
jest.setTimeout(300_000);

let bench: Bench;
beforeAll(() => {
  bench = new Bench();
});
afterAll(() => bench.close());

const cases: [string, Interrupted, Fault][] = [
  ['up when the machine goes down', 'up', { kind: 'power', at: /deploy 1\// }],
  ['down, told to end', 'down', { kind: 'signal', signal: 'SIGTERM', at: /remove 1\// }],
  ['up on a full disk', 'up', { kind: 'full-disk', blocks: 40 }],
  ['up in a read-only folder', 'up', { kind: 'read-only', folder: '.catalog/state' }],
];

test.each(cases)('%s: nothing stays half-done, and the next run continues', async (_, command, fault) => {
  // a number that does not send `up` after `down`
  const { code, complaints } = await bench.round(command, () => 0.9, fault);
  expect(complaints).toEqual([]);
  expect(code).not.toBe(0);
});

test('a fault chosen by a seed is chosen again by it', () => {
  const [one, same] = [randomNumbers(7), randomNumbers(7)];
  expect(Array.from({ length: 5 }, one)).toEqual(Array.from({ length: 5 }, same));
});

test('of two at once on one sandbox, one goes through and one says who is at work', async () => {
  const { ended, complaints } = await bench.twoAtOnce();
  expect(ended.map(({ code }) => code).sort()).toEqual([0, 1]);
  expect(ended.find(({ code }) => code === 1)?.said).toMatch(/process \d+ is at work on the sandbox/);
  expect(complaints).toEqual([]);
});
