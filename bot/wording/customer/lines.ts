import type { Language } from '../../../core/customer/address.ts';
import type { RepairId } from '../../../core/ids.ts';
import { add } from '../../../core/money.ts';
import { inBothLanguages, inSentence, opening, plain, unclosed } from '../format.ts';
import { type Answers, answerBy, type Choices, type Part, type Speaker, sentences, spoken } from './message.ts';
import type { ChoiceAction, ChoiceFacts, QuoteFacts } from './phrase.ts';

const choiceWords = inBothLanguages({
  nl: {
    item: (number: number) => `Punt ${number}`,
    severity: { now: '*Nu nodig*', soon: undefined, later: 'Kan later' },
    inclusive: 'incl. btw',
    items: (count: number, total: string) => `${count} punten, samen ${total} incl. btw`,
  },
  en: {
    item: (number) => `Item ${number}`,
    severity: { now: '*Needed now*', soon: undefined, later: 'Can wait' },
    inclusive: 'incl. VAT',
    items: (count, total) => `${count} items, together ${total} incl. VAT`,
  },
});

/** Names a line of a quote that only takes something off. */
export const discountNames: Readonly<Record<Language, string>> = { nl: 'Korting', en: 'Discount' };

/** The name of a choice; never empty. */
export function choiceName({ words: said, number }: ChoiceFacts, speaker: Speaker, max = 80): string {
  return opening(unclosed(plain(said, Math.max(minNameLength, max)))) || speaker.pick(choiceWords).item(number);
}

// A shorter name says nothing; the message may then grow beyond its room.
const minNameLength = 8;

/** Says how urgent a choice is; `soon` is the default and says nothing. */
export function urgency({ severity }: ChoiceFacts, speaker: Speaker): string | undefined {
  return speaker.pick(choiceWords).severity[severity];
}

/** Stands behind every price: `incl. btw`. */
export function inclusive(speaker: Speaker): string {
  return speaker.pick(choiceWords).inclusive;
}

/** The choices with these numbers, in the quote's order. */
export function numbered({ choices }: QuoteFacts, numbers: readonly number[]): readonly ChoiceFacts[] {
  return choices.filter(({ number }) => numbers.includes(number));
}

/** The only choice of a quote; undefined when there are several. */
export function onlyChoice({ choices }: QuoteFacts): ChoiceFacts | undefined {
  return choices.length === 1 ? choices[0] : undefined;
}

/** The choices of a quote, one a line. */
export function list(choices: readonly ChoiceFacts[], speaker: Speaker) {
  return (room: number): string =>
    choices.map((choice) => listed(choice, speaker, room / choices.length - 1)).join('\n');
}

/**
 * `1. Remblokken voor, nog 2 mm: € 286,40. *Nu nodig*`; the finding goes first when there is little
 * room.
 */
function listed(choice: ChoiceFacts, speaker: Speaker, room: number): string {
  const urgent = urgency(choice, speaker);
  const line = (name: string) =>
    `${choice.number}. ${name}: ${speaker.money(choice.amount)}${urgent ? `. ${urgent}` : ''}`;
  const called = choiceName(choice, speaker, Math.min(120, room - line('').length - 1));
  const found = plain(choice.finding ?? '', 120);
  // Often the price is typed with the first words of the finding, which would be said twice.
  const isRepeated = found.toLowerCase().startsWith(called.toLowerCase());
  const name = isRepeated
    ? choiceName({ ...choice, words: found }, speaker, Math.min(120, room - line('').length - 1))
    : called;
  const left = Math.min(120, room - line(name).length - 3);
  const finding = left < minNameLength || isRepeated ? '' : unclosed(plain(choice.finding ?? '', left));
  return line(finding === '' ? name : `${name}, ${finding}`);
}

/**
 * `1. Remblokken voor, € 286,40 · 2. Ruitenwissers, € 38,00`, each name shortened when there is
 * little room.
 */
export function inline(choices: readonly ChoiceFacts[], speaker: Speaker, room: number): string {
  const each = room / choices.length;
  const shown = choices.map((choice) => {
    const amount = speaker.money(choice.amount);
    // A number at the end of a screen's line would belong to nothing.
    return `${choice.number}.\u00a0${choiceName(choice, speaker, Math.min(80, each - amount.length - 8))}, ${amount}`;
  });
  return shown.join(' · ');
}

