import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findTerraform } from '../../terraform/binary';
import { findProviderMirror } from '../../terraform/provider-mirror';

/** Where `.ci/install-moto` puts it. */
const installed = resolve(__dirname, '../../.cache/moto-5.2.1');
const PYTHON = 'bin/python3';
const PROGRAM = join(__dirname, 'moto_server.py');
/** What was measured against moto; a mirror may hold another version. */
const PREFERRED_AWS = '5.100.0';

/** What is missing, where it was looked for and how to get it; undefined where nothing is. */
export function missingMoto(): string | undefined {
  const folder = motoFolder();
  if (existsSync(join(folder, PYTHON))) return undefined;
  const looked = process.env.CATALOG_MOTO === undefined ? 'CATALOG_MOTO is not set' : 'named by CATALOG_MOTO';
  return `moto is not in ${folder} (${looked}): run .ci/install-moto`;
}

function motoFolder(): string {
  return process.env.CATALOG_MOTO ?? installed;
}

export type MotoNeeds =
  | { readonly kind: 'met'; readonly python: string; readonly terraform: string; readonly awsVersion: string }
  | { readonly kind: 'missing'; readonly message: string };

/** What the real AWS provider against moto needs: moto, Terraform and a version of the provider. */
export async function motoNeeds(): Promise<MotoNeeds> {
  const message = missingMoto();
  if (message !== undefined) return { kind: 'missing', message };
  const terraform = await findTerraform();
  if (terraform.kind === 'missing') return terraform;
  return { kind: 'met', python: join(motoFolder(), PYTHON), terraform: terraform.path, awsVersion: awsVersionAtHand() };
}

/** The version of the AWS provider that needs no download, where a mirror holds one. */
export function awsVersionAtHand(): string {
  const mirrored = findProviderMirror(process.env)?.providers['registry.terraform.io/hashicorp/aws'] ?? [];
  return mirrored.includes(PREFERRED_AWS) ? PREFERRED_AWS : (mirrored.at(-1) ?? PREFERRED_AWS);
}

/** An AWS on this machine, for one test file. */
export interface Moto {
  readonly endpoint: string;
  /** A call of one of AWS' query APIs; the answer as XML text. */
  call(
    service: 'autoscaling' | 'elasticloadbalancing',
    action: string,
    parameters: Record<string, string>,
  ): Promise<string>;
  stop(): Promise<void>;
}

/** As AWS' query APIs are called: moto reads the service and the region from the signature's scope, and checks no more. */
const API_VERSION = { autoscaling: '2011-01-01', elasticloadbalancing: '2015-12-01' } as const;
const START_TIMEOUT_MS = 60_000;

export async function startMoto(python: string): Promise<Moto> {
  const port = await freePort();
  const env = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' };
  const server = spawn(python, [PROGRAM, '-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    env,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await untilUp(server, endpoint);
  return {
    endpoint,
    async call(service, action, parameters) {
      const body = new URLSearchParams({ Action: action, Version: API_VERSION[service], ...parameters });
      const scope = `Credential=test/20300101/us-east-1/${service}/aws4_request`;
      const Authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`;
      const answer = await fetch(endpoint, { method: 'POST', body, headers: { Authorization } });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${action}: ${text}`);
      return text;
    },
    async stop() {
      const ended = new Promise((resolved) => server.once('exit', resolved));
      server.kill();
      await ended;
    },
  };
}

async function untilUp(server: ChildProcess, endpoint: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`moto ended with ${server.exitCode}`);
    const up = await fetch(`${endpoint}/moto-api/data.json`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await pause(200);
  }
  server.kill();
  throw new Error(`moto did not answer within ${START_TIMEOUT_MS / 1000} s`);
}

function freePort(): Promise<number> {
  return new Promise((resolved, rejected) => {
    const server = createServer();
    server.once('error', rejected);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolved(address.port) : rejected(new Error('no port')),
      );
    });
  });
}
