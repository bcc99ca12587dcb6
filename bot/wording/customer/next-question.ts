import { inBothLanguages, inSentence } from '../format.ts';
import { callMe, choiceName, inclusive, onlyChoice, quoteChoices } from './lines.ts';
import type { Speaker } from './message.ts';
import { type Answers, answerBy, type Choices, composed, heading, type Renderers, sentences } from './message.ts';
import type { QuoteFacts } from './phrase.ts';

const nextQuestionWords = inBothLanguages({
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

/** The question that follows words that were no plain answer. */
export const nextQuestionRenderers = {
  'confirm-all': ({ vehicle, quote, offersCall }, speaker) => {
    const words = speaker.pick(nextQuestionWords);
    const only = onlyChoice(quote);
    const question = only
      ? words.this(inSentence(choiceName(only, speaker)), boldTotal(quote, speaker))
      : words.all(boldTotal(quote, speaker));
    const amount = speaker.money(quote.total);
    const notYet = quote.approvedBefore ? words.notByThis : words.notYet;
    const rather = offersCall && speaker.buttons ? words.rather : undefined;
    return composed(
      [heading(vehicle), sentences(question, notYet, rather)],
      answers(quote, offersCall, speaker, only ? words.replyThis(amount) : words.replyAll(amount)),
    );
  },
  'confirm-none': ({ vehicle, quote, offersCall }, speaker) => {
    const words = speaker.pick(nextQuestionWords);
    const amount = speaker.money(quote.total);
    const rather = offersCall && speaker.buttons ? words.rather : undefined;
    const reply = onlyChoice(quote) ? words.replyNotThis(amount) : words.replyNone(amount);
    return composed(
      [heading(vehicle), sentences(words.none, rather)],
      answers(quote, offersCall, speaker, reply, true),
    );
  },
  consult: ({ vehicle, quote, askAgainAt }, speaker) => {
    const words = speaker.pick(nextQuestionWords);
    const when = words.when(
      speaker.time(askAgainAt),
      speaker.isToday(askAgainAt) ? undefined : speaker.date(askAgainAt),
    );
    const reply = onlyChoice(quote) ? words.knownOne : words.known;
    return composed([heading(vehicle), words.pause(when)], answers(quote, false, speaker, reply));
  },
  'confirm-optout': (_, speaker) => {
    const words = speaker.pick(nextQuestionWords);
    const choices: Choices = [
      { label: words.stop, action: { do: 'opt-out' } },
      { label: words.no, action: { do: 'fine' } },
    ];
    return composed([sentences(words.optOut, words.typeStop)], {
      choices: speaker.buttons ? choices : [],
      ending: undefined,
    });
  },
} satisfies Pick<Renderers, 'confirm-all' | 'confirm-none' | 'consult' | 'confirm-optout'>;

function answers(quote: QuoteFacts, offersCall: boolean, speaker: Speaker, reply: string, none = false): Answers {
  const choices = quoteChoices(quote, speaker);
  const offered = offersCall ? withCall(choices, speaker) : choices;
  const ending = sentences(
    reply,
    offersCall && !/\*(?:BEL|CALL)\*/u.test(reply) ? speaker.pick(nextQuestionWords).typeCall : undefined,
  );
  return answerBy(speaker, none ? noFirst(offered) : offered, ending);
}

/** Replaces the middle button of the quote by the call. */
function withCall(choices: Choices, speaker: Speaker): Choices {
  return choices.map((choice) => (choice.action.do === 'decide' ? choice : callMe(speaker)));
}

/** Puts the no first, then the other ways, then the yes. */
function noFirst(choices: Choices): Choices {
  const isNone = ({ action }: Choices[number]): boolean => action.do === 'decide' && action.selection.kind === 'none';
  const isAll = ({ action }: Choices[number]): boolean => action.do === 'decide' && action.selection.kind === 'all';
  return [...choices.filter(isNone), ...choices.filter((one) => !isNone(one) && !isAll(one)), ...choices.filter(isAll)];
}

function boldTotal(quote: QuoteFacts, speaker: Speaker): string {
  return `*${speaker.money(quote.total)}* ${inclusive(speaker)}`;
}
