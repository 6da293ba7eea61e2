import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Compilation } from '../compile/compile';
import { linesOfPath } from '../compile/lines-of-path';
import type { CompiledStack } from '../compile/synthesize';
import { awsRefreshes } from '../deploy/instance-refreshes';
import { scanStacks, type TimedScan } from '../deploy/scan';
import type { StackScan } from '../deploy/scan-stack';
import { balancedParts, stackCost } from '../domain/diff/shards';
import type { DriftReport, StackDrift } from '../domain/drift/model';
import { driftOf, findingOf } from '../domain/drift/report';
import { isFullyChecked, reportVerdict } from '../domain/drift/verdict';
import { shortHash } from '../domain/names/shorten';
import { sandboxRefreshes } from '../sandbox/instance-refreshes';
import { textOf, writeWhenChanged } from '../terraform/work-folder';
import { adoptions } from './drift-adoptions';
import type { Io } from './io';
import { isSandboxed, type StackRunOptions, withStackRuns } from './stack-runs';
import type { CatalogOptions } from './subcommand';

export interface DriftOptions extends CatalogOptions, StackRunOptions {
  readonly env?: readonly string[];
  readonly service?: readonly string[];
  readonly shard?: { readonly index: number; readonly of: number };
  readonly lock: boolean;
  readonly resume?: boolean;
}

type Compiled = Compilation & { readonly root: string; readonly nowMs: number };
type Asked = Compiled & { readonly catalog: string | undefined };

/** Looks at the stacks of a shard and judges what differs. */
export async function checkDrift(
  compiled: Compiled,
  options: DriftOptions,
  io: Io,
): Promise<{ report: DriftReport; interrupted: boolean }> {
  const { shard = { index: 1, of: 1 } } = options;
  const costly = compiled.stacks.map((stack) => ({ ...stack, cost: stackCost(stack.json) }));
  const stacks = balancedParts(costly, shard.of)[shard.index - 1] ?? [];
  const whole = { ...compiled, catalog: options.catalog };
  const begin = performance.now();
  const startedMs = io.now();
  const checks = new Checks(compiled.root, startedMs);
  const before = options.resume ? checks.continued(stacks) : new Map<string, StackDrift>();
  const toScan = stacks.filter(({ name }) => !before.has(name));
  const notes = before.size === 0 ? [] : [`${before.size} stacks were looked at by the run that this one continues`];
  let interrupted = false;
  const fresh = new Map<string, StackDrift>();
  await withStackRuns({ ...compiled, stacks: toScan }, options, io, async (setting) => {
    const judging = (stack: CompiledStack) => ({
      context: { nowMs: compiled.nowMs, ...serviceOf(stack, compiled) },
      because: linesOfPath(stack, compiled.loaded, compiled.nowMs),
    });
    const [inSandbox, inAws] = [sandboxRefreshes(compiled.root), awsRefreshes(setting.interruption.stopping)];
    const refreshes = (stack: CompiledStack) => (isSandboxed(stack, compiled.loaded) ? inSandbox : inAws(stack.json));
    const onScan = (stack: CompiledStack, scan: TimedScan) => {
      const drift = stackDrift(stack, scan, whole, startedMs);
      fresh.set(stack.name, drift);
      checks.keep(stack, drift);
    };
    await scanStacks(toScan, { ...setting, lock: options.lock, judging, refreshes }, onScan);
    interrupted = setting.interruption.stopping.aborted;
  });
  const found = stacks.map((stack) => {
    const unseen = { verdict: 'unknown' as const, notes: ['was not looked at'], durationMs: 0 };
    const known = before.get(stack.name) ?? fresh.get(stack.name);
    const drift = known ?? stackDrift(stack, unseen, whole, startedMs);
    return { ...drift, checkedAt: drift.checkedAt ?? checks.lastOf(stack.name) };
  });
  if (!interrupted) checks.end(found);
  const report: DriftReport = {
    verdict: reportVerdict(found),
    shard: { ...shard, stacks: compiled.stacks.length },
    startedAt: new Date(startedMs).toISOString(),
    durationMs: Math.round(performance.now() - begin),
    notes,
    stacks: found,
  };
  return { report, interrupted };
}

