import { ANSWERS, type Answer, COURTESY, type Kind } from './lists.ts';
import { FIRST_NAMES, NAME_PARTS } from './words/courtesy.ts';
import { CONTRACTED, DRAWN_OUT, VARIANTS } from './words/spelling.ts';

const HEADINGS: Readonly<Record<Kind, string>> = {
  full: 'by itself',
  consent: 'by itself or behind a bare yes; not beside thanks or a farewell only',
  bare: 'a plain yes or no: as before',
  weak: 'only beside a bare or full one',
  mild: 'never; may stand beside a full one',
};

/**
 * Every phrase that can ever answer, or stand beside an answer, one a line. #total is the amount of
 * the quote.
 */
export function printedLists(): string {
  const answers = (['approve', 'reject'] as const).flatMap((answer) =>
    (Object.keys(HEADINGS) as Kind[]).flatMap(section(answer)),
  );
  const courtesy = Object.entries(COURTESY).flatMap(([name, phrases]) => listed(`courtesy, ${name}`, phrases));
  const spelling = [...VARIANTS, ...CONTRACTED].map(([typed, read]) => `${typed} = ${read}`);
  return [
    ...answers,
    ...courtesy,
    ...listed('names behind a greeting or a signature, when nobody is known', FIRST_NAMES),
    ...listed('parts of names', NAME_PARTS),
    ...listed('other spellings', spelling),
    ...listed('words whose letters may be drawn out', DRAWN_OUT),
  ].join('\n');
}

function section(answer: Answer) {
  return (kind: Kind) => listed(`${answer}, ${kind}: ${HEADINGS[kind]}`, ANSWERS[answer][kind]);
}

function listed(heading: string, phrases: Iterable<string>): readonly string[] {
  const sorted = [...new Set(phrases)].sort();
  return sorted.length === 0 ? [] : [`## ${heading} (${sorted.length})`, '', ...sorted, ''];
}
