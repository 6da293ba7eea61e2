import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { resourceLimits } from '../../domain/limits/resources';
import type { FromDouble, Reattach, ToDouble } from '../double';
import { World } from '../world';
import { providerDoubles } from './doubles';
import { providerService } from './protocol';
import { encodedSchema, type ProviderDouble, providerHandlers } from './provider';
import { Troublemaker } from './trouble';

/**
 * The process that plays the providers: a child of the command, told what to serve over its channel, and gone when the
 * channel closes. A session is one run of Terraform: its own sockets, since a provider's configuration is.
 */
const [worldPath = '', mode = ''] = process.argv.slice(2);
const socketFolder = makeSocketFolder();
process.on('exit', () => rmSync(socketFolder, { recursive: true, force: true }));
const world = new World(worldPath);
const troublemaker = new Troublemaker(worldPath);
const doubles = Object.values(providerDoubles(resourceLimits, mode === 'strict')).map((double) => ({
  double,
  schema: encodedSchema(double),
}));
const sessions = new Map<number, Server[]>();

/** Linux and macOS allow 107 and 103 bytes for a socket's path; node cuts off what is longer, silently. */
function makeSocketFolder(): string {
  const longest = join(tmpdir(), 'catalog-XXXXXX', '99999-pagerduty');
  return mkdtempSync(join(Buffer.byteLength(longest) <= 103 ? tmpdir() : '/tmp', 'catalog-'));
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    );
  });
}

async function serve(
  session: number,
  double: ProviderDouble,
  schema: Buffer,
  stack?: string,
): Promise<[string, Reattach]> {
  const path = join(socketFolder, `${session}-${double.name}`);
  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  server.addService(providerService, providerHandlers(double, schema, world, troublemaker, stack));
  sessions.set(session, [...(sessions.get(session) ?? []), server]);
  await listen(server, path);
  const address = { Network: 'unix', String: path };
  return [double.schema.source, { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: address }];
}

function close(session: number): void {
  for (const server of sessions.get(session) ?? []) server.forceShutdown();
  sessions.delete(session);
  for (const { double } of doubles) rmSync(join(socketFolder, `${session}-${double.name}`), { force: true });
}

function tell(message: FromDouble): void {
  process.send?.(message);
}

process.on('message', async (message: ToDouble) => {
  if (message.kind === 'close') return close(message.session);
  try {
    const served = doubles.map(({ double, schema }) => serve(message.session, double, schema, message.stack));
    tell({ kind: 'opened', session: message.session, reattach: Object.fromEntries(await Promise.all(served)) });
  } catch (error) {
    tell({ kind: 'failed', session: message.session, error: String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
// a Ctrl-C at the terminal reaches everybody, and so does its closing: Terraform still needs its providers to finish
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
// a limit on the size of files is an error of the write that meets it
process.on('SIGXFSZ', () => {});
tell({ kind: 'ready' });
