import '../node-version.ts';
import { printedLists } from '../customer/understanding/print.ts';

/**
 * Prints every phrase that can answer a quote. docs/answers.txt is this output, so that a change of
 * the lists is reviewed as its diff.
 */
process.stdout.write(printedLists());
