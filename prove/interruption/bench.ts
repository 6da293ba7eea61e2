import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compile } from '../../compile/compile';
import { readFolder } from '../../compile/read';
import { readRecord, worldPath } from '../../sandbox/record';
import { stateResources } from '../../sandbox/state';
import { World } from '../../sandbox/world';
import { anyFault, type Fault, faultText, protect, underFault } from './fault';
import { type Ended, kill, killTree, processesOf, runProcess, type Strike } from './processes';
import { revise, smallCatalog } from './small-catalog';

export const COMMANDS = ['synth', 'up', 'down'] as const;
export type Interrupted = (typeof COMMANDS)[number];

/** What the commands write, below the catalog. */
const FOLDERS: Readonly<Record<Interrupted, readonly string[]>> = {
  synth: ['.', 'cdktf.out', 'cdktf.out/stacks', 'cdktf.out/stacks/sandbox-cart'],
  up: ['.', '.catalog', '.catalog/state', '.catalog/work', '.catalog/work/sandbox-cart'],
  down: ['.catalog', '.catalog/state', '.catalog/work', '.catalog/work/sandbox-platform'],
};
const ENVIRONMENT = 'sandbox';
const NOW = '2026-11-23T12:00:00Z';
const command = resolve(__dirname, '../../cli/bin.js');

export interface Round {
  readonly command: Interrupted;
  readonly fault: string;
  /** How the command under the fault ended; null: by the signal. */
  readonly code: number | null;
  /** What is wrong; empty when it is as it should be. */
  readonly complaints: readonly string[];
}

