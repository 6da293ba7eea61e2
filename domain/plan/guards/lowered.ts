import type { Json } from '../../diff/model';
import type { GuardReport, GuardRule } from '../../guards/model';
import { about } from './about';
import type { PlanGuardContext } from './context';
import { leaves } from './leaves';

/** Attributes that protect, wherever in a resource they stand, and when one protects less than before. */
const protections: Readonly<Record<string, (before: Json, after: Json) => boolean>> = {
  encrypted: lost(true),
  storage_encrypted: lost(true),
  kms_key_id: (before, after) => before !== null && before !== '' && (after === null || after === ''),
  http_tokens: lost('required'),
  deletion_protection: lost(true),
  deletion_protection_enabled: lost(true),
  enable_deletion_protection: lost(true),
  protect_from_scale_in: lost(true),
  force_destroy: gained,
  force_delete: gained,
  retention_in_days: shorter,
  retention_period: shorter,
  backup_retention_period: shorter,
};

/** Some attributes spell true as a text. */
function lost(protecting: true | string) {
  return (before: Json, after: Json) => String(before) === String(protecting) && String(after) !== String(protecting);
}

function gained(before: Json, after: Json): boolean {
  return String(before) !== 'true' && String(after) === 'true';
}

/** 0 keeps forever in CloudWatch. */
function shorter(before: Json, after: Json): boolean {
  const days = (value: Json) => (value === 0 ? Number.POSITIVE_INFINITY : Number(value ?? 0));
  return before !== null && days(after) < days(before);
}

/** Retention or encryption is lowered, or something else that protects data goes. */
export const protectionLowered: GuardRule<PlanGuardContext> = {
  name: 'protection-lowered',
  level: 'block',
  check: ({ stacks }) =>
    stacks.flatMap((stack) =>
      stack.resources
        .filter(({ action }) => action === 'update' || action === 'replace')
        .flatMap(({ address, attributes }) =>
          attributes.flatMap(({ path: at, before, after, because }): GuardReport[] => {
            const [from, to] = [leaves(before, at), leaves(after, at)];
            const lowered = [...new Set([...from.keys(), ...to.keys()])].filter((path) => {
              const name = /([A-Za-z_]+)(\[\d+\])*$/.exec(path)?.[1] ?? '';
              return protections[name]?.(from.get(path) ?? null, to.get(path) ?? null);
            });
            return lowered.map((path) => ({
              ...about(stack),
              reason: `${address} is protected less: ${path} was ${text(from.get(path))}, becomes ${text(to.get(path))}`,
              remedy: 'Keep the former value, or say with accept why less is enough.',
              origin: because[0] ?? null,
            }));
          }),
        ),
    ),
};

const text = (value: Json | undefined) => (value === undefined || value === null ? 'nothing' : JSON.stringify(value));
