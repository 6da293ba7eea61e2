import { sandboxUp } from '../../sandbox/up';
import { listenForInterruption } from '../../terraform/interruption';
import { environment } from './sandbox-environment';

/** An `up` in a process of its own, to be interrupted or killed; exits with 130 after an interruption. */
async function main(catalogRoot: string, terraform: string): Promise<void> {
  const interruption = listenForInterruption();
  const { interrupted } = await sandboxUp({
    catalogRoot,
    terraform,
    interruption,
    environment: 'box',
    stacks: environment(['cart', 'checkout'], 20),
    nowMs: Date.UTC(2031, 2, 3, 12),
    onProgress: ({ stack }) => console.log(stack),
  });
  interruption.release();
  process.exitCode = interrupted ? 130 : 0;
}

const [catalogRoot = '', terraform = ''] = process.argv.slice(2);
void main(catalogRoot, terraform);
