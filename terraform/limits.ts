import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { requiredProviders, stackConfiguration } from './configuration';

/** A real provider's process beside Terraform's own, measured with the AWS provider 5.100: about 620 MB. */
const BYTES_PER_STACK = 700 * 1024 * 1024;

/** How many stacks at once this machine carries: by its processors, and by memory where providers are real. */
export function affordableJobs(realProviders: boolean): number {
  const processors = 2 * availableParallelism();
  return realProviders
    ? Math.max(1, Math.min(processors, Math.floor(process.availableMemory() / BYTES_PER_STACK)))
    : processors;
}

/**
 * Stacks at once per provider, whatever the jobs: PagerDuty allows an account about 960 requests a minute, and reading
 * a team's on-call takes some hundred.
 */
const PER_PROVIDER: Readonly<Record<string, number>> = { 'registry.terraform.io/pagerduty/pagerduty': 2 };

/** Runs a task within the limits of the stack's providers, and of the jobs. */
export type Limited = <T>(json: string, run: () => Promise<T>) => Promise<T>;

/** A stack that waits for its provider holds no job up. */
export function limitedTo(jobs: number): Limited {
  const all = pLimit(jobs);
  const own = new Map(Object.entries(PER_PROVIDER).map(([address, most]) => [address, pLimit(most)]));
  return (json, run) => {
    const limits = Object.keys(requiredProviders(stackConfiguration(json))).flatMap(
      (address) => own.get(address) ?? [],
    );
    return limits.reduce<() => ReturnType<typeof run>>(
      (inner, limit) => () => limit(inner),
      () => all(run),
    )();
  };
}
