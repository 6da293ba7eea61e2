import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { compile } from '../../compile/compile';
import { readFolder } from '../../compile/read';
import type { CompiledStack } from '../../compile/synthesize';
import { startSandboxProviders } from '../../sandbox/providers';
import { withStack } from '../../sandbox/stack-run';
import { type SandboxUpReport, sandboxUp } from '../../sandbox/up';
import { findTerraform } from '../../terraform/binary';
import { plan, showPlan } from '../../terraform/commands';
import { UNINTERRUPTED } from '../../terraform/interruption';
import { copyOfShipped } from '../cli/harness';
import { changesIn, told } from './sandbox-harness';

/** A copy of the shipped catalog in the sandbox, to change and to plan. */
export interface Shop {
  readonly root: string;
  /** Replaces text in a file of the catalog; throws where it does not stand there. */
  edit(file: string, from: string, to: string): void;
  write(file: string, text: string): void;
  /** Stacks of the sandbox, or of some of its services with what they depend on. */
  compile(nowMs: number, services?: readonly string[]): readonly CompiledStack[];
  up(nowMs: number, services?: readonly string[]): Promise<SandboxUpReport>;
  /** Stack → `address: action` of each change that its plan holds; stacks without changes are left out. */
  plan(nowMs: number, services?: readonly string[]): Promise<Record<string, string[]>>;
}

export async function openShop(): Promise<Shop> {
  const binary = await findTerraform();
  if (binary.kind === 'missing') throw new Error(binary.message);
  const root = copyOfShipped();
  const of = { catalogRoot: root, terraform: binary.path, interruption: UNINTERRUPTED };
  const environment = 'sandbox';
  const compiled = (nowMs: number, services?: readonly string[]) => {
    const { loaded, stacks } = compile(readFolder(root), nowMs, { environments: [environment], services });
    const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw new Error(errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
    return stacks;
  };
  return {
    root,
    edit(file, from, to) {
      const text = readFileSync(join(root, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
      writeFileSync(join(root, file), text.replace(from, to));
    },
    write: (file, text) => writeFileSync(join(root, file), text),
    compile: compiled,
    up: (nowMs, services) =>
      sandboxUp({
        ...of,
        environment,
        nowMs,
        stacks: compiled(nowMs, services).map((stack) => ({ ...stack, environment })),
      }),
    async plan(nowMs, services) {
      const stacks = compiled(nowMs, services);
      const providers = await startSandboxProviders(root, nowMs);
      const found: Record<string, string[]> = {};
      try {
        const planOne = async (stack: CompiledStack) => {
          const json = await withStack(of, providers, stack, async (terraform) => {
            const planned = await plan(terraform);
            return planned.ok ? showPlan(terraform) : planned;
          });
          if (!json.ok) throw new Error(`${stack.name}: ${JSON.stringify(json.failure)}`);
          const changes = told(changesIn(json.value));
          if (changes.length > 0) found[stack.name] = changes;
        };
        const limit = pLimit(4);
        await Promise.all(stacks.map((stack) => limit(() => planOne(stack))));
      } finally {
        await providers.stop();
      }
      return found;
    },
  };
}
