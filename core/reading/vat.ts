import type { BasisPoints } from '../money.ts';
import { excludingWord, includingWord, isPercent, type LineWord, severities, taxWord } from './line-words.ts';

/** What a line says about VAT. */
export type VatSaid = {
  readonly includesVat: boolean | undefined;
  readonly rate: BasisPoints | undefined;
  /** Places of VAT words that say nothing certain. */
  readonly unclear: readonly number[];
  /** Places of the words that were understood. */
  readonly places: ReadonlySet<number>;
};

/** Finds `ex`, `excl. btw`, `+ 21% btw`, `before tax`, `incl 9% VAT`, wherever they stand. */
export function vatIn(words: readonly LineWord[], isFigure: (index: number) => boolean): VatSaid {
  const places = new Set<number>();
  const unclear: number[] = [];
  const phrases: Phrase[] = [];
  for (let index = 0; index < words.length; ) {
    const phrase = phraseAt(words, index, isFigure);
    const length = phrase?.length ?? 1;
    if (phrase) phrases.push(phrase);
    else if (isVatWord(words[index]?.plain ?? '') || isNet(words, index, isFigure)) unclear.push(index);
    for (let part = 0; phrase && part < length; part += 1) places.add(index + part);
    index += length;
  }
  const said = new Set(phrases.flatMap(({ includes }) => includes ?? []));
  const percents = new Set(phrases.flatMap(({ percent }) => percent ?? []));
  const [includesVat] = said;
  const [percent] = percents;
  return {
    includesVat,
    rate: percent === undefined ? undefined : rateOf(percent),
    unclear: said.size > 1 || percents.size > 1 ? [...unclear, ...places] : unclear,
    places,
  };
}

export function rateOf(percent: string): BasisPoints {
  return Math.round(Number.parseFloat(percent.replace(',', '.')) * 100);
}

/** "incl montage" says nothing about VAT. */
function isVatWord(plain: string): boolean {
  return taxWord.test(plain) || excludingWord.test(plain) || /^(?:netto|bruto|gross|marge)$/.test(plain);
}

/** "129 net", while "net vervangen" says when. */
function isNet(words: readonly LineWord[], index: number, isFigure: (index: number) => boolean): boolean {
  return words[index]?.plain === 'net' && isFigure(index - 1);
}

type Phrase = { readonly length: number; readonly includes: boolean | undefined; readonly percent: string | undefined };

const takesOff = /^(?:plus|\+|zonder|without|before|voor|vóór|net|netto|exempt)$/;
const takesIn = /^(?:met|with|inbegrepen|included)$/;
const behindOut = /^(?:exclusief|excl|ex|excluded|extra|erbij|bij)$/;
const behindIn = /^(?:inbegrepen|included|inclusief|incl|inc)$/;

function phraseAt(words: readonly LineWord[], index: number, isFigure: (index: number) => boolean): Phrase | undefined {
  const first = words[index]?.plain ?? '';
  const isIn = includingWord.test(first);
  if (excludingWord.test(first) || isIn)
    return leading(words, index, isIn) ?? alone(isFigure(index + 1) || isEnd(words, index + 1), isIn);
  if (takesOff.test(first) || takesIn.test(first)) return leading(words, index, takesIn.test(first));
  return trailing(words, index);
}

function leading(words: readonly LineWord[], index: number, includes: boolean): Phrase | undefined {
  const tax = taxFrom(words, index + 1);
  return tax && { length: tax.length + 1, includes, percent: tax.percent };
}

function alone(isPlaced: boolean, includes: boolean): Phrase | undefined {
  return isPlaced ? { length: 1, includes, percent: undefined } : undefined;
}

function trailing(words: readonly LineWord[], index: number): Phrase | undefined {
  const tax = taxFrom(words, index);
  if (!tax) return undefined;
  const behind = words[index + tax.length]?.plain ?? '';
  if (behindIn.test(behind)) return { ...tax, length: tax.length + 1, includes: true };
  if (behindOut.test(behind)) return { ...tax, length: tax.length + 1, includes: false };
  return tax.percent === undefined ? undefined : { ...tax, includes: undefined };
}

/** Reads `btw`, `21% btw` and `btw 21%`. */
function taxFrom(words: readonly LineWord[], index: number): Omit<Phrase, 'includes'> | undefined {
  const [first = '', second = ''] = [words[index]?.plain, words[index + 1]?.plain];
  if (isPercent(first)) return taxWord.test(second) ? { length: 2, percent: first } : undefined;
  if (!taxWord.test(first)) return undefined;
  return isPercent(second) ? { length: 2, percent: second } : { length: 1, percent: undefined };
}

/** True if nothing but marks follows. */
function isEnd(words: readonly LineWord[], from: number): boolean {
  for (let index = from; index < words.length; index += 1) {
    const plain = words[index]?.plain ?? '';
    if (plain !== '' && !isPercent(plain) && !severities.has(plain)) return false;
  }
  return true;
}
