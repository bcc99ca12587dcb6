import type { Severity } from '../repair/repair.ts';
import { withoutEnd } from '../trimmed.ts';
import { gluedCurrency } from './amount.ts';

/** A word of a line as it was typed, and as it is compared: small letters, no signs around it. */
export type LineWord = { readonly typed: string; readonly plain: string };

const invisible = /[\p{Bidi_Control}\u200b-\u200d\u2060\ufeff]/gu;

/** "Kan later", "can wait": how soon, in one word. */
export function withMarks(text: string): string {
  return text
    .replace(/(?<!\p{L})(?:kan|mag) (?:wel |ook )?(?:nog |even )?(?:later|wachten)(?!\p{L})/giu, 'later')
    .replace(/(?<!\p{L})(?:can|may) (?:be done )?(?:later|wait)(?!\p{L})/giu, 'later')
    .replace(/(?<!\p{L})(?:moet|must)(?: be done| nu)? (?:nu|now)(?!\p{L})/giu, 'nu');
}

/** Puts together what belongs to one number, and apart what does not: `2 x € 89ex/st`. */
function spaced(text: string): string {
  return gluedCurrency(withMarks(text.replace(/\s+/g, ' ')))
    .replace(/(?<=\d) (?=%)/g, '')
    .replace(/(?<![\p{L}\d/.,-])([€£$]?\d[\d.,]*(?:[.,]-{1,2})?€?) ?[x×*] ?(?=[€£$]?\d)/giu, '$1x')
    .replace(/(?<=[\d€]|[.,]-{1,2})(ex|excl|incl|inc)(?![\p{L}\d])/giu, ' $1')
    .replace(/(?<![\p{L}\d])(excl|ex|incl|inc)[.-](?=btw|vat|tax)/giu, '$1 ')
    .replace(/(?<![\p{L}\d])(excl|ex|incl|inc)(btw|vat)(?![\p{L}\d])/giu, '$1 $2')
    .replace(/\+(?= ?(?:\d{1,2}% ?)?(?:btw|vat|tax|b\.t\.w)(?![\p{L}\d]))/giu, ' plus ')
    .replace(/(?<=[\d€]|[.,]-{1,2}) ?\/ ?(?=(?:uur|u|st|stuks?|hour|hr|h|each|pc|band|wiel)(?![\p{L}\d]))/giu, ' per ')
    .replace(/(?<![\p{L}\d])(?:free of charge|for free|no charge)(?![\p{L}\d])/giu, 'free');
}

export function lineWords(text: string): readonly LineWord[] {
  return spaced(text)
    .split(' ')
    .filter((typed) => typed !== '')
    .map((typed) => ({ typed, plain: plainOf(typed) }));
}

export function plainOf(typed: string): string {
  const low = typed.toLowerCase().replace(invisible, '').replaceAll('’', "'");
  return withoutEnd(low.replace(/^[([{"'“„]+/, ''), /[)\]}.,;:!?"'”]/);
}

export const taxWord = /^(?:btw|b\.t\.w|vat|tax|taxes|belasting)$/;
export const excludingWord = /^(?:ex|excl|exkl|exclusief|excluding|exclusive)$/;
export const includingWord = /^(?:incl|inc|inkl|inclusief|including|inclusive)$/;
/** Any word by which a text speaks of VAT. */
export const vatMark = /^(?:btw|b\.t\.w|vat|tax|ex|excl|exclusief|incl|inclusief|ex\.?btw|excl\.?btw|incl\.?btw)$/;
const currencyWord =
  /^(?:€|£|\$|eur|euro|euro's|euros|eurootjes|gbp|us\$|pond|pounds?|quid|usd|dollars?|bucks|chf|franken|francs?|zł|zl|pln|zloty|kr|sek|dkk|nok|kronen|cents?|centen|jpy|yen|mwst|ust|tva|zzgl)$/;
const glued = /^[€£$]?\d[\d.,]*(?:gbp|usd|chf|zł|zl|pln|kr|£|\$|us\$)$/;
export const pieceWord = /^(?:stuks?|st|pcs|pieces?)$/;
export const discountWord = /^(?:\p{L}{0,20}korting|discount|rabat|rebate)$/u;

export function isForeignWord(plain: string): boolean {
  return currencyWord.test(plain) || glued.test(plain);
}
export function isPercent(plain: string): boolean {
  return /^\d{1,3}(?:[.,]\d)?%$/.test(plain);
}

/** How soon a line must be done. */
export const severities: ReadonlyMap<string, Severity> = new Map([
  ['nu', 'now'],
  ['now', 'now'],
  ['soon', 'soon'],
  ['binnenkort', 'soon'],
  ['later', 'later'],
]);
