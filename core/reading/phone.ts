import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

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
