import { readPrice } from './price.ts';
import { type Moment, mentionsTime, readMoment } from './typed/dates.ts';
import type { Clock, Doubt, MechanicLine, ParseOptions } from './typed/line.ts';

type LineOf<Kind extends MechanicLine['kind']> = Extract<MechanicLine, { kind: Kind }>;
type PlateText = string | undefined;

// "klaar 16" and "klaar 1630" tell a time as often as an amount.
const bareTime = /^(?:[01]?\d|2[0-4]|[01]\d[0-5]\d|2[0-3][0-5]\d)$/;

/** `done [485,40]`; undefined when it is a sentence. With a time or other words it is asked back, never done. */
export function readDone(
  words: string,
  plateText: PlateText,
  clock: Clock,
  options: ParseOptions,
): LineOf<'done'> | undefined {
  const done = (doubts: readonly Doubt[]): LineOf<'done'> => ({ kind: 'done', plateText, price: undefined, doubts });
  if (words === '') return done([]);
  const price = readPrice(words, options);
  if (price.kind === 'price' && !bareTime.test(words)) return { ...done([]), price: price.price };
  const asked = price.kind === 'doubt' ? price.doubts : [];
  if (mentionsTime(words) || bareTime.test(words))
    return done([{ kind: 'done-or-eta', text: words, at: atOf(readMoment(words, clock)) }, ...asked]);
  if (asked.length > 0) return done(asked);
  return plateText === undefined ? undefined : done([{ kind: 'unread', text: words }]);
}

/** `eta 16:30`; undefined when it is a sentence. */
export function readEta(words: string, plateText: PlateText, clock: Clock): LineOf<'eta'> | undefined {
  const moment = readMoment(words, clock);
  const isTime = moment.kind !== 'none' || words === '' || mentionsTime(words);
  if (!isTime && plateText === undefined) return undefined;
  const unread: Doubt[] = moment.kind === 'none' && words !== '' ? [{ kind: 'time', text: words }] : [];
  return { kind: 'eta', plateText, ...timeOf(moment), doubts: [...unread, ...pastDoubt(moment, words)] };
}

const partsWord = /(?<!\p{L})(?:(?:for|op|on)\s+)?(?:parts?|onderdeel|onderdelen)(?!\p{L})/iu;

/** `wait parts [tue 10:00]`; undefined when it is a sentence. What else is waited for is asked back. */
export function readWait(words: string, plateText: PlateText, clock: Clock): LineOf<'wait'> | undefined {
  const parts = partsWord.test(words);
  const { moment, when, before } = momentAtEnd(words.replace(partsWord, ' ').trim(), clock);
  const what = before.replace(/^[\s:,]+|[\s:,]+$/g, '');
  if (!parts && what !== '' && plateText === undefined) return undefined;
  const unread: Doubt[] = parts || what === '' ? [] : [{ kind: 'unread', text: what }];
  const doubts = [...unread, ...pastDoubt(moment, when)];
  return { kind: 'wait', plateText, parts, what: what === '' ? undefined : what, ...timeOf(moment), doubts };
}

function momentAtEnd(
  text: string,
  clock: Clock,
): { readonly moment: Moment; readonly when: string; readonly before: string } {
  // Day, filler, time, "uur": a moment has at most five words.
  const words = text.split(/\s+/);
  for (let from = Math.max(0, words.length - 5); from < words.length; from += 1) {
    const when = words.slice(from).join(' ');
    const moment = readMoment(when, clock);
    if (moment.kind !== 'none') return { moment, when, before: words.slice(0, from).join(' ') };
  }
  return { moment: { kind: 'none' }, when: '', before: text };
}

/** `lift on`; undefined when it is a sentence. */
export function readLift(words: string, plateText: PlateText): LineOf<'lift'> | undefined {
  const word = words.toLowerCase().replace(/[.!]+$/, '');
  const state = /^(?:on|op)$/.test(word) ? true : /^(?:off|af)$/.test(word) ? false : undefined;
  if (state !== undefined || words === '') return { kind: 'lift', plateText, onLift: state, doubts: [] };
  if (plateText === undefined) return undefined;
  return { kind: 'lift', plateText, onLift: undefined, doubts: [{ kind: 'unread', text: words }] };
}

function atOf(moment: Moment): Date | undefined {
  return moment.kind === 'at' ? moment.at : undefined;
}

function timeOf(moment: Moment): { readonly at: Date | undefined; readonly day: string | undefined } {
  return {
    at: atOf(moment),
    day: moment.kind === 'day' ? moment.day : undefined,
  };
}

function pastDoubt(moment: Moment, text: string): Doubt[] {
  return moment.kind === 'past' ? [{ kind: 'past', text, at: moment.at }] : [];
}