/** A small catalog whose commands are interrupted over and over. */
export class Bench {
  readonly root: string;
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'cut-')));
  readonly #usualMs: Record<Interrupted, number> = { synth: 0, up: 0, down: 0 };
  #revision = 0;

  constructor() {
    this.root = join(this.#folder, 'catalog');
    // a cache that a full disk cut short would be in everybody's way
    mkdirSync(join(this.#folder, 'tmp'));
    smallCatalog(this.root);
  }

  /** Runs every command once, undisturbed: how long each takes decides when it is killed. */
  async measure(): Promise<void> {
    this.#revise();
    for (const one of ['synth', ...COMMANDS] as const) {
      const ended = await this.#run(one);
      if (ended.code !== 0) throw new Error(`${one} fails by itself: ${ended.said}`);
      this.#usualMs[one] = ended.durationMs;
    }
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Another revision of the catalog, then a fault for one command, then the same command again. */
  async round(one: Interrupted, random: () => number, chosen?: Fault): Promise<Round> {
    if (one !== 'down') this.#revise();
    const former = outputOf(this.root);
    const fault = chosen ?? anyFault(random, this.#usualMs[one], FOLDERS[one]);
    const unprotect = protect(fault, this.root);
    const ended = await this.#run(one, fault).finally(unprotect);
    const complaints = [...manners(ended, fault), ...this.#sound(one, former)];
    // what was taken down half may also be wanted again
    const next = one === 'down' && random() < 0.5 ? 'up' : one;
    const again = await this.#run(next);
    if (again.code !== 0) complaints.push(`the next ${next} ends with ${again.code}: ${again.said.slice(-2_000)}`);
    complaints.push(...(await this.#whole(next)));
    return { command: one, fault: faultText(fault), code: ended.code, complaints };
  }

  /** Two `sandbox up` at once, on another revision of the catalog. */
  async twoAtOnce(): Promise<{ readonly ended: readonly Ended[]; readonly complaints: readonly string[] }> {
    this.#revise();
    const ended = await Promise.all([this.#run('up'), this.#run('up')]);
    return { ended, complaints: await this.#whole('up') };
  }

  #revise(): void {
    this.#revision += 1;
    revise(this.root, this.#revision);
  }

  #run(one: Interrupted, fault?: Fault): Promise<Ended> {
    const args = one === 'synth' ? ['synth', '--env', ENVIRONMENT] : ['sandbox', one];
    const words = [process.execPath, command, ...args, '--catalog', this.root, '--now', NOW];
    const environment = { ...process.env, TMPDIR: join(this.#folder, 'tmp') };
    return runProcess(underFault(fault, words), environment, strikeOf(fault));
  }

  /** What must hold at any moment: whoever reads finds the former output or the new one, each file whole. */
  #sound(one: Interrupted, former: Output): string[] {
    if (one === 'synth') {
      const [found, wanted] = [outputOf(this.root), this.#wanted()];
      const halves = Object.keys(found).filter((file) => ![former[file], wanted[file]].includes(found[file]));
      const manifest = found['manifest.json'];
      const missing = stacksOf(manifest).filter((name) => found[`stacks/${name}/cdk.tf.json`] === undefined);
      return [
        ...halves.map((file) => `${file} is neither the former nor the new one`),
        ...missing.map((name) => `the manifest names ${name}, which is not there`),
      ];
    }
    try {
      void readRecord(this.root);
      void new World(worldPath(this.root)).resources;
      return [];
    } catch (error) {
      return [`after it: ${String(error)}`];
    }
  }

  /** What must hold after a command that ran undisturbed. */
  async #whole(one: Interrupted): Promise<string[]> {
    const left = await this.#leftProcesses();
    const complaints = left.map((line) => `still runs: ${line}`);
    if (one === 'synth') {
      const [found, wanted] = [outputOf(this.root), this.#wanted()];
      for (const file of new Set([...Object.keys(found), ...Object.keys(wanted)]))
        if (found[file] !== wanted[file]) complaints.push(`${file} ${wanted[file] ? 'differs' : 'is left over'}`);
      return complaints;
    }
    const world = new World(worldPath(this.root)).resources.map(({ type, id }) => `${type} ${id}`).sort();
    const recorded = readRecord(this.root)[ENVIRONMENT];
    const stacks = one === 'up' ? this.#stacks().map(({ name }) => name) : [];
    const states = stacks
      .flatMap((name) => stateResources(this.root, name).map(({ type, attributes }) => `${type} ${attributes.id}`))
      .sort();
    if (one === 'up' && recorded?.complete !== true) complaints.push('the sandbox is not up');
    if (one === 'down' && recorded !== undefined) complaints.push('the sandbox is still recorded');
    for (const resource of new Set([...world, ...states])) {
      const [inWorld, inStates] = [world, states].map((all) => all.filter((other) => other === resource).length);
      if (inWorld !== inStates) complaints.push(`${resource}: ${inWorld} in the world, ${inStates} in the states`);
    }
    for (const file of leftIn(join(this.root, '.catalog'), stacks)) complaints.push(`${file} is left over`);
    return complaints;
  }

  async #leftProcesses(): Promise<string[]> {
    for (let attempt = 0; attempt < 50; attempt++) {
      if (processesOf(this.root).length === 0) return [];
      await wait(100);
    }
    return processesOf(this.root);
  }

  #stacks() {
    return compile(readFolder(this.root), Date.parse(NOW), { environments: [ENVIRONMENT] }).stacks;
  }

  #wanted(): Output {
    const files = this.#stacks().map(({ name, json }) => [`stacks/${name}/cdk.tf.json`, json]);
    const manifest = outputOf(this.root)['manifest.json'];
    const named =
      stacksOf(manifest).sort().join() ===
      this.#stacks()
        .map(({ name }) => name)
        .sort()
        .join();
    return { ...Object.fromEntries(files), ...(named && manifest !== undefined ? { 'manifest.json': manifest } : {}) };
  }
}

function strikeOf(fault: Fault | undefined): Strike | undefined {
  if (fault?.kind === 'signal') return { at: fault.at, blow: (pid) => kill(pid, fault.signal) };
  if (fault?.kind === 'power') return { at: fault.at, blow: killTree };
  return undefined;
}

/** Path below the output → its text. */
type Output = Readonly<Record<string, string | undefined>>;

function outputOf(root: string): Output {
  const folder = join(root, 'cdktf.out');
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      // what a kill left half-written was never read by anybody
      .filter((path) => !/^\/\.(writing|lock)/.test(path.slice(folder.length)))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

function stacksOf(manifest: string | undefined): string[] {
  return manifest === undefined ? [] : Object.keys((JSON.parse(manifest) as { stacks: object }).stacks);
}

/** Work folders and states of other stacks than these. */
function leftIn(folder: string, stacks: readonly string[]): string[] {
  return ['work', 'state'].flatMap((part) =>
    (existsSync(join(folder, part)) ? readdirSync(join(folder, part)) : [])
      .filter((name) => !stacks.includes(name.replace(/\.tfstate.*$/, '')))
      .map((name) => `${part}/${name}`),
  );
}

/** How a command ends: no stack trace, no silence, and one of its exit codes. */
function manners({ code, said }: Ended, fault: Fault): string[] {
  const complaints: string[] = [];
  if (/^\s+at .*:\d+:\d+\)?$/m.test(said)) complaints.push(`it shows a stack trace:\n${said.slice(-2_000)}`);
  const killed = fault.kind === 'signal' || fault.kind === 'power';
  if (killed ? ![0, 130, null].includes(code) : ![0, 1].includes(code ?? -1))
    complaints.push(`it ends with ${code}:\n${said.slice(-2_000)}`);
  if (!killed && code === 1 && !/read-only|not writable|no room|permission denied|too large|no space/i.test(said))
    complaints.push(`it does not say what is in the way:\n${said.slice(-2_000)}`);
  return complaints;
}
