import { z } from 'zod';
import { type DriftReport, stackVerdicts } from './model';

const finding = z.looseObject({
  address: z.string(),
  attribute: z.string(),
  severity: z.enum(['critical', 'warning', 'info']),
  origin: z.object({ file: z.string(), line: z.number() }).nullable(),
  expected: z.string().nullable(),
  why: z.string(),
});
const adoption = z.object({ summary: z.string(), patch: z.string(), leaves: z.array(z.string()) }).nullable();
const stack = z.looseObject({
  stack: z.string(),
  environment: z.string().nullable(),
  verdict: z.enum(stackVerdicts),
  drift: z.array(finding.extend({ revert: z.string(), adopt: adoption })),
  pending: z.array(finding),
  adopt: adoption,
  notes: z.array(z.string()),
  durationMs: z.number(),
  checkedAt: z.iso.datetime().nullable(),
});
const report = z.looseObject({
  verdict: z.enum(['clean', 'pending', 'drifted', 'incomplete']),
  shard: z.object({ index: z.number(), of: z.number(), stacks: z.number() }),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  notes: z.array(z.string()),
  stacks: z.array(stack),
});

/**
 * A report as `drift --json` prints it.
 * @throws Error saying what of it is none
 */
export function readDriftReport(text: string): DriftReport {
  const parsed = report.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data as unknown as DriftReport;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'unknown shape'}`);
}
