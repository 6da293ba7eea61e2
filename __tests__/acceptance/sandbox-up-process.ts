import { sandboxUp } from '../../sandbox/up';
import { UNINTERRUPTED } from '../../terraform/interruption';
import { environment } from './sandbox-environment';

/** An `up` in a process of its own, to be killed. */
const [catalogRoot = '', terraform = ''] = process.argv.slice(2);
void sandboxUp({
  catalogRoot,
  terraform,
  interruption: UNINTERRUPTED,
  environment: 'box',
  stacks: environment(['cart', 'checkout'], 20),
  nowMs: Date.UTC(2031, 2, 3, 12),
});
