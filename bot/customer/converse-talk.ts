import { quietEnds } from '../../core/calendar.ts';
import type { OpenQuote } from '../react/open-quotes.ts';
import { askAgain } from '../react/refused.ts';
import type { Step } from '../react/step.ts';
import { promiseCall } from './converse-call.ts';
import { changeMind, lastDecided } from './converse-change.ts';
import { speakLanguage } from './converse-language.ts';
import { passOn } from './converse-person.ts';
import { passQuestion } from './converse-question.ts';
import { tellStatus } from './converse-status.ts';
import { notAnAnswer } from './converse-unclear.ts';
import type { Reading } from './reading.ts';
import { answer, isWaiting, takeBack, to, type Visit } from './visit.ts';

/** What is neither an answer nor unclear; undefined when it has to be asked back as not understood. */
export const converseTalk = (visit: Visit, reading: Reading): readonly Step[] | undefined => {
  const { newest, texts, understood } = reading;
  const asked = visit.scene.asked.get(visit.address.addressId);
  switch (understood.kind) {
    case 'human':
    case 'stop-work':
      return instead(visit, newest, passOn(visit));
    case 'complaint':
      return instead(visit, newest, personWaits(visit) ? [] : passOn(visit));
    case 'language':
      return understood.language && speakLanguage(visit, understood.language);
    case 'wrong-person':
      return instead(visit, newest, passOn(visit, 'wrong_number'));
    case 'sarcasm':
      return newest
        ? [...instead(visit, undefined, passOn(visit)), askAgain(visit.scene, newest, to(visit))]
        : undefined;
    case 'call':
      return instead(visit, newest, promiseCall(visit, newest?.view.repair.repairId));
    case 'status':
    case 'optin':
      return instead(visit, newest, tellStatus(visit));
    case 'question':
      return instead(visit, newest, passQuestion(visit, newest, texts.join('\n')));
    // Who says hello begins to talk: without a question of ours the answer is how it stands.
    case 'greeting':
      return newest ? notAnAnswer(visit, reading, 'acknowledgement') : instead(visit, undefined, tellStatus(visit));
    case 'thanks':
    case 'acknowledged':
      return newest ? notAnAnswer(visit, reading, 'acknowledgement') : [{ do: 'needs-no-answer' }];
    case 'condition':
    case 'ceiling':
      return newest ? notAnAnswer(visit, reading, understood.kind) : undefined;
    case 'consult':
      return newest ? consult(visit, newest) : [];
    case 'change':
      return change(visit, newest);
    default:
      // "Type your question" was said, so that whatever comes is one.
      return asked?.kind === 'question-or-call'
        ? instead(visit, newest, passQuestion(visit, newest, texts.join('\n')))
        : undefined;
  }
};

/** Words that were taken back by this text are asked about again, because nothing has been approved by them. */
const instead = (visit: Visit, newest: OpenQuote | undefined, steps: readonly Step[]): readonly Step[] => [
  ...takeBack(visit),
  ...steps,
  ...(newest && isWaiting(visit) ? [askAgain(visit.scene, newest, to(visit))] : []),
];

/** "Let me ask": nothing happens meanwhile, and the question comes once more. */
const consult = (visit: Visit, open: OpenQuote): readonly Step[] => {
  const { scene } = visit;
  const { calendar, settings } = scene.garage;
  const until = quietEnds(calendar, new Date(scene.now.getTime() + settings.consultMs));
  if (until >= open.version.standing.validUntil) return [...takeBack(visit), askAgain(scene, open, to(visit))];
  return [
    ...takeBack(visit),
    { do: 'pause-reminders', until },
    { do: 'wake', kind: 'watch-quote', subject: open.view.repair.repairId, at: until },
    answer(visit, { kind: 'consult', askAgainAt: until }),
  ];
};

/** Anger that is answered by the same sentence each time grows; whoever was told that a person comes reads it there. */
const personWaits = ({ scene }: Visit): boolean => scene.conversation.items.some(({ kind }) => kind === 'person');

const change = (visit: Visit, newest: OpenQuote | undefined): readonly Step[] | undefined => {
  if (newest) return undefined;
  const decided = lastDecided(visit);
  return decided ? [...takeBack(visit), ...changeMind(visit, decided.quote.quoteId)] : undefined;
};
