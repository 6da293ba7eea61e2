import { tmpdir } from 'node:os';
import { App, type TerraformStack } from 'cdktf';
import { type Trace, traceOf } from '../constructs/trace';
import { stackName } from '../domain/names/names';
import { OncallStack } from '../stacks/oncall-stack';
import { PlatformStack } from '../stacks/platform-stack';
import { ServiceStack } from '../stacks/service-stack';
import { skipTokenless } from './resolve-speed';
import type { PlannedStack, StackKind } from './stack-list';
import { forgettingTokens } from './token-memory';
import { skipTokenTraces } from './token-speed';

/** A stack as it is written: its JSON text, and beside it what came from where. */
export interface CompiledStack {
  readonly name: string;
  readonly kind: StackKind;
  /** Name; absent for the on-call that environments share. */
  readonly environment?: string;
  /** Of a service's stack. */
  readonly service?: string;
  /** Of an on-call stack its team, of a service's stack the owner. */
  readonly team?: string;
  readonly level: 0 | 1 | 2;
  readonly dependencies: readonly string[];
  /** Text of `cdk.tf.json`: keys sorted, two spaces, as cdktf writes it. */
  readonly json: string;
  readonly trace: Trace;
}

/** One planned stack → Terraform JSON. Each stands alone, so a part of the catalog gives the same bytes as the whole. */
export function synthesize(planned: PlannedStack, nowMs: number): CompiledStack {
  skipTokenTraces();
  skipTokenless();
  return forgettingTokens(() => synthesized(planned, nowMs));
}

function synthesized(planned: PlannedStack, nowMs: number): CompiledStack {
  // an app writes nothing unless `synth` is called; it only wants a folder that exists
  const app = new App({ outdir: tmpdir(), stackTraces: false });
  const stack = build(app, planned, nowMs);
  // `prepareStack` would resolve everything once more, for references across stacks: there are none
  return {
    name: planned.name,
    kind: planned.kind,
    ...(planned.environment ? { environment: planned.environment.name } : {}),
    ...(planned.kind === 'service' ? { service: planned.service.name, team: planned.service.owner } : {}),
    ...(planned.kind === 'oncall' ? { team: planned.team.name } : {}),
    level: planned.level,
    dependencies: planned.dependencies,
    json: JSON.stringify(sorted(stack.toTerraform()), null, 2),
    trace: traceOf(stack),
  };
}

function build(app: App, planned: PlannedStack, nowMs: number): TerraformStack {
  switch (planned.kind) {
    case 'oncall':
      return new OncallStack(app, planned.name, {
        team: planned.team,
        ...(planned.environment ? { environment: planned.environment.name } : {}),
        settings: planned.settings,
        services: planned.services,
      });
    case 'platform':
      return new PlatformStack(app, planned.name, planned);
    case 'service': {
      const { service, environment, oncallSettings, callers } = planned;
      return new ServiceStack(app, planned.name, {
        service,
        environment,
        nowMs,
        callers,
        pagerduty: oncallSettings.pagerduty,
        oncall: {
          stack: stackName.oncall(service.owner, environment.ownOncall && environment.name),
          backend: oncallSettings.backend,
          role: oncallSettings.backendRole,
        },
        platform: {
          stack: stackName.platform(environment.name),
          backend: environment.backend,
          role: environment.aws.role,
        },
      });
    }
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
