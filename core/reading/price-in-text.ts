import { type AmountReading, gluedCurrency, readAmount } from './amount.ts';
import { isMonth, isYear } from './figures.ts';
import { findPhone } from './find-phone.ts';
import { isForeignWord, plainOf, vatMark } from './line-words.ts';
import { startsWithUnit } from './unit.ts';

/** In a sentence with one of these, a number nearby is what something costs. */
const cost =
  /^(?:kost|kosten|kostte|kostprijs|\p{L}*prijs|prijzen|bedrag|bedragen|totaal|totaalbedrag|rekening|factuur|betalen|betaalt|betaal|rekenen|rekent|reken|uurtarief|tarief|korting|toeslag|goedkoper|duurder|arbeidsloon|costs?|pric(?:e|es|ed|ing)|charge[ds]?|total|bill|invoice|pay|fees?|rate|discount|cheaper)$/u;
const about =
  /^(?:wordt|worden|komt|extra|erbij|ongeveer|circa|ca|plm|zo'n|maximaal|max|maximum|hooguit|minimaal|minimum|minstens|samen|about|approximately|approx|roughly|most|least|comes?|be)$/;
/** They stand before times as often, so that an hour behind them is no price. */
const aboutOrTime = /^(?:tussen|between|vanaf|from|rond|around|up|tegen|is|that's)$/;

/**
 * Finds what looks like a price: `300` in "wordt ongeveer 300", `driehonderd` in "driehonderd euro".
 * A time, measure, date, phone or plate is none. This is rather too wide than too narrow, because
 * who finds one only asks.
 */
export function priceInText(text: string): string | undefined {
  const words = wordsOf(text);
  const found = words.find((word, index) => {
    const sureness = numberAt(words, index);
    if (sureness === 'none' || sureness === 'money') return sureness === 'money';
    const near = (before: number, after: number, sign: (plain: string) => boolean): boolean =>
      words.slice(Math.max(0, index - before), index + after + 1).some((one) => one !== word && sign(one.plain));
    if (near(3, 3, isForeignWord) || near(3, 3, (plain) => vatMark.test(plain))) return true;
    if (near(6, 3, (plain) => cost.test(plain))) return true;
    if (sureness === 'word') return false;
    return near(4, 2, (plain) => about.test(plain) || (sureness === 'number' && aboutOrTime.test(plain)));
  });
  return found?.typed;
}

type Word = { readonly typed: string; readonly plain: string };

function wordsOf(text: string): readonly Word[] {
  return gluedCurrency(withoutPhones(text))
    .replace(/(?<=\p{L}[.:=])(?=\d)/gu, ' ')
    .replace(/(?<=\d[€£$]?)[–—/-](?=\p{L}|[€£$]?\d{2,}(?![\d-]))/gu, ' - ')
    .split(/\s+/)
    .filter(Boolean)
    .map((typed) => ({ typed, plain: plainOf(typed).replace(/^[~±≈-]/, '') }));
}

/** Takes out the first phone numbers; a text with more of them is asked about. */
function withoutPhones(text: string): string {
  let rest = text;
  for (let count = 0; count < 4; count += 1) {
    const phone = findPhone(rest);
    if (phone.kind === 'none') return rest;
    rest = `${phone.before} ; ${phone.after}`;
  }
  return rest;
}

/** `hour` may tell the time, `word` is a small number in letters; both need a sign that it is money. */
type Sureness = 'none' | 'money' | 'number' | 'hour' | 'word';

function numberAt(words: readonly Word[], index: number): Sureness {
  const { plain } = words[index] ?? { plain: '' };
  const before = words[index - 1]?.plain ?? '';
  const after = words[index + 1]?.plain ?? '';
  if (isMeasure(after)) return 'none';
  if (/^\d{1,3}%$/.test(plain)) return 'word';
  const reading = readAmount(plain);
  if (reading.kind === 'none') return numberWord(plain);
  if (reading.kind === 'amount' && reading.explicit) return 'money';
  if (names.test(before) || isDated(plain, before, after)) return 'none';
  if (isHour(plain)) return timed.test(before) ? 'none' : 'hour';
  return isLarge(plain, reading) ? 'money' : 'number';
}

function isMeasure(after: string): boolean {
  return (startsWithUnit(after) && !isForeignWord(after)) || /^(?:o'clock|am|pm|u|h|keer|times)$/.test(after);
}

function isHour(plain: string): boolean {
  return /^\d{1,2}(?:\.\d\d)?$/.test(plain) && Number.parseFloat(plain) < 25;
}

function isLarge(plain: string, reading: AmountReading): boolean {
  if (reading.kind !== 'amount') return /[.,]\d{3}/.test(plain);
  return reading.minor >= 100_00 && !isYear(plain);
}

/** What a number behind it names. */
const names =
  /^(?:kamer|room|nr|nummer|number|no|huisnummer|balie|box|bus|lijn|deur|gate|rij|verdieping|postbus|bouwjaar|code|type|maat|dot|golf|polo|cilinder|cylinder|line|regel|punt|item)$/;
/** What the time stands behind. */
const timed = /^(?:om|at|tot|until|till|na|after|tegen|by|before|t\/m)$/;

function isDated(plain: string, before: string, after: string): boolean {
  return /^\d{1,4}$/.test(plain) && (isMonth(after) || isMonth(before));
}

const units = 'een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien';
const tens = 'twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig';
const inDutch = new RegExp(`^(?:${units}|${tens}|(?:zes|zeven|acht|negen)tien|honderd|duizend|en|ën)+(?:en)?$`, 'u');
const inEnglish =
  /^(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousand|grand)-?)+$/;

function numberWord(plain: string): Sureness {
  // No number is longer, and a longer word would be tried in very many ways.
  if (plain.length > 36 || /^(?:e|é)?[eé]?n$|^en$/.test(plain)) return 'none';
  if (/^(?:tientjes?|honderdjes?|rug|ruggen)$/.test(plain)) return 'number';
  if (!inDutch.test(plain) && !inEnglish.test(plain)) return 'none';
  return /honderd|duizend|tig|hundred|thousand|ty/.test(plain) ? 'number' : 'word';
}
