import { type ChildProcess, fork } from 'node:child_process';
import { join, resolve } from 'node:path';

/** One provider's entry of `TF_REATTACH_PROVIDERS`. */
export interface Reattach {
  readonly Protocol: 'grpc';
  readonly ProtocolVersion: 5;
  readonly Pid: number;
  readonly Test: true;
  readonly Addr: { readonly Network: string; readonly String: string };
}

export type ToDouble =
  | { readonly kind: 'open'; readonly session: number; readonly stack?: string }
  | { readonly kind: 'close'; readonly session: number };

export type FromDouble =
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened'; readonly session: number; readonly reattach: Readonly<Record<string, Reattach>> }
  | { readonly kind: 'failed'; readonly session: number; readonly error: string };

/** The process that plays the providers for real Terraform. */
export interface Double {
  /** What Terraform needs in its environment to talk to it, for one run; `close` when the run has ended. */
  open(stack?: string): Promise<{ readonly environment: Readonly<Record<string, string>>; close(): void }>;
  /** Ends the process. */
  stop(): Promise<void>;
}

/** Starts it for a world's file; it ends with this process, whatever happens to that. */
export async function startDouble(worldPath: string, options: { readonly strict?: boolean } = {}): Promise<Double> {
  const child = fork(
    join(__dirname, 'provider', 'start.js'),
    [resolve(worldPath), options.strict ? 'strict' : 'legacy'],
    { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  const talk = conversation(child);
  await talk.ready;
  let sessions = 0;
  return {
    async open(stack) {
      const session = sessions++;
      const reattach = await talk.open({ kind: 'open', session, ...(stack === undefined ? {} : { stack }) });
      return {
        environment: { TF_REATTACH_PROVIDERS: JSON.stringify(reattach) },
        close: () => talk.tell({ kind: 'close', session }),
      };
    },
    async stop() {
      if (child.connected) child.disconnect();
      await talk.ended;
    },
  };
}

function conversation(child: ChildProcess) {
  const waiting = new Map<
    number | 'ready',
    { resolve: (message: FromDouble) => void; reject: (error: Error) => void }
  >();
  let lastWords = '';
  child.stderr?.on('data', (data: Buffer) => {
    lastWords = (lastWords + data.toString()).slice(-4000);
  });
  const answerTo = (key: number | 'ready') =>
    new Promise<FromDouble>((resolve, reject) => waiting.set(key, { resolve, reject }));
  child.on('message', (message: FromDouble) => {
    const key = message.kind === 'ready' ? 'ready' : message.session;
    waiting.get(key)?.resolve(message);
    waiting.delete(key);
  });
  const ended = new Promise<void>((resolve) => {
    const end = (why: string) => {
      for (const { reject } of waiting.values()) reject(new Error(`the sandbox's providers ended: ${why}${lastWords}`));
      waiting.clear();
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(`${signal ?? code} `));
  });
  return {
    ready: answerTo('ready'),
    ended,
    tell: (message: ToDouble) => void (child.connected && child.send(message, () => {})),
    async open(message: ToDouble & { kind: 'open' }): Promise<Readonly<Record<string, Reattach>>> {
      if (!child.connected) throw new Error(`the sandbox's providers have ended. ${lastWords}`);
      const answer = answerTo(message.session);
      child.send(message, () => {});
      const opened = await answer;
      if (opened.kind === 'opened') return opened.reattach;
      throw new Error(opened.kind === 'failed' ? opened.error : 'unexpected answer');
    },
  };
}
