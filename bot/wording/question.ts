import type { Language } from '../../core/customer/address.ts';
import { callMe, shareSay } from './customer/lines.ts';
import { spoken } from './customer/message.ts';
import { heading } from './heading.ts';
import { answerBy, message, type Renderers, sentences } from './message.ts';
import { plain } from './plain.ts';

const nl = {
  ask: 'Typ uw vraag, dan gaat hij naar de monteur.',
  orCall: 'Of zullen we u bellen?',
  orCallLater: 'We zijn nu gesloten. Of zullen we u bellen als we open zijn?',
  typeCall: 'Typ *BEL*, dan bellen we u.',
  typeLink: 'Beslist iemand anders? Typ *LINK*.',
  call: { now: 'Bel mij nu', later: 'Bel mij later' },
  questionTo: {
    mechanic: 'Uw vraag is doorgegeven aan de monteur. U krijgt hier antwoord.',
    service: 'Uw vraag is doorgegeven aan een medewerker. U krijgt hier antwoord.',
  },
  mechanicSays: (words: string) => `De monteur schrijft: “${words}”`,
  mechanicShows: (count: number, words: string | undefined) =>
    `De monteur stuurt ${count === 1 ? 'een foto' : `${count} foto's`}${words ? `: “${words}”` : '.'}`,
  begun: (time: string, date: string | undefined) =>
    `De monteur is ${date ? `op ${date} ` : ''}om ${time} aan dit werk begonnen. Sindsdien kan wijzigen niet meer.`,
  discuss: 'Wilt u overleggen? Dan bellen we u.',
  discussTyped: 'Wilt u overleggen? Typ *BEL*, dan bellen we u.',
  mayNot:
    'Alleen degene met wie de garage dit heeft afgesproken, kan hier akkoord geven. ' +
    'Met uw antwoord is *niets goedgekeurd*.',
};
const en: typeof nl = {
  ask: 'Type your question and it goes to the mechanic.',
  orCall: 'Or shall we call you?',
  orCallLater: 'We are closed now. Or shall we call you when we are open?',
  typeCall: 'Type *CALL* and we will call you.',
  typeLink: 'Does someone else decide? Type *LINK*.',
  call: { now: 'Call me now', later: 'Call me later' },
  questionTo: {
    mechanic: 'Your question has been passed to the mechanic. You will get an answer here.',
    service: 'Your question has been passed to a person. You will get an answer here.',
  },
  mechanicSays: (words) => `The mechanic writes: “${words}”`,
  mechanicShows: (count, words) =>
    `The mechanic sends ${count === 1 ? 'a photo' : `${count} photos`}${words ? `: “${words}”` : '.'}`,
  begun: (time, date) =>
    `The mechanic started on this work ${date ? `on ${date} ` : ''}at ${time}. Since then it cannot be changed any more.`,
  discuss: 'Want to talk about it? We will call you.',
  discussTyped: 'Want to talk about it? Type *CALL* and we will call you.',
  mayNot:
    'Only the person the garage agreed this with can approve it here. ' + 'Your answer has *not approved anything*.',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

/** Questions to the mechanic and his words, calls, and what cannot be decided here. */
export const questionRenderers = {
  'ask-or-call': ({ vehicle, open, decides, repairId }, by) => {
    const say = by.pick(words);
    const later = { label: say.call.later, action: { do: 'call-later' } as const };
    const calls = open ? [{ label: say.call.now, action: { do: 'call-me' } as const }, later] : [later];
    return message(
      [heading(vehicle), `${say.ask} ${open ? say.orCall : say.orCallLater}`],
      answerBy(
        by,
        decides ? [...calls, shareSay(repairId, by)] : calls,
        sentences(say.typeCall, decides ? say.typeLink : undefined),
      ),
    );
  },
  'question-passed': ({ to }, by) => message([by.pick(words).questionTo[to]]),
  'mechanic-says': ({ vehicle, words: said }, by) =>
    message([heading(vehicle), by.pick(words).mechanicSays(plain(said, 3000))]),
  'mechanic-shows': ({ vehicle, count, words: said }, by) =>
    message([heading(vehicle), by.pick(words).mechanicShows(count, spoken(said, 800))]),
  'work-begun': ({ vehicle, at }, by) => {
    const say = by.pick(words);
    const begun = say.begun(by.time(at), by.isToday(at) ? undefined : by.date(at));
    const answers = answerBy(by, [callMe(by)], say.discussTyped);
    return message([heading(vehicle), begun, by.buttons ? say.discuss : undefined], answers);
  },
  'may-not-decide': ({ vehicle }, by) => message([heading(vehicle), by.pick(words).mayNot]),
} satisfies Pick<
  Renderers,
  'ask-or-call' | 'question-passed' | 'mechanic-says' | 'mechanic-shows' | 'work-begun' | 'may-not-decide'
>;
