import { validPhone } from './phone.ts';

/** The phone number of a registration and the text around it. */
export type PhoneFound =
  | { readonly kind: 'read'; readonly e164: string; readonly before: string; readonly after: string }
  /** Meant as a number, but none, or one of two; no other number stays in `after`. */
  | { readonly kind: 'asked'; readonly typed: string; readonly before: string; readonly after: string }
  | { readonly kind: 'none' };

/** Finds the one phone number in a text; dates, readings, prices, times and plates are none. */
export function findPhone(text: string): PhoneFound {
  const copy = phoneCopy(text);
  const masked = withoutOtherNumbers(copy);
  const [first, ...others] = tries(masked);
  if (!first) return { kind: 'none' };
  const before = copy.slice(0, first.start).replace(labelBefore, '');
  const after = copy.slice(first.end);
  const found = { before: before.replace(/[\s(]+$/u, ''), after: without(others, copy, first.end) };
  // A number without its zero may lack another sign as well.
  const isWhole = !first.isOpen && /^\(?[0oO+]/.test(first.typed);
  const e164 = isWhole ? numberIn(first.typed) : undefined;
  const isSure = e164 !== undefined && others.length === 0 && !/^\s*(?:of|or|\/)\s*\d/i.test(after);
  return isSure
    ? { kind: 'read', e164, ...found }
    : { kind: 'asked', typed: copy.slice(first.start, first.end).trim(), ...found };
}

/** Cuts other numbers out of what stands behind the first. */
function without(others: readonly Try[], text: string, from: number): string {
  const rest = others.reduceRight(
    (left, { start, end }) => `${left.slice(0, start).replace(labelBefore, '')} ${left.slice(end)}`,
    text,
  );
  return rest.slice(from).replace(/^\)/, '');
}

/** One form of each digit, one kind of dash, no signs that nobody sees. */
function phoneCopy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[‐‑‒–—―−]/g, '-');
}

const labelBefore =
  /(?<![\p{L}\d])(?:telefoon(?:nummer)?|tel|mob(?:iel|ile)?|gsm|phone|nr|nummer|number)[.:]{0,2}\s*\(?$/iu;

const otherNumbers: readonly RegExp[] = [
  // dates, and months with a year
  /(?<!\d)\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d-\d{1,2}-\d{1,2}(?!\d)/g,
  /(?<!\d)(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d(?!\d)/g,
  // times
  /(?<![\d.])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d.]|[ -]?\d\d)/g,
  // kilometres
  /(?<!\d)\d{1,3}(?:[. ]?\d{3}){0,2} ?km(?!\p{L})/giu,
  /(?:kilometerstand|km-?stand|mileage|odometer)[:\s]{0,2}[\d. ]{1,10}\d/gi,
  // money
  /(?:€|eur|euro) ?\d[\d.,]{0,11}/gi,
  /(?<![\d.,])\d[\d.,]{0,11} ?(?:€|eur|euro)(?!\p{L})/giu,
  // chassis and bank numbers
  /(?<![\p{L}\d])(?=[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])[A-Z\d]{15,34}(?![\p{L}\d])/giu,
  // postcodes and numbers with a year
  /(?<!\d)\d{4} ?[A-Z]{2}(?![\p{L}\d])/gu,
  /(?<!\d)(?:19|20)\d\d-\d{3,6}(?!\d)/g,
];

/** Each sign of a number that is no phone becomes a sign of no meaning, so that places stay. */
function withoutOtherNumbers(text: string): string {
  return otherNumbers.reduce((rest, other) => rest.replace(other, (found) => '\u0001'.repeat(found.length)), text);
}

/** `isOpen` where signs that are no digits go on. */
type Try = { readonly start: number; readonly end: number; readonly typed: string; readonly isOpen: boolean };

const run =
  /(?<![\p{L}\d])06-(?![\s./()-]{0,3}\d)|(?<![\p{L}\d+])(?:\+|\(?[0oO](?=[\d\s./()-])|\d)(?:[\s./()-]{0,3}\d){0,30}(?![\p{L}\d]|[\s./()-]{0,3}\d)|(?<![\p{L}\d+])\+?\d(?:[\s./()-]{0,3}\d){3,16}(?=[xX?*])/gu;

/** Whatever was meant as a phone number, from left to right. */
function* tries(text: string): Generator<Try> {
  for (const match of text.matchAll(run)) {
    const [typed] = match;
    const end = match.index + typed.length;
    const isOpen = /^(?:\s?\?|[xX*?]|\.{2,})/.test(text.slice(end, end + 3)) || typed === '06-';
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
  const digits = typed
    .replace(/^\(?[oO]/, (sign) => sign.replace(/[oO]/, '0'))
    .replace(/(?<=^(?:\+|00)\d{1,3}[\s-]*)\(0\)/, '');
  return validPhone(digits);
}

function isMeant(typed: string, before: string): boolean {
  const digits = typed.replace(/\D/g, '').length;
  if (labelBefore.test(before)) return digits >= 5;
  if (/^\+/.test(typed)) return digits >= 6;
  if (/^\(?[oO]/.test(typed)) return digits >= 6;
  return /^\(?0/.test(typed) && (digits >= 8 || /^\(?06[\s./()-]/.test(typed) || typed === '06-');
}
