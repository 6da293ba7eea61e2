import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram } from '../../../promtool/find-program';

/** A series of an answer: the values of the instants asked for, NaN and the infinities included. */
export interface Answer {
  readonly labels: Readonly<Record<string, string>>;
  /** `value` is NaN for a histogram, which `isHistogram` tells. */
  readonly samples: readonly { readonly atSeconds: number; readonly value: number; readonly isHistogram: boolean }[];
}

/** A Prometheus of this machine, on data in a folder; it scrapes nothing and evaluates no rules by itself. */
export interface Prometheus {
  readonly url: string;
  /** @throws where Prometheus refuses the expression, with its reason */
  query(expr: string, atSeconds: number): Promise<Answer[]>;
  queryRange(expr: string, range: { fromSeconds: number; toSeconds: number; stepSeconds: number }): Promise<Answer[]>;
  /** Metrics of OpenTelemetry, in its JSON. */
  push(metrics: object): Promise<void>;
  /** Folder with one block of what was pushed. */
  snapshot(): Promise<string>;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/**
 * Starts Prometheus on what is in `folder/data`; ready when it answers.
 * @throws MissingProgram where there is no prometheus
 */
export async function startPrometheus(folder: string): Promise<Prometheus> {
  const program = findProgram('prometheus');
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {}\n');
  const log = join(folder, 'prometheus.log');
  const output = openSync(log, 'w');
  const server = spawn(
    program,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      // a free port, which the log tells
      '--web.listen-address=127.0.0.1:0',
      // counted from the newest block; the default of 15 days would drop what is simulated
      '--storage.tsdb.retention.time=10y',
      // what is pushed stays together until the snapshot
      '--storage.tsdb.min-block-duration=60d',
      '--storage.tsdb.max-block-duration=60d',
      '--no-storage.tsdb.allow-overlapping-compaction',
      '--web.enable-admin-api',
      '--web.enable-otlp-receiver',
    ],
    { stdio: ['ignore', output, output] },
  );
  closeSync(output);
  const url = await untilReady(server, log);
  const api = async (path: string, parameters: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
    const body = (await answer.json()) as { status: string; data: unknown; error?: string };
    if (body.status !== 'success') throw new Error(body.error);
    return body.data;
  };
  return {
    url,
    query: async (expr, atSeconds) => answers(await api('query', { query: expr, time: String(atSeconds) })),
    queryRange: async (expr, { fromSeconds, toSeconds, stepSeconds }) =>
      answers(
        await api('query_range', {
          query: expr,
          start: String(fromSeconds),
          end: String(toSeconds),
          step: String(stepSeconds),
        }),
      ),
    async push(metrics) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/api/v1/otlp/v1/metrics`, {
        method: 'POST',
        headers,
        body: JSON.stringify(metrics),
      });
      if (!answer.ok) throw new Error(`what was pushed is refused: ${await answer.text()}`);
    },
    async snapshot() {
      const { name } = (await api('admin/tsdb/snapshot')) as { name: string };
      return join(data, 'snapshots', name);
    },
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = new Promise((resolved) => server.once('exit', resolved));
      server.kill('SIGTERM');
      const patience = setTimeout(() => server.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

type Pair = readonly [atSeconds: number, value: string];

interface Result {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: Pair;
  readonly values?: readonly Pair[];
  readonly histogram?: readonly [number, unknown];
  readonly histograms?: readonly (readonly [number, unknown])[];
}

function answers(data: unknown): Answer[] {
  const { resultType, result } = data as { resultType: string; result: unknown };
  if (resultType === 'scalar') return [{ labels: {}, samples: [sample(result as Pair)] }];
  if (resultType === 'string') throw new TypeError('the answer is a text');
  return (result as Result[]).map(({ metric, value, values, histogram, histograms }) => ({
    labels: metric,
    samples: [
      ...(value === undefined ? (values ?? []) : [value]).map(sample),
      ...(histogram === undefined ? (histograms ?? []) : [histogram]).map(([atSeconds]) => ({
        atSeconds,
        value: Number.NaN,
        isHistogram: true,
      })),
    ],
  }));
}

/** Prometheus writes `+Inf`, `-Inf` and `NaN`. */
function sample([atSeconds, text]: Pair): Answer['samples'][number] {
  return { atSeconds, value: Number(text.replace('Inf', 'Infinity')), isHistogram: false };
}

/** Where it listens, once it answers. */
async function untilReady(server: ChildProcess, log: string): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const said = readFileSync(log, 'utf8');
    if (server.exitCode !== null) throw new Error(`prometheus ended with ${server.exitCode}:\n${said.slice(-2000)}`);
    const address = /"Listening on".* address=(127\.0\.0\.1:\d+)/.exec(said)?.[1];
    const ready =
      address !== undefined &&
      (await fetch(`http://${address}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ));
    if (ready) return `http://${address}`;
    await pause(50);
  }
  server.kill('SIGKILL');
  throw new Error(`prometheus did not answer within ${START_TIMEOUT_MS / 1000} s`);
}