/**
 * A quote within a sentence: `remblokken voor, € 286,40 incl. btw` or `2 punten, samen € 324,40
 * incl. btw`.
 */
export function quoteInSentence(quote: QuoteFacts, speaker: Speaker): string {
  const only = onlyChoice(quote);
  const total = speaker.money(quote.total);
  return only
    ? `${inSentence(choiceName(only, speaker))}, ${total} ${inclusive(speaker)}`
    : speaker.pick(choiceWords).items(quote.choices.length, total);
}

const agreedWorkWords = inBothLanguages({
  nl: {
    // Only words with these endings surely fit "de afgesproken …"; others may be a complaint.
    noun: /^(?:\p{L}+[ -]){0,2}\p{L}*(?:beurt|apk|keuring|reparatie|inspectie|wissel)$/iu,
    order: (noun: string) => `de afgesproken ${noun}`,
    work: (words: string | undefined) => (words ? `het afgesproken werk (${words})` : 'het afgesproken werk'),
    onTopOf: (what: string, amount: string) => `${what} van ${amount}`,
    comes: (onTop: string, total: string | undefined) => `Komt bij ${onTop}${total ? `; samen ${total}` : ''}.`,
    noPrice: 'Voor het werk waarvoor u kwam is nog geen prijs afgesproken.',
    earlier: 'het eerder goedgekeurde werk',
    and: 'en',
    goesOn: (noun: string) => `De afgesproken ${noun} gaat gewoon door.`,
    workGoesOn: 'Wat we al hadden afgesproken, gaat gewoon door.',
  },
  en: {
    noun: /^(?:\p{L}+[ -]){0,2}\p{L}*(?:service|mot|inspection|repair|check|change|replacement)$/iu,
    order: (noun) => `the agreed ${noun}`,
    work: (words) => (words ? `the agreed work (${words})` : 'the agreed work'),
    onTopOf: (what, amount) => `${what} of ${amount}`,
    comes: (onTop, total) => `This comes on top of ${onTop}${total ? `; together ${total}` : ''}.`,
    noPrice: 'No price has been agreed yet for the work you came for.',
    earlier: 'the work approved earlier',
    and: 'and',
    goesOn: (noun) => `The agreed ${noun} goes on as planned.`,
    workGoesOn: 'What we had already agreed goes on as planned.',
  },
});

/**
 * `Komt bij de afgesproken beurt van € 199,00; samen € 485,40.` Without an agreed amount it says
 * so, and adds up nothing.
 */
export function onTopOfAgreed(quote: QuoteFacts, speaker: Speaker): string {
  const words = speaker.pick(agreedWorkWords);
  const { agreed, approvedBefore } = quote;
  const { said, noun } = orderWords(quote, speaker);
  const order = noun ? words.order(noun) : words.work(said);
  const before = [
    agreed && { what: order, amount: agreed.amount },
    approvedBefore && { what: words.earlier, amount: approvedBefore },
  ].filter((part) => part !== undefined);
  if (before.length === 0) return words.noPrice;
  const onTop = before.map(({ what, amount }) => words.onTopOf(what, speaker.money(amount))).join(` ${words.and} `);
  const total = before.reduce((sum, { amount }) => add(sum, amount), quote.total);
  return agreed ? words.comes(onTop, speaker.money(total)) : sentences(words.comes(onTop, undefined), words.noPrice);
}

/** Says that a rejection does not touch the agreed work. */
export function agreedGoesOn(quote: QuoteFacts, speaker: Speaker): string {
  const { noun } = orderWords(quote, speaker);
  return noun ? speaker.pick(agreedWorkWords).goesOn(noun) : speaker.pick(agreedWorkWords).workGoesOn;
}

function orderWords({ agreed, choices }: QuoteFacts, speaker: Speaker) {
  const short = unclosed(spoken(agreed?.words, 40) ?? '');
  const noun = short.length <= 20 && speaker.pick(agreedWorkWords).noun.test(short) ? inSentence(short) : undefined;
  return { noun, said: choices.length > maxChoices ? undefined : short || undefined };
}

// With more choices than this the agreed words are left out.
const maxChoices = 3;

