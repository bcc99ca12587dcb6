import { phoneIn } from './phone.ts';
import { gluedCurrency, readAmount } from './typed/amounts.ts';
import { startsWithUnit } from './typed/plates.ts';

function withoutPhone(text: string): string {
  const phone = phoneIn(text);
  return phone ? `${phone.before} ${phone.after}` : text;
}

const cue = /^(?:kost|kosten|wordt|prijs|ongeveer|zo'n|circa|ca|costs?|price|about|around|roughly)$/i;

/** The first words of a free text that look like a price, e.g. `300` in "wordt ongeveer 300"; years and units are none. */
export function priceInText(text: string): string | undefined {
  const words = gluedCurrency(withoutPhone(text)).split(/\s+/).filter(Boolean);
  return words.find((word, index) => {
    const typed = word.replace(/^[(~±"']+|[)?!:;"']+$/g, '');
    const reading = readAmount(typed);
    if (reading.kind === 'none' || startsWithUnit(words[index + 1] ?? '')) return false;
    const afterCue = cue.test(words[index - 1] ?? '');
    if (reading.kind === 'unsure') return afterCue || /[.,]\d{3}/.test(typed);
    const isYear = /^(?:19[89]|20[0-3])\d[.,]?$/.test(typed);
    return reading.explicit || afterCue || (reading.minor >= 100_00 && !isYear);
  });
}
