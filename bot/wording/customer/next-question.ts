import { inBothLanguages, inSentence } from '../format.ts';
import { callMe, choiceName, inclusive, onlyChoice, quoteChoices } from './lines.ts';
import type { Speaker } from './message.ts';
import { type Answers, answerBy, type Choices, heading, message, type Renderers, sentences } from './message.ts';
import type { QuoteFacts } from './phrase.ts';

const words = inBothLanguages({
  nl: {
    all: (total: string) => `Mogen we *alles* doen voor ${total}?`,
    this: (words: string, total: string) => `Mogen we dit doen: ${words}, ${total}?`,
    notYet: 'Er is nog niets goedgekeurd.',
    notByThis: 'Hiermee is nog niets goedgekeurd.',
    rather: 'We kunnen u ook bellen.',
    typeCall: 'Liever bellen? Typ *BEL*.',
    replyAll: (amount: string) =>
      `Antwoord *JA* (alles, ${amount}), *NEE* (niets) of de nummers, bijvoorbeeld\u00a0*1*.`,
    replyThis: (amount: string) => `Antwoord *JA* (akkoord, ${amount}), *NEE* (niet doen) of *BEL*.`,
    none: 'Ik begrijp dat u het *niet* wilt laten doen, maar weet het niet zeker.',
    replyNone: (amount: string) => `Antwoord *NEE* (niets doen) of *DOE\u00a0MAAR* (alles, ${amount}).`,
    replyNotThis: (amount: string) => `Antwoord *NEE* (niet doen) of *DOE\u00a0MAAR* (akkoord, ${amount}).`,
    pause: (when: string) => `Goed, overleg rustig; ${when} vraag ik het nog één keer. Weet u het al?`,
    when: (time: string, date: string | undefined) => `${date ? `op ${date} ` : ''}om ${time}`,
    known: 'Antwoord *JA*, *NEE* of de nummers.',
    knownOne: 'Antwoord *JA* of *NEE*.',
    optOut: 'Wilt u geen berichten meer over uw auto?',
    typeStop: 'Typ *STOP*.',
    stop: 'Stop',
    no: 'Nee',
  },
  en: {
    all: (total) => `May we do *all of it* for ${total}?`,
    this: (words, total) => `May we do this: ${words}, ${total}?`,
    notYet: 'Nothing has been approved yet.',
    notByThis: 'Nothing has been approved by this yet.',
    rather: 'We can also call you.',
    typeCall: 'Prefer a call? Type *CALL*.',
    replyAll: (amount) => `Reply *YES* (all, ${amount}), *NO* (none) or the numbers, for example\u00a0*1*.`,
    replyThis: (amount) => `Reply *YES* (approve, ${amount}), *NO* (don't do it) or *CALL*.`,
    none: 'I understand that you do *not* want it done, but I am not sure.',
    replyNone: (amount) => `Reply *NO* (do nothing) or *GO\u00a0AHEAD* (all, ${amount}).`,
    replyNotThis: (amount) => `Reply *NO* (don't do it) or *GO\u00a0AHEAD* (approve, ${amount}).`,
    pause: (when) => `Fine, take your time; I'll ask once more ${when}. Know already?`,
    when: (time, date) => `${date ? `on ${date} ` : ''}at ${time}`,
    known: 'Reply *YES*, *NO* or the numbers.',
    knownOne: 'Reply *YES* or *NO*.',
    optOut: 'No more messages about your car?',
    typeStop: 'Type *STOP*.',
    stop: 'Stop',
    no: 'No',
  },
});

function boldTotal(quote: QuoteFacts, by: Speaker): string {
  return `*${by.money(quote.total)}* ${inclusive(by)}`;
}

/** The middle one of the quote's buttons gives way to the call. */
function withCall(choices: Choices, by: Speaker): Choices {
  return choices.map((choice) => (choice.action.do === 'decide' ? choice : callMe(by)));
}

/** What is done first, then what opens further ways, then the opposite. */
function noFirst(choices: Choices): Choices {
  const isNone = ({ action }: Choices[number]): boolean => action.do === 'decide' && action.selection.kind === 'none';
  const isAll = ({ action }: Choices[number]): boolean => action.do === 'decide' && action.selection.kind === 'all';
  return [...choices.filter(isNone), ...choices.filter((one) => !isNone(one) && !isAll(one)), ...choices.filter(isAll)];
}

function answers(quote: QuoteFacts, offersCall: boolean, by: Speaker, reply: string, none = false): Answers {
  const choices = quoteChoices(quote, by);
  const offered = offersCall ? withCall(choices, by) : choices;
  const ending = sentences(reply, offersCall && !/\*(?:BEL|CALL)\*/u.test(reply) ? by.pick(words).typeCall : undefined);
  return answerBy(by, none ? noFirst(offered) : offered, ending);
}

/** The next question to somebody whose words were no plain answer. */
export const nextQuestionRenderers = {
  'confirm-all': ({ vehicle, quote, offersCall }, by) => {
    const say = by.pick(words);
    const only = onlyChoice(quote);
    const question = only
      ? say.this(inSentence(choiceName(only, by)), boldTotal(quote, by))
      : say.all(boldTotal(quote, by));
    const amount = by.money(quote.total);
    const notYet = quote.approvedBefore ? say.notByThis : say.notYet;
    const rather = offersCall && by.buttons ? say.rather : undefined;
    return message(
      [heading(vehicle), sentences(question, notYet, rather)],
      answers(quote, offersCall, by, only ? say.replyThis(amount) : say.replyAll(amount)),
    );
  },
  'confirm-none': ({ vehicle, quote, offersCall }, by) => {
    const say = by.pick(words);
    const amount = by.money(quote.total);
    const rather = offersCall && by.buttons ? say.rather : undefined;
    const reply = onlyChoice(quote) ? say.replyNotThis(amount) : say.replyNone(amount);
    return message([heading(vehicle), sentences(say.none, rather)], answers(quote, offersCall, by, reply, true));
  },
  consult: ({ vehicle, quote, askAgainAt }, by) => {
    const say = by.pick(words);
    const when = say.when(by.time(askAgainAt), by.isToday(askAgainAt) ? undefined : by.date(askAgainAt));
    const reply = onlyChoice(quote) ? say.knownOne : say.known;
    return message([heading(vehicle), say.pause(when)], answers(quote, false, by, reply));
  },
  'confirm-optout': (_, by) => {
    const say = by.pick(words);
    const choices: Choices = [
      { label: say.stop, action: { do: 'opt-out' } },
      { label: say.no, action: { do: 'fine' } },
    ];
    return message([sentences(say.optOut, say.typeStop)], { choices: by.buttons ? choices : [], ending: undefined });
  },
} satisfies Pick<Renderers, 'confirm-all' | 'confirm-none' | 'consult' | 'confirm-optout'>;
