import { gluedCurrency, readAmount } from '../../../core/reading/amount.ts';
import { phoneIn } from '../../../core/reading/phone.ts';
import type { Doubt, ParseOptions, Price, RegistrationLine } from './line.ts';
import { readPrice } from './quote.ts';

type Facts = Omit<RegistrationLine, 'kind' | 'plateText'>;

// A comma within `199,00`, `1,286.40` or `199,-` separates nothing.
const amountComma =
  /(?<![\p{L}\d+.-]|\d,)(\d{1,6}(?:\.\d{3})*),(?=\d{1,2}(?![\p{L}\d-])|-{1,2}(?!\d)|\d{3}(?![\p{L}\d-]))/gu;
const kept = '\u0000';

/** Reads the facts behind `new PLATE`, as far as they were typed. */
export function readRegistration(text: string, options: ParseOptions): Facts {
  const phone = phoneIn(text);
  const second = phone && phoneIn(phone.after);
  const after = second ? `${second.before}, ${second.after}` : phone?.after;
  const parts = (phone ? [phone.before, after ?? ''] : [text]).map(partsOf);
  const last = parts.findLast((side) => side.length > 0);
  const agreed = last ? takeAgreed(last, options) : undefined;
  return {
    phone: phone?.typed,
    ...nameAndComplaint(parts[0] ?? [], parts[1], [
      ...(agreed?.doubts ?? []),
      ...(second ? [{ kind: 'second-phone', text: second.typed } as const] : []),
    ]),
    agreed: agreed?.price,
  };
}

function partsOf(text: string): string[] {
  return gluedCurrency(text)
    .replace(amountComma, `$1${kept}`)
    .split(/[,;\n]/)
    .map((part) => part.replaceAll(kept, ',').trim())
    .filter((part) => /[\p{L}\d]/u.test(part));
}

type Agreed = { readonly price: Price | undefined; readonly doubts: readonly Doubt[] };

/** Takes the amount off the end: the last part, or what follows a currency sign in it. */
function takeAgreed(parts: string[], options: ParseOptions): Agreed | undefined {
  const last = parts.at(-1) ?? '';
  const signed = /^(.*\s)([€£$]\d\S*(?:\s+(?:ex|excl|incl)\.?(?:\s+(?:btw|vat))?)?)$/iu.exec(last);
  const reading = readPrice(signed?.[2] ?? last, options);
  if (reading.kind === 'none') return takeUnsigned(parts, last, options);
  parts.pop();
  if (signed?.[1]) parts.push(signed[1].trim());
  return reading.kind === 'price' ? { price: reading.price, doubts: [] } : { price: undefined, doubts: reading.doubts };
}

const qualifier = /^(?:dot|nr|no|nummer|number|punt|type|maat|size|code|band|golf|euro|line|regel)[.:]?$/i;
const leadsIn = /\s+(?:voor|for|prijs|price|afgesproken|agreed|kost|kosten|costs?|à)[.:]?$/iu;
const leastAmount = 20_00;

/**
 * Takes an amount without a currency sign off the end of the complaint. With cents, a dash or VAT
 * it is one; a bare number may also belong to the complaint.
 */
function takeUnsigned(parts: string[], last: string, options: ParseOptions): Agreed | undefined {
  const found = /^(.*\p{L}.*?)\s+(\d\S*)(\s+(?:ex|excl|incl)\.?(?:\s+(?:btw|vat))?)?$/isu.exec(last);
  const [, before = '', number = '', vat = ''] = found ?? [];
  const amount = readAmount(number);
  const reading = readPrice(number + vat, options);
  if (amount.kind !== 'amount' || reading.kind !== 'price' || qualifier.test(before.split(/\s+/).at(-1) ?? ''))
    return undefined;
  const rest = before.replace(leadsIn, '').trim();
  if (amount.explicit || vat !== '') {
    parts.splice(-1, 1, rest);
    return { price: reading.price, doubts: [] };
  }
  if (amount.minor < leastAmount) return undefined;
  const doubt = { kind: 'agreed-or-complaint', text: number, amount: reading.price.amount, part: last, rest } as const;
  return { price: undefined, doubts: [doubt] };
}

const particle = /^(?:van|de|den|der|het|ten|ter|te|'t|von|el|al|le|la|en|and)$/i;
const title = /^(?:dhr|mw|mevr|mevrouw|meneer|fam|familie|mr|mrs|ms)\.?$/i;

/** True for words that look like a person: a title, or two or more with capitals. */
function looksLikeName(text: string): boolean {
  const words = text.split(/\s+/);
  if (title.test(words[0] ?? '')) return true;
  const proper = words.filter((word) => !particle.test(word));
  return words.length <= 5 && proper.length >= 2 && proper.every((word) => /^\p{Lu}[\p{L}.'’-]*$/u.test(word));
}

function nameAndComplaint(
  before: readonly string[],
  after: readonly string[] | undefined,
  doubts: readonly Doubt[],
): Pick<RegistrationLine, 'name' | 'complaint' | 'doubts'> {
  const texts = [...before, ...(after ?? [])];
  const [first, ...others] = texts;
  if (first === undefined) return { name: undefined, complaint: undefined, doubts };
  const sure = after !== undefined && (before.length > 0 || others.length > 0);
  const person = looksLikeName(first);
  const asked: Doubt[] = sure || (person && others.length > 0) ? [] : [{ kind: 'name-or-complaint', text: first }];
  if (others.length > 0) return { name: first, complaint: others.join(', '), doubts: [...doubts, ...asked] };
  return sure || person
    ? { name: first, complaint: undefined, doubts: [...doubts, ...asked] }
    : { name: undefined, complaint: first, doubts: [...doubts, ...asked] };
}
