import type { Language } from '../../../core/customer/address.ts';
import { inclusive, inline, onlyChoice } from '../choice-lines.ts';
import { heading } from '../heading.ts';
import { answerBy, message, type Part, type Renderers } from '../message.ts';
import { answersTo, askedAgain, quoteChoices } from './lines.ts';
import type { Speaker } from './message.ts';
import type { QuoteFacts, UnclearReason } from './phrase.ts';

const nl = {
  unclear: {
    unclear: 'Ik weet niet zeker wat u bedoelt',
    condition: 'Een voorwaarde kan ik niet zelf toezeggen',
    ceiling: 'Een maximumbedrag kan ik niet zelf toezeggen',
    acknowledgement: 'Ik weet niet zeker of dit een akkoord is',
    edited: 'U hebt uw antwoord gewijzigd',
    not_own: 'Dit bericht is niet van uzelf (doorgestuurd of automatisch)',
    marked_words: 'In uw bericht staan doorgehaalde of aangehaalde woorden',
    elsewhere: 'U antwoordde op een bericht in een andere chat',
    several_quotes: 'Er staat meer dan één offerte voor u open',
    too_early: 'U schreef dit voordat deze offerte bij u was',
  } satisfies Record<UnclearReason, string>,
  notYet: (reason: string) => `${reason}, dus er is *nog niets goedgekeurd*.`,
  notThis: (reason: string) => `${reason}, dus hiermee is *niets goedgekeurd*.`,
  replySeveral: 'Typ *BEL* of *MENS*, dan nemen we ze samen met u door.',
  old: 'U antwoordde op een oude offerte.',
  oldNothing: 'Die geldt niet meer, dus er is *niets goedgekeurd*.',
  oldNotThis: 'Die geldt niet meer, dus hiermee is *niets goedgekeurd*.',
  newOne: (total: string, was: string | undefined) => `De nieuwe is ${total}${was ? ` in plaats van ${was}` : ''}.`,
  whatNow: 'Wat wilt u?',
  lapsed: (date: string, time: string) => `Deze offerte gold t/m ${date} ${time} en is verlopen`,
  lapsedNothing: (lapsed: string) => `${lapsed}, dus er is niets goedgekeurd.`,
  lapsedNotThis: (lapsed: string) => `${lapsed}, dus hiermee is niets goedgekeurd.`,
  asksMechanic: 'We vragen de monteur of hij nog geldt; u hoort het hier.',
  withdrawn: (number: number, total: string) => `Offerte ${number} van ${total} is ingetrokken en geldt niet meer.`,
  noNeed: 'Er is niets van goedgekeurd; u hoeft er niet meer op te antwoorden.',
  revoked: (number: number) => `Het antwoord op offerte ${number} is teruggenomen. Daarvan is nu *niets goedgekeurd*.`,
};
const en: typeof nl = {
  unclear: {
    unclear: "I'm not sure what you mean",
    condition: "I can't agree to a condition myself",
    ceiling: "I can't agree to a price limit myself",
    acknowledgement: "I'm not sure whether you approve",
    edited: 'You changed your answer',
    not_own: 'This message is not your own (forwarded or automatic)',
    marked_words: 'Your message has struck-out or quoted words in it',
    elsewhere: 'You answered a message in another chat',
    several_quotes: 'More than one quote is open for you',
    too_early: 'You wrote this before you had this quote',
  },
  notYet: (reason) => `${reason}, so *nothing has been approved yet*.`,
  notThis: (reason) => `${reason}, so *nothing has been approved by this*.`,
  replySeveral: 'Type *CALL* or *PERSON* and we will go through them with you.',
  old: 'You answered an old quote.',
  oldNothing: 'It no longer applies, so *nothing has been approved*.',
  oldNotThis: 'It no longer applies, so *nothing has been approved by this*.',
  newOne: (total, was) => `The new one is ${total}${was ? ` instead of ${was}` : ''}.`,
  whatNow: 'What would you like?',
  lapsed: (date, time) => `This quote was valid until ${date} ${time} and has expired`,
  lapsedNothing: (lapsed) => `${lapsed}, so nothing has been approved.`,
  lapsedNotThis: (lapsed) => `${lapsed}, so nothing has been approved by this.`,
  asksMechanic: 'We are asking the mechanic whether it still stands; we will tell you here.',
  withdrawn: (number, total) => `Quote ${number} of ${total} has been withdrawn and no longer applies.`,
  noNeed: "Nothing of it has been approved; you don't need to answer it any more.",
  revoked: (number) => `The answer to quote ${number} has been taken back. *Nothing of it is approved* now.`,
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

function inclusiveTotal(quote: QuoteFacts, by: Speaker) {
  return `${by.money(quote.total)} ${inclusive(by)}`;
}

/** A quote that is put before the customer again, or that no longer stands. */
export const quoteAgainRenderers = {
  'unclear-quote': ({ vehicle, quote, why }, by) => {
    const say = by.pick(words);
    const reason = say.unclear[why];
    const parts = [heading(vehicle), quote.approvedBefore ? say.notThis(reason) : say.notYet(reason)];
    // Words bind while one quote is open; with several only a button or a person can help.
    const answers =
      why === 'several_quotes' ? answerBy(by, quoteChoices(quote, by), say.replySeveral) : answersTo(quote, by);
    return message([...parts, askedAgain(quote, by)], answers);
  },
  'old-version': ({ vehicle, quote, before }, by) => {
    const say = by.pick(words);
    const renewed = say.newOne(inclusiveTotal(quote, by), before && by.money(before));
    // Digits would be guesswork without the lines of the version that they name.
    const asked: readonly Part[] = onlyChoice(quote)
      ? [`${renewed} ${say.whatNow}`]
      : [renewed, (room) => inline(quote.choices, by, room), say.whatNow];
    const nothing = quote.approvedBefore ? say.oldNotThis : say.oldNothing;
    return message([heading(vehicle), `${say.old} ${nothing}`, ...asked], answersTo(quote, by));
  },
  expired: ({ vehicle, quote }, by) => {
    const say = by.pick(words);
    const lapsed = say.lapsed(by.date(quote.validUntil), by.time(quote.validUntil));
    const nothing = quote.approvedBefore ? say.lapsedNotThis(lapsed) : say.lapsedNothing(lapsed);
    return message([heading(vehicle), `${nothing} ${say.asksMechanic}`]);
  },
  withdrawn: ({ vehicle, quote }, by) => {
    const say = by.pick(words);
    return message([heading(vehicle), `${say.withdrawn(quote.number, inclusiveTotal(quote, by))} ${say.noNeed}`]);
  },
  revoked: ({ vehicle, quote }, by) =>
    message([heading(vehicle), by.pick(words).revoked(quote.number), askedAgain(quote, by)], answersTo(quote, by)),
} satisfies Pick<Renderers, 'unclear-quote' | 'old-version' | 'expired' | 'withdrawn' | 'revoked'>;
