import type { Speaker } from './customer/message.ts';
import type { ChoiceFacts, QuoteFacts } from './customer/phrase.ts';
import { inSentence, opening, plain, unclosed } from './plain.ts';

const words = {
  nl: {
    item: (number: number) => `Punt ${number}`,
    severity: { now: '*Nu nodig*', soon: undefined, later: 'Kan later' },
    inclusive: 'incl. btw',
    items: (count: number, total: string) => `${count} punten, samen ${total} incl. btw`,
  },
  en: {
    item: (number: number) => `Item ${number}`,
    severity: { now: '*Needed now*', soon: undefined, later: 'Can wait' },
    inclusive: 'incl. VAT',
    items: (count: number, total: string) => `${count} items, together ${total} incl. VAT`,
  },
};

// Below this a name says nothing any more; the message may then grow beyond its room.
const shortest = 8;

/** What a choice is called; never empty. */
export function choiceName({ words: said, number }: ChoiceFacts, by: Speaker, most = 80): string {
  return opening(unclosed(plain(said, Math.max(shortest, most)))) || by.pick(words).item(number);
}

/** How urgent a choice is, as its line says it; `soon` is what nobody marked, so nothing is said. */
export function urgency({ severity }: ChoiceFacts, by: Speaker): string | undefined {
  return by.pick(words).severity[severity];
}

/** What every price is shown with: `incl. btw`. */
export function inclusive(by: Speaker): string {
  return by.pick(words).inclusive;
}

/** `1. Remblokken voor, € 286,40 · 2. Ruitenwissers, € 38,00`, each name shortened when there is little room. */
export function inline(choices: readonly ChoiceFacts[], by: Speaker, room: number): string {
  const each = room / choices.length;
  const shown = choices.map((choice) => {
    const amount = by.money(choice.amount);
    // A number at the end of a screen's line would belong to nothing.
    return `${choice.number}.\u00a0${choiceName(choice, by, Math.min(80, each - amount.length - 8))}, ${amount}`;
  });
  return shown.join(' · ');
}

/** `1. Remblokken voor, nog 2 mm: € 286,40. *Nu nodig*`; the finding goes first when there is little room. */
function listed(choice: ChoiceFacts, by: Speaker, room: number): string {
  const urgent = urgency(choice, by);
  const line = (name: string) => `${choice.number}. ${name}: ${by.money(choice.amount)}${urgent ? `. ${urgent}` : ''}`;
  const called = choiceName(choice, by, Math.min(120, room - line('').length - 1));
  const found = plain(choice.finding ?? '', 120);
  // Often the price is typed with the first words of the finding, which would be said twice.
  const isRepeated = found.toLowerCase().startsWith(called.toLowerCase());
  const name = isRepeated
    ? choiceName({ ...choice, words: found }, by, Math.min(120, room - line('').length - 1))
    : called;
  const left = Math.min(120, room - line(name).length - 3);
  const finding = left < shortest || isRepeated ? '' : unclosed(plain(choice.finding ?? '', left));
  return line(finding === '' ? name : `${name}, ${finding}`);
}

/** The choices of a quote, one a line. */
export function list(choices: readonly ChoiceFacts[], by: Speaker) {
  return (room: number): string => choices.map((choice) => listed(choice, by, room / choices.length - 1)).join('\n');
}

/** The choices with these numbers, in the quote's order. */
export function numbered({ choices }: QuoteFacts, numbers: readonly number[]): readonly ChoiceFacts[] {
  return choices.filter(({ number }) => numbers.includes(number));
}

/** The only choice of a quote; undefined when there are several. */
export function onlyChoice({ choices }: QuoteFacts): ChoiceFacts | undefined {
  return choices.length === 1 ? choices[0] : undefined;
}

/** A quote within a sentence: `remblokken voor, € 286,40 incl. btw` or `2 punten, samen € 324,40 incl. btw`. */
export function quoteInSentence(quote: QuoteFacts, by: Speaker): string {
  const only = onlyChoice(quote);
  const total = by.money(quote.total);
  return only
    ? `${inSentence(choiceName(only, by))}, ${total} ${inclusive(by)}`
    : by.pick(words).items(quote.choices.length, total);
}
