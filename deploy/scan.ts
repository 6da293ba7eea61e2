import type { CompiledStack } from '../compile/synthesize';
import { isFullyChecked } from '../domain/drift/verdict';
import { withTerraform } from './run-setting';
import { type ScanSetting, type StackScan, scanStack } from './scan-stack';
import { stateVersion } from './state-version';

export interface TimedScan extends StackScan {
  readonly durationMs: number;
}

/**
 * Looks at stacks, several at once and in no order: planning changes nothing that another plan reads. What differs is
 * looked at a second time at the end where its state was written meanwhile: a deploy went by.
 */
export async function scanStacks(
  stacks: readonly CompiledStack[],
  of: ScanSetting,
  onScan: (stack: CompiledStack, scan: TimedScan) => void,
): Promise<void> {
  let count = 0;
  const scans = new Map<string, TimedScan>();
  const look = (stack: CompiledStack) =>
    of.limited(stack.json, async () => {
      const begin = performance.now();
      const scan = await scanStack(stack, of).catch(
        (error: Error): StackScan => ({ verdict: 'failed', notes: [error.message] }),
      );
      const durationMs = Math.round(performance.now() - begin);
      scans.set(stack.name, { ...scan, durationMs });
      onScan(stack, { ...scan, durationMs });
      const outcome = scan.verdict === 'skipped' ? 'skipped' : isFullyChecked(scan.verdict) ? 'done' : 'failed';
      of.onProgress({ step: 'check', stack: stack.name, outcome, count: ++count, total: stacks.length, durationMs });
    });
  await Promise.all(stacks.map(look));
  const moved = await Promise.all(stacks.map((stack) => hasMoved(stack, scans.get(stack.name), of)));
  const again = stacks.filter((_, index) => moved[index]);
  count -= again.length;
  for (const { name } of again) of.onNote(`${name}: deployed meanwhile; looking again`);
  await Promise.all(again.map(look));
}

/** Only what would be reported: a clean stack was clean when it was looked at. */
async function hasMoved(stack: CompiledStack, scan: TimedScan | undefined, of: ScanSetting): Promise<boolean> {
  if (scan?.state === undefined || scan.verdict === 'clean' || of.interruption.stopping.aborted) return false;
  const { state } = scan;
  return of.limited(stack.json, () =>
    withTerraform(of, stack, 'drift', async (terraform) => (await stateVersion(terraform)) !== state),
  );
}
