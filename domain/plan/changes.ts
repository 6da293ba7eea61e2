import { pathText } from '../catalog/path';
import type { Json, ResourceAction } from '../diff/model';
import { actionOf, type ReplaceOrder, reasonText, replaceOrder } from './action';
import { differences, holdsUnknown } from './differences';
import type { ChangeJson, ResourceChangeJson } from './document';
import { REDACTED, type Redactor } from './secrets';
import { Hidden, isList, isMap, markedValue, type PlanValue, UNKNOWN } from './value';

export const KNOWN_AFTER_APPLY = '(known after apply)';

export interface AttributeChange {
  /** `min_size`, `ingress[0].cidr_blocks`; within a JSON text the way goes on in its data. */
  readonly path: string;
  /** null where there is nothing, or `sensitive` is set. */
  readonly before: Json;
  readonly after: Json;
  /** A secret is in it on either side: both are null here. */
  readonly sensitive?: true;
  /** What comes after, or a part of it, is known only after an apply. */
  readonly unknown?: true;
  /** Forces the replacement of the resource. */
  readonly forces?: true;
}

/** What a plan does to one resource. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly action: ResourceAction;
  readonly order?: ReplaceOrder;
  /** Why, in words; absent where the attributes say it. */
  readonly reason?: string;
  /** Key of what a replacement left over. */
  readonly deposed?: string;
  readonly previousAddress?: string;
  /** Comes into the state from the world, whatever else happens to it. */
  readonly imported?: true;
  /** Attributes that force the replacement; empty for a taint. */
  readonly forcedBy: readonly string[];
  /** What differs; none of what is deleted or forgotten. */
  readonly attributes: readonly AttributeChange[];
}

/** A resource's change without secrets; undefined where nothing happens to it. */
export function resourceChange(json: ResourceChangeJson, redact: Redactor): ResourceChange | undefined {
  const action = json.mode === 'data' ? undefined : actionOf(json);
  if (action === undefined) return undefined;
  const { change, deposed, previous_address: previous, address } = json;
  const order = replaceOrder(json);
  const reason = reasonText(json);
  const forcing = (change.replace_paths ?? []).map(stepsOf);
  return {
    address: redact.text(address),
    type: json.type ?? address.split('.').at(-2) ?? '',
    action,
    ...(order === undefined ? {} : { order }),
    ...(reason === undefined ? {} : { reason }),
    ...(deposed === undefined ? {} : { deposed }),
    ...(previous === undefined || previous === address ? {} : { previousAddress: redact.text(previous) }),
    ...(change.importing ? { imported: true } : {}),
    forcedBy: [...new Set(forcing.map((steps) => redact.text(pathText(steps))))],
    attributes: action === 'delete' || action === 'forget' ? [] : attributeChanges(change, redact, forcing),
  };
}

/** What differs between the two sides of a change; of a side that is not there at all, every attribute of the other. */
export function attributeChanges(
  change: ChangeJson,
  redact: Redactor,
  forcing: readonly Step[][] = [],
): AttributeChange[] {
  const before = markedValue(change.before ?? {}, change.before_sensitive, undefined);
  const after = markedValue(change.after ?? {}, change.after_sensitive, change.after_unknown);
  return differences(before, after).map(({ path, before: from, after: to }) => {
    const sides = [shownValue(from, redact), shownValue(to, redact)] as const;
    const sensitive = sides.some(({ secret }) => secret);
    return {
      path: redact.text(pathText(path)),
      before: sensitive ? null : sides[0].value,
      after: sensitive ? null : sides[1].value,
      ...(sensitive ? { sensitive } : {}),
      ...(holdsUnknown(to) ? { unknown: true } : {}),
      ...(forcing.some((steps) => startsAlike(steps, path)) ? { forces: true } : {}),
    };
  });
}

type Step = string | number;

/** A step of another kind cannot be shown, and ends the path. */
function stepsOf(path: unknown): Step[] {
  const steps = Array.isArray(path) ? path : [];
  const odd = steps.findIndex((step) => typeof step !== 'string' && typeof step !== 'number');
  return (odd < 0 ? steps : steps.slice(0, odd)) as Step[];
}

/** Positions in sets and lists may differ from side to side: only names count. */
function startsAlike(a: readonly Step[], b: readonly Step[]): boolean {
  const [one, other] = [a, b].map((steps) => steps.filter((step) => typeof step === 'string'));
  const length = Math.min(one?.length ?? 0, other?.length ?? 0);
  return length > 0 && one?.slice(0, length).join('.') === other?.slice(0, length).join('.');
}

/** `secret`: the whole is one, or nothing of it could be told without one. */
function shownValue(value: PlanValue, redact: Redactor): { readonly value: Json; readonly secret: boolean } {
  if (value instanceof Hidden) return { value: null, secret: true };
  if (typeof value === 'string' && redact.text(value) === REDACTED) return { value: null, secret: true };
  return { value: shown(value, redact), secret: false };
}

function shown(value: PlanValue, redact: Redactor): Json {
  if (value instanceof Hidden) return REDACTED;
  if (value === UNKNOWN) return KNOWN_AFTER_APPLY;
  if (typeof value === 'string') return redact.text(value);
  if (isList(value)) return value.map((item) => shown(item, redact));
  if (isMap(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [redact.text(key), shown(item as PlanValue, redact)]));
  }
  return (value ?? null) as Json;
}
