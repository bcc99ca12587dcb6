import { printedLists } from '../customer/understanding/print.ts';

/** Prints every phrase that can answer a quote; docs/answers.txt is this print, so that a change of a pattern is reviewed as its diff. */
process.stdout.write(printedLists());
