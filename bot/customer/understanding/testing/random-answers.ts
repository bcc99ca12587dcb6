import { ANSWERS, type Answer, COURTESY } from '../lists.ts';
import { bound, oneLine } from './quotes.ts';

/** A source of numbers that is always the same: below `end`, from 0. */
export type Random = (end: number) => number;

export function createRandom(seed: number): Random {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * end);
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T;
}

const courtesy = {
  greet: [...COURTESY.greet].filter((phrase) => !/ (?:met|is)$/u.test(phrase)),
  thanks: [...COURTESY.thanks],
  farewell: [...COURTESY.farewell],
  aside: [...COURTESY.aside],
  signOff: [...COURTESY.signOff],
};

/**
 * A text that answers, as people could write it: listed phrases with a greeting, thanks, a remark
 * or a signature around them.
 */
export function randomAnswer(random: Random, answer: Answer): string {
  for (;;) {
    const text = draft(random, answer).replace('#total', '€ 324,40');
    if (bound(text, oneLine)?.answer === answer) return text;
  }
}

function draft(random: Random, answer: Answer): string {
  const { full, bare, consent, weak, mild } = ANSWERS[answer];
  const one = (phrases: ReadonlySet<string>): string => pick(random, [...phrases]);
  const shapes = [
    () => one(bare),
    () => one(full),
    () => one(consent.size > 0 ? consent : full),
    () => `${one(bare)} ${one(weak)}`,
    () => `${one(mild)}, ${one(full)}`,
    () => `${one(mild)} ${one(full)}`,
    () => `${one(bare)}, ${one(full)}`,
    () => `${one(full)}, ${one(full)}`,
  ];
  const often = (times: number): boolean => random(times) === 0;
  const said = pick(random, shapes)();
  return [
    often(6) ? `${pick(random, courtesy.greet)}, ` : '',
    said,
    often(8) ? ` ${pick(random, ['graag', 'please', 'hoor', 'alstublieft', 'mate'])}` : '',
    often(6) ? `. ${pick(random, pick(random, [courtesy.thanks, courtesy.farewell, courtesy.aside]))}` : '',
    often(8) ? `. ${pick(random, courtesy.signOff)} ${pick(random, ['Jan', 'Sarah', 'Piet de Vries'])}` : '',
  ].join('');
}
