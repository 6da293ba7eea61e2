import { execFile } from 'node:child_process';
import { findProgram } from './find-program';

export interface PromtoolResult {
  readonly ok: boolean;
  /** What promtool printed, both streams. */
  readonly output: string;
  readonly seconds: number;
}

/**
 * Runs promtool to its end.
 * @throws MissingProgram where there is no promtool
 */
export async function promtool(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<PromtoolResult> {
  const program = findProgram('promtool', env);
  const began = performance.now();
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { maxBuffer: 1024 ** 3 }, (error, stdout, stderr) => {
      // anything but a refusal by promtool itself is no verdict
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ ok: error === null, output: stdout + stderr, seconds: (performance.now() - began) / 1000 });
    });
  });
}
