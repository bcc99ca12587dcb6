import type { Language } from '../../core/customer/address.ts';
import { callMe, shareSay } from './asking.ts';
import { heading } from './heading.ts';
import { answerBy, type Choices, message, type Renderers, sentences } from './message.ts';
import { plain } from './plain.ts';
import type { Speaker } from './speaker.ts';

const nl = {
  ask: 'Typ uw vraag, dan gaat hij naar de monteur.',
  orCall: 'Of zullen we u bellen?',
  orCallTomorrow: 'We zijn nu gesloten. Zullen we u morgen bellen?',
  typeCall: 'Typ *BEL*, dan bellen we u.',
  typeLink: 'Beslist iemand anders? Typ *LINK*.',
  call: { now: 'Bel mij nu', later: 'Bel mij later', tomorrow: 'Bel mij morgen' },
  questionTo: {
    mechanic: 'Uw vraag is doorgegeven aan de monteur. U krijgt hier antwoord.',
    service: 'Uw vraag is doorgegeven aan een medewerker. U krijgt hier antwoord.',
  },
  promised: {
    now: 'Genoteerd: we bellen u zo snel mogelijk.',
    later: 'Genoteerd: we bellen u later.',
    tomorrow: 'Genoteerd: we bellen u morgen, of op de eerste dag dat we weer open zijn.',
  },
  mechanicSays: (words: string) => `De monteur schrijft: “${words}”`,
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
  orCallTomorrow: 'We are closed now. Shall we call you tomorrow?',
  typeCall: 'Type *CALL* and we will call you.',
  typeLink: 'Does someone else decide? Type *LINK*.',
  call: { now: 'Call me now', later: 'Call me later', tomorrow: 'Call me tomorrow' },
  questionTo: {
    mechanic: 'Your question has been passed to the mechanic. You will get an answer here.',
    service: 'Your question has been passed to a person. You will get an answer here.',
  },
  promised: {
    now: 'Noted: we will call you as soon as we can.',
    later: 'Noted: we will call you later.',
    tomorrow: 'Noted: we will call you tomorrow, or on the first day that we are open again.',
  },
  mechanicSays: (words) => `The mechanic writes: “${words}”`,
  begun: (time, date) =>
    `The mechanic started on this work ${date ? `on ${date} ` : ''}at ${time}. Since then it cannot be changed any more.`,
  discuss: 'Want to talk about it? We will call you.',
  discussTyped: 'Want to talk about it? Type *CALL* and we will call you.',
  mayNot:
    'Only the person the garage agreed this with can approve it here. ' + 'Your answer has *not approved anything*.',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

const callAt = (when: 'now' | 'later' | 'tomorrow', by: Speaker): Choices[number] => ({
  label: by.pick(words).call[when],
  action: { do: 'call-me', when },
});

/** Questions to the mechanic and his words, calls, and what cannot be decided here. */
export const questionRenderers = {
  'ask-or-call': ({ vehicle, open, decides, repairId }, by) => {
    const say = by.pick(words);
    const calls = open ? [callAt('now', by), callAt('later', by)] : [callAt('tomorrow', by)];
    return message(
      [heading(vehicle), `${say.ask} ${open ? say.orCall : say.orCallTomorrow}`],
      answerBy(
        by,
        decides ? [...calls, shareSay(repairId, by)] : calls,
        sentences(say.typeCall, decides ? say.typeLink : undefined),
      ),
    );
  },
  'question-passed': ({ to }, by) => message([by.pick(words).questionTo[to]]),
  'call-promised': ({ when }, by) => message([by.pick(words).promised[when]]),
  'mechanic-says': ({ vehicle, words: said }, by) =>
    message([heading(vehicle), by.pick(words).mechanicSays(plain(said, 3000))]),
  'work-begun': ({ vehicle, at }, by) => {
    const say = by.pick(words);
    const begun = say.begun(by.time(at), by.isToday(at) ? undefined : by.date(at));
    const answers = answerBy(by, [callMe(by)], say.discussTyped);
    return message([heading(vehicle), begun, by.buttons ? say.discuss : undefined], answers);
  },
  'may-not-decide': ({ vehicle }, by) => message([heading(vehicle), by.pick(words).mayNot]),
} satisfies Pick<
  Renderers,
  'ask-or-call' | 'question-passed' | 'call-promised' | 'mechanic-says' | 'work-begun' | 'may-not-decide'
>;
