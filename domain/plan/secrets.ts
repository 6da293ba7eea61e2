import type { ChangeJson, PlanDocument, StateModuleJson, StateResourceJson, StateValuesJson } from './document';
import { hiddenStrings, isMap, markedValue } from './value';

/**
 * From this length on, a secret is looked for inside other strings too; a shorter one only as a whole string, or every
 * port and word would vanish.
 */
const SHORTEST_WITHIN = 8;

/** What stands in the place of a secret. */
export const REDACTED = '(sensitive)';

/** Takes known secrets out of text. */
export interface Redactor {
  /** The text without any secret, in whatever encoding. */
  readonly text: (text: string) => string;
  /** Whether the text holds one. */
  readonly holds: (text: string) => boolean;
}

/**
 * Finds every string that the secrets occur in, and every string equal to one: Terraform flags a sensitive value where
 * it came from, not the copies that a provider computes.
 */
export function redactor(secrets: Iterable<string>): Redactor {
  const whole = new Set([...secrets].filter((secret) => secret.trim() !== ''));
  const long = [...whole].map((secret) => secret.trim()).filter((secret) => secret.length >= SHORTEST_WITHIN);
  // the longest first, or a part of a longer one would leave the rest to be read
  const needles = [...new Set(long.flatMap(spellings))].sort((a, b) => b.length - a.length);
  const pattern = needles.length === 0 ? undefined : new RegExp(needles.map(escaped).join('|'), 'g');
  const text = (value: string) => {
    if (whole.has(value)) return REDACTED;
    return pattern === undefined ? value : value.replace(pattern, REDACTED);
  };
  return { text, holds: (value) => text(value) !== value };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** As JSON, a URL, base64 (at any offset in a longer text) and hexadecimal digits would have it. */
function spellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const html = json.replace(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
  const bytes = Buffer.from(secret);
  const within = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // letters that neighbours have a part in are left out
    const begin = Math.ceil((offset * 8) / 6);
    return encoded.slice(begin, Math.floor(((offset + bytes.length) * 8) / 6));
  });
  const web = within.map((text) => text.replace(/\+/g, '-').replace(/\//g, '_'));
  return [secret, json, html, encodeURIComponent(secret), ...within, ...web, bytes.toString('hex')].filter(
    (text) => text.length >= SHORTEST_WITHIN,
  );
}

/**
 * Every string that a plan flags as sensitive somewhere: in either side of a change, a state, or a variable. One that
 * the configuration says literally (`open`) is none: Terraform flags a whole set for one secret in it.
 */
export function planSecrets(plan: PlanDocument, open: ReadonlySet<string> = new Set()): string[] {
  const plain = new Set(resourcesOf(plan.prior_state?.values?.root_module).flatMap(plainStrings));
  return flaggedStrings(plan).filter((text) => !open.has(text) && !plain.has(text));
}

/** `aws_ssm_parameter` has a value twice, the second time unless it is a SecureString. */
function plainStrings({ type, values }: StateResourceJson): string[] {
  const value = type === 'aws_ssm_parameter' && isMap(values) ? values.insecure_value : undefined;
  return typeof value === 'string' ? [value] : [];
}

function flaggedStrings(plan: PlanDocument): string[] {
  const changes = [
    ...(plan.resource_changes ?? []),
    ...(plan.resource_drift ?? []),
    ...(plan.deferred_changes ?? []).flatMap(({ resource_change }) => resource_change ?? []),
  ].flatMap(({ change }) => change ?? []);
  return [
    ...[...changes, ...Object.values(plan.output_changes ?? {})].flatMap(changeSecrets),
    ...stateSecrets(plan.prior_state?.values),
    ...stateSecrets(plan.planned_values),
    ...variableSecrets(plan),
  ];
}

function changeSecrets(change: ChangeJson): string[] {
  return [
    ...hiddenStrings(markedValue(change.before, change.before_sensitive, undefined)),
    ...hiddenStrings(markedValue(change.after, change.after_sensitive, undefined)),
  ];
}

/** Of a state as `terraform show -json` prints it below `values`. */
export function stateSecrets(values: StateValuesJson | undefined): string[] {
  const outputs = Object.values(values?.outputs ?? {}).filter(({ sensitive }) => sensitive);
  return [...outputs.flatMap(({ value }) => hiddenStrings(value, true)), ...moduleSecrets(values?.root_module)];
}

/** Outputs of other stacks that are no secrets (`stacks/cross-stack.ts`): Terraform loses the flag on the way. */
const OPEN_OUTPUT = /^caller-security-group-/;

function remoteSecrets({ type, values }: StateResourceJson): string[] {
  if (type !== 'terraform_remote_state' || !isMap(values) || !isMap(values.outputs)) return [];
  const secret = Object.entries(values.outputs).filter(([name]) => !OPEN_OUTPUT.test(name));
  return secret.flatMap(([, value]) => hiddenStrings(value, true));
}

function moduleSecrets(module: StateModuleJson | undefined): string[] {
  return resourcesOf(module).flatMap((one) => [
    ...remoteSecrets(one),
    ...hiddenStrings(markedValue(one.values, one.sensitive_values, undefined)),
  ]);
}

function resourcesOf(module: StateModuleJson | undefined): StateResourceJson[] {
  return [...(module?.resources ?? []), ...(module?.child_modules ?? []).flatMap(resourcesOf)];
}

function variableSecrets({ variables = {}, configuration }: PlanDocument): string[] {
  const declared = configuration?.root_module?.variables ?? {};
  return Object.entries(variables)
    .filter(([name]) => declared[name]?.sensitive)
    .flatMap(([, { value }]) => hiddenStrings(value, true));
}

const CREDENTIAL = /TOKEN|SECRET|PASSW|AUTH|KEY|CREDENTIAL/i;

/** Values of an environment whose names speak of credentials. */
export function environmentSecrets(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    if (value === undefined || !CREDENTIAL.test(name)) return [];
    // GRAFANA_AUTH is `user:password` or a token
    return [value, ...value.split(':').slice(1)].filter(({ length }) => length >= SHORTEST_WITHIN);
  });
}

/** Every string that synthesized configurations say literally: names and values, as Terraform reads them. */
export function literalStrings(...configurations: readonly (string | undefined)[]): Set<string> {
  const strings = configurations.flatMap((json) => (json === undefined ? [] : hiddenStrings(JSON.parse(json), true)));
  return new Set(strings.map((text) => text.replace(/([$%])\1\{/g, '$1{')));
}
