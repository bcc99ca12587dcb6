import type { Language } from '../../../core/customer/address.ts';
import type { RepairId } from '../../../core/ids.ts';
import { choiceName, inclusive, inline, onlyChoice } from '../choice-lines.ts';
import { type Answers, answerBy, type Choices, type Part } from '../message.ts';
import type { Speaker } from './message.ts';
import type { ChoiceAction, QuoteFacts } from './phrase.ts';

const longestLabel = 20;

const nl = {
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
  shareSay: 'Laat ander beslissen',
};
const en: typeof nl = {
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
  shareSay: 'Someone else decides',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

/** A label with its amount, or without it where it would not fit a button. */
export function amountLabel(label: string, amount: string): string {
  return `${label} ${amount}`.length <= longestLabel ? `${label} ${amount}` : label;
}

/** The three buttons of a quote. */
export function quoteChoices(quote: QuoteFacts, by: Speaker): Choices {
  const say = by.pick(words);
  const { quoteId, version, repairId } = quote;
  const several = onlyChoice(quote) === undefined;
  const all = {
    label: amountLabel(say.approve, by.money(quote.total)),
    action: { do: 'decide', quoteId, version, selection: { kind: 'all' } },
  } as const;
  const none: ChoiceAction = { do: 'decide', quoteId, version, selection: { kind: 'none' } };
  return several
    ? [
        all,
        { label: say.chooseOrAsk, action: { do: 'choose-lines', quoteId, version } },
        { label: say.declineAll, action: none },
      ]
    : [all, { label: say.declineOne, action: none }, { label: say.askOrCall, action: { do: 'ask-or-call', repairId } }];
}

/** How a quote is answered in words: JA, NEE, BEL, and digits where there is something to choose. */
export function quoteEnding(quote: QuoteFacts, by: Speaker): string {
  const say = by.pick(words);
  const amount = by.money(quote.total);
  return onlyChoice(quote) ? say.replyOne(amount) : say.replyAll(amount);
}

/** How a quote can be answered. */
export function answersTo(quote: QuoteFacts, by: Speaker): Answers {
  return answerBy(by, quoteChoices(quote, by), quoteEnding(quote, by));
}

/** The quote put as a question again: `Remblokken voor, € 286,40 incl. btw: wat wilt u?` */
export function askedAgain(quote: QuoteFacts, by: Speaker): Part {
  const say = by.pick(words);
  const only = onlyChoice(quote);
  const total = `${by.money(quote.total)} ${inclusive(by)}`;
  if (only) return `${choiceName(only, by)}, ${total}: ${say.whatNow}`;
  const question = `${say.together} ${total}: ${say.whatNow}`;
  return (room) => `${inline(quote.choices, by, room - question.length - 1)}\n${question}`;
}

/** The button that asks for a call. */
export function callMe(by: Speaker) {
  return {
    label: by.pick(words).callMe,
    action: { do: 'call-me' } as const,
  };
}

/** The button that asks for a person. */
export function aPerson(by: Speaker) {
  return { label: by.pick(words).person, action: { do: 'person' } as const };
}

/** The button that asks for a link, so that somebody else decides as well. */
export function shareSay(repairId: RepairId, by: Speaker) {
  return {
    label: by.pick(words).shareSay,
    action: { do: 'share-say', repairId } as const,
  };
}
