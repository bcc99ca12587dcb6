import type { Language } from '../../core/customer/address.ts';
import { add } from '../../core/money.ts';
import { type Speaker, spoken } from './customer/message.ts';
import type { QuoteFacts } from './customer/phrase.ts';
import { inSentence, unclosed } from './plain.ts';

const nl = {
  // Only for words that end in one of these is it sure that "de afgesproken …" is Dutch; they may also be a complaint.
  noun: /^(?:\p{L}+[ -]){0,2}\p{L}*(?:beurt|apk|keuring|reparatie|inspectie|wissel)$/iu,
  order: (noun: string) => `de afgesproken ${noun}`,
  work: (words: string | undefined) => (words ? `het afgesproken werk (${words})` : 'het afgesproken werk'),
  onTopOf: (what: string, amount: string) => `${what} van ${amount}`,
  comes: (onTop: string, total: string) => `Komt bij ${onTop}; samen ${total}.`,
  earlier: 'het eerder goedgekeurde werk',
  and: 'en',
  goesOn: (noun: string) => `De afgesproken ${noun} gaat gewoon door.`,
  workGoesOn: 'Wat we al hadden afgesproken, gaat gewoon door.',
};
const en: typeof nl = {
  noun: /^(?:\p{L}+[ -]){0,2}\p{L}*(?:service|mot|inspection|repair|check|change|replacement)$/iu,
  order: (noun) => `the agreed ${noun}`,
  work: (words) => (words ? `the agreed work (${words})` : 'the agreed work'),
  onTopOf: (what, amount) => `${what} of ${amount}`,
  comes: (onTop, total) => `This comes on top of ${onTop}; together ${total}.`,
  earlier: 'the work approved earlier',
  and: 'and',
  goesOn: (noun) => `The agreed ${noun} goes on as planned.`,
  workGoesOn: 'What we had already agreed goes on as planned.',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

// A quote of many lines needs its room for them.
const mostChoices = 3;

function orderWords({ agreed, choices }: QuoteFacts, by: Speaker) {
  const short = unclosed(spoken(agreed?.words, 40) ?? '');
  const noun = short.length <= 20 && by.pick(words).noun.test(short) ? inSentence(short) : undefined;
  return { noun, said: choices.length > mostChoices ? undefined : short || undefined };
}

/** `Komt bij de afgesproken beurt van € 199,00; samen € 485,40.`; nothing where nothing was agreed with an amount. */
export function onTopOfAgreed(quote: QuoteFacts, by: Speaker): string | undefined {
  const say = by.pick(words);
  const { agreed, approvedBefore } = quote;
  const { said, noun } = orderWords(quote, by);
  const order = noun ? say.order(noun) : say.work(said);
  const before = [
    agreed && { what: order, amount: agreed.amount },
    approvedBefore && { what: say.earlier, amount: approvedBefore },
  ].filter((part) => part !== undefined);
  if (before.length === 0) return undefined;
  const onTop = before.map(({ what, amount }) => say.onTopOf(what, by.money(amount))).join(` ${say.and} `);
  const total = before.reduce((sum, { amount }) => add(sum, amount), quote.total);
  return say.comes(onTop, by.money(total));
}

/** That the agreed work is not touched by a rejection. */
export function agreedGoesOn(quote: QuoteFacts, by: Speaker): string {
  const { noun } = orderWords(quote, by);
  return noun ? by.pick(words).goesOn(noun) : by.pick(words).workGoesOn;
}
