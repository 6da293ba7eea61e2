import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ValueMap } from '../../sandbox/provider/value';
import { startSandboxProviders } from '../../sandbox/providers';
import { withStack } from '../../sandbox/stack-run';
import type { World, WorldResource } from '../../sandbox/world';
import { findTerraform } from '../../terraform/binary';
import { apply, init, plan, showPlan, validate } from '../../terraform/commands';
import { UNINTERRUPTED } from '../../terraform/interruption';
import type { Outcome } from '../../terraform/outcome';
import { runTerraform } from '../../terraform/run';
import { prepareWorkFolder } from '../../terraform/work-folder';

export const NOW = Date.UTC(2031, 2, 3, 12);

type Blocks = Readonly<Record<string, unknown>>;
export interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Blocks>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Blocks>>>>;
  readonly output?: Blocks;
}

export interface Change {
  readonly address: string;
  readonly actions: readonly string[];
  readonly after: ValueMap | null;
  readonly replacePaths: readonly unknown[];
}

/** Real Terraform in a catalog of its own, with one stack of hand-written configuration. */
export interface Sandbox {
  readonly root: string;
  readonly world: World;
  apply(configuration: Configuration): Promise<Outcome<unknown>>;
  validate(configuration: Configuration): Promise<Outcome<unknown>>;
  /** What a plan would change; no-ops and reads aside. */
  plan(configuration: Configuration): Promise<Change[]>;
  terraform(configuration: Configuration, ...args: string[]): Promise<{ exitCode: number | null; stderr: string }>;
  resource(type: string, id?: string): WorldResource;
  /** Edits the world's file by hand. */
  edit(type: string, attributes: ValueMap): void;
  stop(): Promise<void>;
}

export async function startSandbox(options: { strict?: boolean } = {}): Promise<Sandbox> {
  const binary = await findTerraform();
  if (binary.kind === 'missing') throw new Error(binary.message);
  const root = mkdtempSync(join(tmpdir(), 'catalog-test-'));
  const providers = await startSandboxProviders(root, NOW, options);
  const of = { catalogRoot: root, terraform: binary.path, interruption: UNINTERRUPTED };
  const stackOf = (configuration: Configuration) => ({
    name: 'stack',
    json: JSON.stringify({ ...BASE, ...configuration }),
  });
  const found = (type: string, id?: string) => {
    const resource = providers.world.resources.find((one) => one.type === type && (id === undefined || one.id === id));
    if (resource === undefined) throw new Error(`the world has no ${type} ${id ?? ''}`);
    return resource;
  };
  return {
    root,
    world: providers.world,
    apply: (configuration) => withStack(of, providers, stackOf(configuration), apply),
    validate: (configuration) => withStack(of, providers, stackOf(configuration), validate),
    async plan(configuration) {
      const json = await withStack(of, providers, stackOf(configuration), async (stack) => {
        const planned = await plan(stack);
        return planned.ok ? showPlan(stack) : planned;
      });
      if (!json.ok) throw new Error(JSON.stringify(json.failure));
      return changesIn(json.value);
    },
    async terraform(configuration, ...args) {
      const stack = stackOf(configuration);
      const folder = prepareWorkFolder(root, stack);
      const session = await providers.open(stack);
      await init({ terraform: binary.path, folder, environment: session.environment });
      const run = await runTerraform(binary.path, args, { folder, environment: session.environment });
      session.close();
      return run;
    },
    resource: found,
    edit(type, attributes) {
      const resource = found(type);
      const file = JSON.parse(readFileSync(providers.world.path, 'utf8')) as { resources: WorldResource[] };
      for (const one of file.resources)
        if (one.type === type && one.id === resource.id) Object.assign(one.attributes, attributes);
      writeFileSync(providers.world.path, JSON.stringify(file));
    },
    async stop() {
      await providers.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

interface PlanDocument {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly after: ValueMap | null;
      readonly replace_paths?: unknown[];
    };
  }[];
}

export function changesIn(json: string): Change[] {
  return ((JSON.parse(json) as PlanDocument).resource_changes ?? [])
    .filter(({ change }) => change.actions[0] !== 'no-op' && change.actions[0] !== 'read')
    .map(({ address, change: { actions, after, replace_paths = [] } }) => ({
      address,
      actions,
      after,
      replacePaths: replace_paths,
    }));
}

/** `address: action, action` of each change. */
export function told(changes: readonly Change[]): string[] {
  return changes.map(({ address, actions }) => `${address}: ${actions.join(', ')}`).sort();
}

export function expectOk(outcome: Outcome<unknown>): void {
  expect(outcome.ok ? [] : outcome.failure.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`)).toEqual(
    [],
  );
}

export function faults(outcome: Outcome<unknown>): string {
  return outcome.ok ? '' : outcome.failure.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`).join('\n');
}

const BASE = {
  terraform: {
    backend: { local: { path: '../../../.catalog/state/stack.tfstate' } },
    required_providers: {
      aws: { source: 'hashicorp/aws', version: '6.25.0' },
      grafana: { source: 'grafana/grafana', version: '4.45.1' },
      pagerduty: { source: 'PagerDuty/pagerduty', version: '3.30.8' },
    },
  },
  provider: {
    aws: [
      { region: 'eu-central-1', allowed_account_ids: ['123456789012'], default_tags: [{ tags: { Owner: 'shop' } }] },
    ],
    grafana: [{ url: 'http://127.0.0.1:3000' }],
    pagerduty: [{}],
  },
};