const askingWords = inBothLanguages({
  nl: {
    approve: 'Akkoord',
    declineOne: 'Niet doen',
    declineAll: 'Niets doen',
    askOrCall: 'Vraag of bel mij',
    chooseOrAsk: 'Kiezen of vragen',
    replyOne: (amount: string) =>
      `Antwoord *JA* (akkoord, ${amount}), *NEE* (niet doen) of *BEL*. Een vraag? Typ hem gewoon.`,
    replyAll: (amount: string) =>
      `Antwoord *JA* (alles, ${amount}), *NEE* (niets) of de nummers die u wilt, bijvoorbeeld\u00a0*1*. ` +
      'Liever bellen? Typ *BEL*. Een vraag? Typ hem gewoon.',
    whatNow: 'wat wilt\u00a0u?',
    together: 'Samen',
    callMe: 'Bel mij',
    person: 'Medewerker',
    anotherDecider: 'Laat ander beslissen',
  },
  en: {
    approve: 'Approve',
    declineOne: "Don't do it",
    declineAll: 'Do nothing',
    askOrCall: 'Question or call me',
    chooseOrAsk: 'Choose or ask',
    replyOne: (amount) => `Reply *YES* (approve, ${amount}), *NO* (don't do it) or *CALL*. A question? Just type it.`,
    replyAll: (amount) =>
      `Reply *YES* (all, ${amount}), *NO* (none) or the numbers you want, for example\u00a0*1*. ` +
      'Prefer a call? Type *CALL*. A question? Just type it.',
    whatNow: 'what would you like?',
    together: 'Together',
    callMe: 'Call me',
    person: 'A person, please',
    anotherDecider: 'Someone else decides',
  },
});

export function answersTo(quote: QuoteFacts, speaker: Speaker): Answers {
  return answerBy(speaker, quoteChoices(quote, speaker), quoteEnding(quote, speaker));
}

/** The three buttons of a quote. */
export function quoteChoices(quote: QuoteFacts, speaker: Speaker): Choices {
  const words = speaker.pick(askingWords);
  const { quoteId, version, repairId } = quote;
  const several = onlyChoice(quote) === undefined;
  const all = {
    label: amountLabel(words.approve, speaker.money(quote.total)),
    action: { do: 'decide', quoteId, version, selection: { kind: 'all' } },
  } as const;
  const none: ChoiceAction = { do: 'decide', quoteId, version, selection: { kind: 'none' } };
  return several
    ? [
        all,
        { label: words.chooseOrAsk, action: { do: 'choose-lines', quoteId, version } },
        { label: words.declineAll, action: none },
      ]
    : [
        all,
        { label: words.declineOne, action: none },
        { label: words.askOrCall, action: { do: 'ask-or-call', repairId } },
      ];
}

/** Says how to answer in words: JA, NEE, BEL, and digits where there is something to choose. */
export function quoteEnding(quote: QuoteFacts, speaker: Speaker): string {
  const words = speaker.pick(askingWords);
  const amount = speaker.money(quote.total);
  return onlyChoice(quote) ? words.replyOne(amount) : words.replyAll(amount);
}

/** Asks the quote again: `Remblokken voor, € 286,40 incl. btw: wat wilt u?` */
export function askedAgain(quote: QuoteFacts, speaker: Speaker): Part {
  const words = speaker.pick(askingWords);
  const only = onlyChoice(quote);
  const total = `${speaker.money(quote.total)} ${inclusive(speaker)}`;
  if (only) return `${choiceName(only, speaker)}, ${total}: ${words.whatNow}`;
  const question = `${words.together} ${total}: ${words.whatNow}`;
  return (room) => `${inline(quote.choices, speaker, room - question.length - 1)}\n${question}`;
}

export function callMe(speaker: Speaker) {
  return {
    label: speaker.pick(askingWords).callMe,
    action: { do: 'call-me' } as const,
  };
}

export function aPerson(speaker: Speaker) {
  return { label: speaker.pick(askingWords).person, action: { do: 'person' } as const };
}

/** Asks for a link, so that another person decides as well. */
export function anotherDecider(repairId: RepairId, speaker: Speaker) {
  return {
    label: speaker.pick(askingWords).anotherDecider,
    action: { do: 'share-say', repairId } as const,
  };
}

/** Adds the amount to a label if both fit a button. */
export function amountLabel(label: string, amount: string): string {
  return `${label} ${amount}`.length <= maxLabelLength ? `${label} ${amount}` : label;
}

const maxLabelLength = 20;
