/**
 * The part of Terraform's plan JSON that a review reads (`terraform show -json PLAN`; Terraform's own description is in
 * its `internal/command/jsonplan`). Sensitive values stand in it in plain text: nothing from here is shown as it is.
 */
export interface PlanDocument {
  readonly format_version: string;
  /** The plan holds what was found until an error stopped it. */
  readonly errored?: boolean;
  /** false: applying this plan does not yet give what the configuration says. */
  readonly complete?: boolean;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly resource_changes?: readonly ResourceChangeJson[];
  /** What the refresh found different from the last state. */
  readonly resource_drift?: readonly ResourceChangeJson[];
  readonly deferred_changes?: readonly { readonly reason?: string; readonly resource_change?: ResourceChangeJson }[];
  readonly output_changes?: Readonly<Record<string, ChangeJson>>;
  readonly checks?: readonly CheckJson[];
  readonly prior_state?: { readonly values?: StateValuesJson };
  readonly planned_values?: StateValuesJson;
  /** Of a state instead of a plan. */
  readonly values?: StateValuesJson;
  readonly configuration?: { readonly root_module?: ModuleConfigurationJson };
}

export interface ResourceChangeJson {
  readonly address: string;
  readonly mode?: string;
  readonly type?: string;
  readonly deposed?: string;
  readonly previous_address?: string;
  readonly change: ChangeJson;
  readonly action_reason?: string;
}

export interface ChangeJson {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  /** Steps of strings and numbers; absent where a taint forces the replacement. */
  readonly replace_paths?: readonly unknown[];
  readonly importing?: { readonly id?: string; readonly unknown?: boolean; readonly identity?: unknown };
}

export interface CheckJson {
  readonly address?: { readonly kind?: string; readonly to_display?: string };
  readonly status?: string;
  readonly instances?: readonly {
    readonly address?: { readonly to_display?: string };
    readonly status?: string;
    readonly problems?: readonly { readonly message?: string }[];
  }[];
}

export interface StateValuesJson {
  readonly outputs?: Readonly<Record<string, { readonly sensitive?: boolean; readonly value?: unknown }>>;
  readonly root_module?: StateModuleJson;
}

export interface StateModuleJson {
  readonly resources?: readonly StateResourceJson[];
  readonly child_modules?: readonly StateModuleJson[];
}

export interface StateResourceJson {
  readonly address?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly values?: unknown;
  readonly sensitive_values?: unknown;
}

interface ModuleConfigurationJson {
  readonly variables?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
}

export type ReadPlan =
  | { readonly ok: true; readonly plan: PlanDocument }
  /** `reason` quotes nothing of the text. */
  | { readonly ok: false; readonly reason: string };

/** Accepts format 1.x, ignoring what it does not know. */
export function readPlan(text: string): ReadPlan {
  let plan: Partial<PlanDocument> | null;
  try {
    plan = JSON.parse(text) as Partial<PlanDocument> | null;
  } catch {
    return { ok: false, reason: 'what Terraform printed is no JSON' };
  }
  const version = plan?.format_version;
  if (typeof version !== 'string') return { ok: false, reason: 'what Terraform printed is no plan' };
  if (!/^1\./.test(version)) return { ok: false, reason: `Expected: plan format 1.x, got: ${version.slice(0, 20)}` };
  return { ok: true, plan: plan as PlanDocument };
}
