import { validPhone } from './phone.ts';
import { type ReadingCopy, readingCopy } from './reading-copy.ts';

/** The phone number of a registration and the text around it. */
export type PhoneFound =
  | { readonly kind: 'read'; readonly e164: string; readonly before: string; readonly after: string }
  /** Meant as a number, but none, or one of two; no other number stays in `after`. */
  | { readonly kind: 'asked'; readonly typed: string; readonly before: string; readonly after: string }
  | { readonly kind: 'none' };

/** Finds the one phone number in a text; dates, readings, prices, times and plates are none. */
export function findPhone(text: string): PhoneFound {
  const copy = readingCopy(text);
  const [first, ...others] = [...tries(withoutOtherNumbers(copy.text))];
  if (!first) return { kind: 'none' };
  const found = around(copy, [first, ...others]);
  // A number without its zero may lack another sign as well.
  const isWhole = !first.isOpen && /^\(?[0oO+]/.test(first.typed);
  const e164 = isWhole ? numberIn(first.typed) : undefined;
  const isOnly = others.every(({ typed, isOpen }) => !isOpen && numberIn(typed) === e164);
  const isSure = e164 !== undefined && isOnly && !/^\s*(?:of|or|\/)\s*\d/i.test(copy.text.slice(first.end));
  return isSure
    ? { kind: 'read', e164, ...found }
    : { kind: 'asked', typed: copy.between(first.start, first.end).trim(), ...found };
}

/** What was typed around the first number, without the others and what names or joins them. */
function around(copy: ReadingCopy, numbers: readonly Try[]): { readonly before: string; readonly after: string } {
  const cuts = numbers.map(({ start, end }) => ({
    start: startOfLabel(copy.text, start),
    end: copy.text.charAt(end) === ')' ? end + 1 : end,
  }));
  const between = cuts.map(({ end }, index) => {
    const next = cuts[index + 1];
    return next ? copy.between(end, next.start) : copy.after(end);
  });
  return { before: copy.before(cuts[0]?.start ?? 0), after: between.join(' ') };
}

const labelBefore =
  /(?<![\p{L}\d])(?:telefoon(?:nummer|nr)?|tel(?:nummer|\.? ?nr)?|mob(?:iel|ile)?|gsm|phone|nr|nummer|number|[tm](?=:))[.:]{0,2}\s*\(?$/iu;

function startOfLabel(text: string, start: number): number {
  const before = text.slice(Math.max(0, start - 24), start);
  const label = labelBefore.exec(before)?.[0].length ?? 0;
  const joined = /(?<=\d\)?\s{0,2})(?:en|and|of|or|&|\/)\s*$/iu.exec(before.slice(0, before.length - label));
  let from = start - label - (joined?.[0].length ?? 0);
  while (from > 0 && /[\s(/[*-]/.test(text.charAt(from - 1))) from -= 1;
  return from;
}

const datesWithYear: readonly RegExp[] = [
  /(?<!\d)\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d-\d{1,2}-\d{1,2}(?!\d)/g,
];

/** True for `23-11-2026` and nothing else: it has as many digits as a phone number. */
export function isDate(text: string): boolean {
  return text !== '' && datesWithYear.some((date) => text.replace(date, '') === '');
}

const otherNumbers: readonly RegExp[] = [
  ...datesWithYear,
  // months with a year, and short dates
  /(?<!\d)(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d(?!\d)/g,
  /(?<!\d[-/. ]?)(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\1\d\d(?![-/. ]?\d)/g,
  /(?<!\d[-/. ]?)(?:0?[1-9]|[12]\d|3[01])[-/](?:0?[1-9]|1[0-2])(?![-/. ()]{0,3}\d|[-/.?*x])/g,
  // times
  /(?<![\d.])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d.]|[ -]?\d\d)/g,
  // kilometres
  /(?<!\d)\d{1,3}(?:[. ]?\d{3}){0,2} ?km(?!\p{L})/giu,
  /(?:kilometerstand|km-?stand|mileage|odometer)[:\s]{0,2}[\d. ]{1,10}\d/gi,
  // money
  /(?:€|eur|euro) ?\d[\d.,]{0,11}/gi,
  /(?<![\d.,])\d[\d.,]{0,11} ?(?:€|eur|euro)(?!\p{L})/giu,
  // chassis and bank numbers
  /(?<![\p{L}\d])(?=[A-Z\d]{0,33}\d)(?=[A-Z\d]{0,33}[A-Z])[A-Z\d]{15,34}(?![\p{L}\d])/giu,
  /(?<![\p{L}\d])[A-Z]{2}\d\d(?: [A-Z\d]{4}){2,7}(?: [A-Z\d]{1,3})?(?![\p{L}\d])/gu,
  // postcodes and numbers with a year
  /(?<!\d)\d{4} ?[A-Z]{2}(?![\p{L}\d])/gu,
  /(?<!\d)(?:19|20)\d\d-\d{3,6}(?!\d)/g,
];

/** Each sign of a number that is no phone becomes a sign of no meaning, so that places stay. */
function withoutOtherNumbers(text: string): string {
  const plain = text.replace(/(?<=(?<![\p{L}\d])0\d{1,3})[_=~:](?=\d{6})/gu, '-');
  return otherNumbers.reduce((rest, other) => rest.replace(other, (found) => '\u0001'.repeat(found.length)), plain);
}

/** `isOpen` where signs that are no digits go on. */
type Try = { readonly start: number; readonly end: number; readonly typed: string; readonly isOpen: boolean };

const run =
  /(?<![\p{L}\d])06-(?![\s./()-]{0,3}\d|\p{L}{1,3}-)|(?<![\p{L}\d+])(?:\+|\(?[0oO](?=[\d\s./()-])|\d)(?:[\s./()-]{0,3}\d){0,30}(?![\p{L}\d]|[\s./()-]{0,3}\d)|(?<![\p{L}\d+])\+?\d(?:[\s./()-]{0,3}\d){3,16}(?=[\p{L}?*])/gu;

/** Whatever was meant as a phone number, from left to right. */
function* tries(text: string): Generator<Try> {
  for (const match of text.matchAll(run)) {
    const [typed] = match;
    const end = match.index + typed.length;
    const isOpen = /^(?:\s?\?|[\p{L}*?]|\.{2,})/u.test(text.slice(end, end + 3)) || typed === '06-';
    const found = apart(typed, match.index);
    for (const one of found)
      if (found.length > 1 || isMeant(one.typed, text.slice(0, one.start)))
        yield { ...one, isOpen: isOpen && one.end === end };
  }
}

/** Two whole numbers beside each other are two. */
function apart(typed: string, start: number): readonly Omit<Try, 'isOpen'>[] {
  const whole = { start, end: start + typed.length, typed };
  if (numberIn(typed)) return [whole];
  for (const { index } of typed.matchAll(/[\s/]+(?=[+0(])/g)) {
    const first = typed.slice(0, index);
    const rest = typed.slice(index).replace(/^[\s/]+/, '');
    if (numberIn(first) && rest.replace(/\D/g, '').length >= 6)
      return [
        { start, end: start + index, typed: first },
        { start: start + typed.length - rest.length, end: start + typed.length, typed: rest },
      ];
  }
  return [whole];
}

function numberIn(typed: string): string | undefined {
  return validPhone(typed.replace(/^\(?[oO]/, (sign) => sign.replace(/[oO]/, '0')));
}

function isMeant(typed: string, before: string): boolean {
  const digits = typed.replace(/\D/g, '');
  if (labelBefore.test(before.slice(-24))) return digits.length >= 5;
  if (/^\+/.test(typed)) return digits.length >= 5 || /^\+[1-9]\d{0,2}[\s(-]/.test(typed);
  if (/^\(?[oO]/.test(typed)) return digits.length >= 5;
  if (/^\(?0/.test(typed)) return digits.length >= 8 || /^\(?06[\s./()-]/.test(typed) || typed === '06-';
  // The zero was left out, or the plus.
  return /^(?:6[1-58]\d{7}|31[1-9]\d{8})$/.test(digits) && /(?:^|[,;\n])\s*$/.test(before.slice(-4));
}
