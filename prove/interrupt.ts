import { parseArgs } from 'node:util';
import { Bench, COMMANDS } from './interruption/bench';
import { randomNumbers } from './interruption/fault';

/**
 * Interrupts `synth`, `sandbox up` and `sandbox down` at random moments, a number of rounds each, and says what was
 * wrong afterwards: `npm run interrupt -- --rounds 100 [--seed N]`. A round repeats with its own seed.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string' } } });
  const rounds = Number(values.rounds);
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  console.log(`${rounds} rounds from seed ${seed}`);
  const bench = new Bench();
  const bad: Record<string, number> = { synth: 0, up: 0, down: 0 };
  const cut: Record<string, number> = { synth: 0, up: 0, down: 0 };
  try {
    await bench.measure();
    for (let round = 0; round < rounds; round++) {
      const random = randomNumbers(seed + round);
      for (const command of COMMANDS) {
        const { fault, code, complaints } = await bench.round(command, random);
        if (code !== 0) cut[command] = (cut[command] ?? 0) + 1;
        if (complaints.length === 0) continue;
        bad[command] = (bad[command] ?? 0) + 1;
        console.log(`seed ${seed + round}, ${command}, ${fault}:\n  ${complaints.join('\n  ')}`);
      }
      if (round % 10 === 9) console.log(`${round + 1} rounds`);
    }
  } finally {
    bench.close();
  }
  for (const command of COMMANDS)
    console.log(`${command}: ${rounds} rounds, ${cut[command]} cut short, ${bad[command]} not made good`);
  if (Object.values(bad).some((count) => count > 0)) process.exitCode = 1;
}

void main();
