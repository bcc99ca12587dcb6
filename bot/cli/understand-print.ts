import '../process/node-version.ts';
import { printedLists } from '../customer/understanding/print.ts';
import { endWith, readArguments } from './command-line.ts';

const usage =
  'Use: npm run -s understand:print. It prints every phrase that can answer a quote; docs/answers.txt is this output, so that a ' +
  'change of the lists is reviewed as its diff.';

try {
  readArguments(process.argv.slice(2), {}, () => usage);
  process.stdout.write(printedLists());
} catch (error) {
  endWith(error);
}
