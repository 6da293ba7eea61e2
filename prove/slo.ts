import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { equivalenceOf } from './equivalents';
import { ruleMutants, survivors } from './mutation';
import { disagreementText, playStretch, stretchesOf } from './random-traffic';
import { kindOf, slosOf } from './slos-under-test';
import { reasonOf } from './survivors';

/**
 * Proves the rules of the SLOs: that the emitted tests notice when a rule is changed by hand, and that the alerts are
 * those of the Site Reliability Workbook under random traffic.
 *
 * `npm run prove:slo -- [--env production] [--service S] [--months 1] [--seed N]`; `--months 0` leaves the traffic out,
 * `--no-mutants` the changed rules.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      env: { type: 'string', default: 'production' },
      service: { type: 'string', multiple: true },
      months: { type: 'string', default: '1' },
      seed: { type: 'string' },
      mutants: { type: 'boolean', default: true },
    },
  });
  const all = slosOf(resolve(__dirname, '..'), values.env, Date.now());
  const chosen = all.filter(({ service }) => values.service?.includes(service.name) ?? true);
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const noticed = values.mutants ? await mutants(chosen) : true;
  const agrees = await traffic(all, Number(values.months), seed);
  return noticed && agrees ? 0 : 1;
}

/** At least so many of the mutants are noticed. */
const LEAST_SHARE = 0.95;

async function mutants(slos: ReturnType<typeof slosOf>): Promise<boolean> {
  let [count, alive] = [0, 0];
  let explained = true;
  for (const under of slos) {
    const all = ruleMutants(under);
    const candidates = all.filter((one) => equivalenceOf(one, under) === undefined);
    const left = await survivors(under, candidates);
    count += candidates.length;
    alive += left.length;
    console.log(
      `${under.service.name}/${under.slo.name} (${kindOf(under)}): ${candidates.length - left.length} of ${candidates.length} changed rules noticed, beside ${all.length - candidates.length} that are the same`,
    );
    for (const one of all) {
      const proof = equivalenceOf(one, under);
      if (proof !== undefined) console.log(`  ${one.rule}: ${one.what}: the same: ${proof}`);
    }
    for (const { rule, what } of left) {
      const reason = reasonOf({ rule, what });
      explained &&= reason !== undefined;
      console.log(`  ${rule}: ${what}: ${reason ?? 'NOT EXPLAINED'}`);
    }
  }
  const share = 1 - alive / count;
  console.log(`${count - alive} of ${count} changed rules noticed, ${(100 * share).toFixed(1)} %`);
  return share >= LEAST_SHARE && explained;
}

async function traffic(slos: ReturnType<typeof slosOf>, months: number, seed: number): Promise<boolean> {
  const [like] = slos.filter(({ slo }) => slo.sli.kind === 'errors' && slo.objectivePercent === 99.9);
  if (months === 0) return true;
  if (like === undefined) throw new Error('the catalog has no SLO on errors of 99.9 % to play traffic on');
  const limit = pLimit(availableParallelism());
  const sums = { minutes: 0, page: 0, ticket: 0, disagreements: 0 };
  console.log(`traffic from seed ${seed}`);
  const played = stretchesOf(months, seed).map((stretch) =>
    limit(async () => {
      const comparison = await playStretch(stretch, like);
      sums.minutes += comparison.minutes;
      sums.page += comparison.pageMinutes;
      sums.ticket += comparison.ticketMinutes;
      sums.disagreements += comparison.disagreements.length;
      const alerts = `${comparison.pageMinutes} minutes of a page, ${comparison.ticketMinutes} of a ticket`;
      console.log(`  seed ${stretch.seed}, ${stretch.kind}, ${stretch.days} days: ${alerts}`);
      for (const line of disagreementText(stretch, comparison)) console.log(`    ${line}`);
    }),
  );
  await Promise.all(played);
  console.log(
    `${sums.minutes} minutes, ${sums.page} with a page, ${sums.ticket} with a ticket: ${sums.disagreements} disagree with the reference`,
  );
  return sums.disagreements === 0;
}

void main().then((code) => {
  process.exitCode = code;
});
