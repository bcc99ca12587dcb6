import { money } from '../../../core/money.ts';
import { gluedCurrency } from '../../../core/reading/amount.ts';
import { findPhone } from '../../../core/reading/find-phone.ts';
import { validPhone } from '../../../core/reading/phone.ts';
import type { Price } from '../../../core/reading/price.ts';
import { type LineDoubt, readPriceAlone, readPricedLine } from '../../../core/reading/priced-line.ts';
import type { Doubt, ParseOptions, RegistrationLine } from './line.ts';

type Facts = Omit<RegistrationLine, 'kind' | 'plateText' | 'plateTry'>;

// A comma within `199,00`, `1,286.40` or `199,-` separates nothing.
const amountComma =
  /(?<![\p{L}\d+.-]|\d,)(\d{1,6}(?:\.\d{3})*),(?=\d{1,2}(?![\p{L}\d-])|-{1,2}(?!\d)|\d{3}(?![\p{L}\d-]))/gu;
const kept = '\u0000';

/** Reads the facts behind `new PLATE`, as far as they were typed. */
export function readRegistration(text: string, options: ParseOptions): Facts {
  const phone = findPhone(text);
  const first = phone.kind === 'asked' ? validPhone(phone.typed) : undefined;
  const parts = (phone.kind === 'none' ? [text] : [phone.before, phone.after]).map(partsOf);
  const last = parts.findLast((side) => side.length > 0);
  const agreed = last ? takeAgreed(last, options) : undefined;
  return {
    phone: phone.kind === 'read' ? phone.e164 : first,
    ...nameAndComplaint(parts[0] ?? [], parts[1], [
      ...(agreed?.doubts ?? []),
      ...(phone.kind === 'asked' ? [{ kind: first ? 'second-phone' : 'phone', text: phone.typed } as const] : []),
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

/** Takes the agreed amount out of the last part. A bare number may also belong to the complaint. */
function takeAgreed(parts: string[], options: ParseOptions): Agreed | undefined {
  const part = parts.at(-1) ?? '';
  const alone = readPriceAlone(part, options);
  const { description, price, doubt, signed, discount } = readPricedLine(part, options);
  const isOdd = doubt !== undefined && /^\d+$/.test(part);
  if (alone && !isOdd) {
    parts.pop();
    return agreedOf(price, doubt, options);
  }
  if (discount || !(price || doubt)) return undefined;
  if (signed) {
    parts.splice(-1, 1, description.replace(leadsIn, ''));
    return agreedOf(price, doubt, options);
  }
  return askBare(part, alone !== undefined, price?.amount.minor ?? doubt?.readings[0], options);
}

function agreedOf(price: Price | undefined, doubt: LineDoubt | undefined, { currency }: ParseOptions): Agreed {
  if (!doubt) return { price, doubts: [] };
  const readings = doubt.readings.map((minor) => money(minor, currency));
  return { price: undefined, doubts: [{ kind: 'amount', text: doubt.text, line: undefined, readings }] };
}

const qualifier = /^(?:dot|nr|no|nummer|number|punt|type|maat|size|code|band|golf|euro|line|regel)[.:]?$/i;
const leadsIn = /\s+(?:voor|for|prijs|price|afgesproken|agreed|kost|kosten|costs?|à)[.:]?$/iu;
const leastAmount = 20_00;

/** Asks if a bare number at the end is the agreed amount; the part stays as it is until then. */
function askBare(part: string, isAlone: boolean, minor: number | undefined, options: ParseOptions): Agreed | undefined {
  const [, before = '', number = ''] = /^(.*?)(\S+)$/s.exec(part) ?? [];
  const rest = before.trim();
  const isEnd = /^\d+$/.test(number) && !qualifier.test(rest.split(/\s+/).at(-1) ?? '');
  if (!isEnd || minor === undefined || minor < leastAmount || !(isAlone || /\p{L}/u.test(rest))) return undefined;
  const amount = money(minor, options.currency);
  const doubt = { kind: 'agreed-or-complaint', text: number, amount, part, rest: rest.replace(leadsIn, '') } as const;
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

/** Nobody's name has a digit: of "4 tyres, Ben" Ben comes first. */
function nameFirst(texts: readonly string[]): readonly string[] {
  const at = texts.findIndex((text) => !/\d/.test(text));
  return at <= 0 ? texts : [...texts.slice(at, at + 1), ...texts.slice(0, at), ...texts.slice(at + 1)];
}

function nameAndComplaint(
  before: readonly string[],
  after: readonly string[] | undefined,
  doubts: readonly Doubt[],
): Pick<RegistrationLine, 'name' | 'complaint' | 'doubts'> {
  const [first, ...others] = nameFirst([...before, ...(after ?? [])]);
  if (first === undefined) return { name: undefined, complaint: undefined, doubts };
  const sure = after !== undefined && (before.length > 0 || others.length > 0);
  const person = looksLikeName(first);
  const asked: Doubt[] = sure || (person && others.length > 0) ? [] : [{ kind: 'name-or-complaint', text: first }];
  if (others.length > 0) return { name: first, complaint: others.join(', '), doubts: [...doubts, ...asked] };
  return sure || person
    ? { name: first, complaint: undefined, doubts: [...doubts, ...asked] }
    : { name: undefined, complaint: first, doubts: [...doubts, ...asked] };
}
