import { writeOutput } from '../../compile/output';
import { stacksOf } from './stacks-of';

/** `<directory> <text> <count> [times] [<text> <count>]`: writes an output, as often as told, by turns with another. */
const [directory = '', text = '', count = '', times = '1', otherText, otherCount = ''] = process.argv.slice(2);
for (let turn = 0; turn < Number(times); turn++) {
  const other = otherText !== undefined && turn % 2 === 1;
  writeOutput(directory, other ? stacksOf(otherText, Number(otherCount)) : stacksOf(text, Number(count)));
  if (turn === 0) process.stdout.write('begun\n');
}
