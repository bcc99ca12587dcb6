import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

// Eight digits or more with separators; a plate or an amount never has as many.
const phoneShape = /(?<![\p{L}\d])(?:\+|00)?\d(?:[ ./()-]{0,2}\d){7,14}(?![\p{L}\d])/u;

/** Finds the first phone number in a text, as it was typed, and the text around it. */
export function phoneIn(
  text: string,
): { readonly typed: string; readonly before: string; readonly after: string } | undefined {
  const match = phoneShape.exec(text);
  if (!match) return undefined;
  const typed = firstOf(match[0]);
  return { typed, before: text.slice(0, match.index), after: text.slice(match.index + typed.length) };
}

// A number is complete with ten digits; a zero or a plus after a space then begins the next one.
function firstOf(typed: string): string {
  for (const { index } of typed.matchAll(/\s+(?=[0+])/g)) {
    const first = typed.slice(0, index);
    if (first.replace(/\D/g, '').length >= 10) return first;
  }
  return typed;
}

/** Returns E.164; undefined for text that cannot be a number. */
export function normalisedPhone(phone: string): string | undefined {
  const read = parsePhoneNumberFromString(withoutOwnZero(phone), 'NL');
  return read?.isPossible() ? read.number : undefined;
}

/** Returns E.164; undefined for a number that nobody can have. */
export function validPhone(phone: string): string | undefined {
  const read = parsePhoneNumberFromString(withoutOwnZero(phone), 'NL');
  return read?.isValid() ? read.number : undefined;
}

/** Nobody dials the zero in brackets behind the sign of a country. */
function withoutOwnZero(phone: string): string {
  return phone.replace(/(?<=^\s?(?:\+|00)[\d\s-]{1,6})\(0\)/, '');
}

/** Writes an E.164 number as people do: `06 12345678` at home, `+49 151 12345678` elsewhere. */
export function shownPhone(e164: string): string {
  const read = parsePhoneNumberFromString(e164);
  if (!read) return e164;
  return read.country === 'NL' ? read.formatNational() : read.formatInternational();
}
