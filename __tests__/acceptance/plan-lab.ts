import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlan } from '../../domain/plan/document';
import type { PlannedStack, PlanReview } from '../../domain/plan/planned-stack';
import { planSections, planText } from '../../domain/plan/render';
import { maskedStack, plannedStack, planReview } from '../../domain/plan/review';
import { literalStrings, planSecrets, redactor } from '../../domain/plan/secrets';
import { stackPlan } from '../../domain/plan/stack-plan';
import { findTerraform } from '../../terraform/binary';
import { runTerraform } from '../../terraform/run';

/** A secret in a value, as long as real ones are. */
export const CANARY = 'canary-5f0a2c9e7d41';

export type Configuration = Readonly<Record<string, unknown>>;

/** Real Terraform in a folder of its own with local state: makes plan JSON, since none is written by hand. */
export interface PlanLab {
  readonly folder: string;
  apply(configuration: Configuration, ...args: string[]): Promise<void>;
  /** Terraform with the configuration at hand; its exit code. */
  run(...args: string[]): Promise<number | null>;
  /** `terraform show -json` of a plan. */
  plan(configuration: Configuration, ...args: string[]): Promise<string>;
  remove(): void;
}

export async function openPlanLab(environment: NodeJS.ProcessEnv = {}, program?: string): Promise<PlanLab> {
  const binary = await findTerraform();
  if (binary.kind === 'missing') throw new Error(binary.message);
  const folder = mkdtempSync(join(tmpdir(), 'catalog-plan-'));
  const env = {
    ...process.env,
    TF_CLI_CONFIG_FILE: undefined,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    ...environment,
  };
  const run = (args: readonly string[]) => runTerraform(program ?? binary.path, args, { folder, environment: env });
  const write = (configuration: Configuration) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(configuration));
  };
  const initialized = async (configuration: Configuration) => {
    write(configuration);
    const init = await run(['init', '-input=false', '-no-color']);
    if (init.exitCode !== 0) throw new Error(init.stderr);
  };
  return {
    folder,
    async apply(configuration, ...args) {
      await initialized(configuration);
      const applied = await run(['apply', '-auto-approve', '-input=false', '-no-color', ...args]);
      if (applied.exitCode !== 0) throw new Error(applied.stderr);
    },
    async run(...args) {
      return (await run(args)).exitCode;
    },
    async plan(configuration, ...args) {
      await initialized(configuration);
      const planned = await run(['plan', '-input=false', '-no-color', '-out=plan', ...args]);
      const shown = await run(['show', '-json', 'plan']);
      if (shown.exitCode !== 0) throw new Error(`${planned.stderr}${shown.stderr}`);
      return shown.stdout;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const NO_LINES = { because: () => [], knownAfter: () => undefined };

/** A plan as `catalog plan` reviews one, for a stack of which nothing else is known. */
export function reviewed(text: string, configuration: Configuration = {}): PlannedStack {
  const read = readPlan(text);
  if (!read.ok) throw new Error(read.reason);
  const redact = redactor(planSecrets(read.plan, literalStrings(JSON.stringify(configuration))));
  const plan = stackPlan(read.plan, redact);
  const stack = {
    stack: 'box-shop',
    kind: 'service' as const,
    environment: 'box',
    service: 'shop',
    level: 2 as const,
    status: 'changed' as const,
    configuration: '',
    emptied: false,
    because: [],
  };
  const ended = {
    outcome: plan.errored ? ('partial' as const) : ('planned' as const),
    plan,
    errors: [],
    durationMs: 1,
  };
  return maskedStack(plannedStack(stack, ended, NO_LINES), redact);
}

/** Every text that a review of the stack can become. */
export function everyText(stack: PlannedStack): string {
  const review: PlanReview = planReview({
    services: [],
    stacks: [stack],
    guards: [],
    accepted: [],
    acceptances: [],
    notes: [],
  });
  const { first, last } = planSections(review);
  return [JSON.stringify(review), planText(review), ...first, ...last].join('\n');
}

/** `action address` of each, in the review's order. */
export const fates = (stack: Pick<PlannedStack, 'resources'>) =>
  stack.resources.map(({ action, address }) => `${action} ${address}`);
