import { z } from 'zod';
import type { Review } from '../diff/model';
import type { PlanReview } from './planned-stack';

export type ReadReview<R> = { readonly ok: true; readonly review: R } | { readonly ok: false; readonly reason: string };

const json = z.json();
const origin = z.object({ file: z.string(), line: z.number() });
const attribute = z.looseObject({ attribute: z.string(), because: z.array(origin) });
const resource = z.looseObject({
  address: z.string(),
  type: z.string(),
  action: z.enum(['create', 'update', 'replace', 'delete', 'forget', 'move', 'import']),
  attributes: z.array(attribute),
  because: z.array(origin),
});
const stack = z.looseObject({ stack: z.string(), resources: z.array(resource), because: z.array(origin) });
const change = z.looseObject({
  kind: z.string(),
  summary: z.string(),
  severity: z.enum(['critical', 'warning', 'info']),
  before: json,
  after: json,
  origin: origin.nullable(),
  details: z.array(z.string()),
  team: z.string().optional(),
  paste: z.string().optional(),
});
const finding = z.looseObject({
  rule: z.string(),
  level: z.enum(['block', 'warn']),
  stack: z.string().nullable(),
  reason: z.string(),
  remedy: z.string(),
  origin: origin.nullable(),
  service: z.string().nullable(),
  team: z.string().nullable(),
  environment: z.string().nullable(),
});
const acceptance = z.object({
  rule: z.string(),
  until: z.string(),
  why: z.string(),
  service: z.string().nullable(),
  team: z.string().nullable(),
  environment: z.string().nullable(),
});
const words = z.looseObject({
  services: z.array(z.object({ service: z.string(), environment: z.string(), changes: z.array(change) })),
  stacks: z.array(stack),
  guards: z.array(finding),
  accepted: z.array(finding.extend({ until: z.string(), why: z.string() })),
  acceptances: z.array(acceptance),
  notes: z.array(z.string()),
});
const planned = stack.extend({
  outcome: z.enum(['planned', 'partial', 'failed', 'locked', 'timeout', 'interrupted', 'skipped']),
  digest: z.string().nullable(),
  configuration: z.string(),
  resources: z.array(
    resource.extend({ attributes: z.array(attribute.extend({ path: z.string(), before: json, after: json })) }),
  ),
});

/** What `catalog plan --out` wrote. */
export function readReview(text: string): ReadReview<PlanReview> {
  return read(text, words.extend({ stacks: z.array(planned) })) as ReadReview<PlanReview>;
}

/** What `catalog diff --json` printed, by whomever. */
export function readWords(text: string): ReadReview<Review> {
  return read(text, words) as ReadReview<Review>;
}

function read(text: string, schema: z.ZodType): ReadReview<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'no JSON' };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, review: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, reason: `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'unknown shape'}` };
}