function serviceOf({ service, environment }: CompiledStack, { loaded }: Compiled) {
  const found = loaded.catalog.services.find((one) => one.name === service && one.environment === environment);
  return found ? { service: found } : {};
}

function stackDrift(
  stack: CompiledStack,
  scan: StackScan & { readonly durationMs: number },
  compiled: Asked,
  startedMs: number,
): StackDrift {
  const of = { stack: stack.name, environment: stack.environment ?? null };
  const at = { ...of, ...(compiled.catalog === undefined ? {} : { catalog: compiled.catalog }) };
  const { drift = [], pending = [] } = scan.judgement ?? {};
  const adopt = adoptions(stack, scan, compiled);
  return {
    ...of,
    kind: stack.kind,
    verdict: scan.verdict,
    drift: drift.map((one) => driftOf(one, at, adopt.each.get(one) ?? null)),
    pending: pending.map(findingOf),
    adopt: adopt.all,
    notes: scan.notes,
    durationMs: scan.durationMs,
    checkedAt: isFullyChecked(scan.verdict) ? new Date(startedMs).toISOString() : null,
  };
}

/** How long after its start a killed run may be continued: what it saw is old then. */
const CONTINUED_WITHIN_MS = 60 * 60_000;

interface KeptRun {
  readonly startedMs: number;
  readonly stacks: Record<string, { readonly configuration: string; readonly drift: StackDrift }>;
}

/** When each stack was last fully checked, and what a run has found until now: `.catalog/drift.json`, `drift-run.json`. */
class Checks {
  readonly #run: { startedMs: number; stacks: KeptRun['stacks'] };

  constructor(
    private readonly root: string,
    startedMs: number,
  ) {
    this.#run = { startedMs, stacks: {} };
  }

  /** What the killed run found of stacks whose configuration is still the same. */
  continued(stacks: readonly CompiledStack[]): Map<string, StackDrift> {
    const run = parsed<KeptRun>(this.#path('drift-run.json'));
    if (run === undefined || this.#run.startedMs - run.startedMs > CONTINUED_WITHIN_MS) return new Map();
    this.#run.startedMs = run.startedMs;
    Object.assign(this.#run.stacks, run.stacks);
    return new Map(
      stacks.flatMap(({ name, json }) => {
        const kept = run.stacks[name];
        const usable = kept?.configuration === shortHash([json], 64) && isFullyChecked(kept.drift.verdict);
        return usable ? [[name, kept.drift] as const] : [];
      }),
    );
  }

  keep({ name, json }: CompiledStack, drift: StackDrift): void {
    this.#run.stacks[name] = { configuration: shortHash([json], 64), drift };
    this.#write('drift-run.json', this.#run);
  }

  lastOf(stack: string): string | null {
    return parsed<Record<string, string>>(this.#path('drift.json'))?.[stack] ?? null;
  }

  end(stacks: readonly StackDrift[]): void {
    const known = parsed<Record<string, string>>(this.#path('drift.json')) ?? {};
    const now = stacks.flatMap(({ stack, checkedAt }) => (checkedAt === null ? [] : [[stack, checkedAt] as const]));
    this.#write('drift.json', { ...known, ...Object.fromEntries(now) });
    if (existsSync(this.#path('drift-run.json'))) rmSync(this.#path('drift-run.json'));
  }

  #path(name: string): string {
    return join(this.root, '.catalog', name);
  }

  #write(name: string, value: unknown): void {
    mkdirSync(dirname(this.#path(name)), { recursive: true });
    writeWhenChanged(this.#path(name), `${JSON.stringify(value)}\n`);
  }
}

function parsed<T>(path: string): T | undefined {
  const text = textOf(path);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
