import { askAgain } from '../react/refused.ts';
import type { Step } from '../react/step.ts';
import { byBot, command } from '../step.ts';
import type { UnclearReason } from '../wording/customer/phrase.ts';
import { passOn } from './converse-person.ts';
import { sayWish } from './other-decider.ts';
import type { Reading } from './reading.ts';
import { answer, takeBack, to, type Visit } from './visit.ts';

/** What was not understood approves nothing: an open quote is asked again; after the second in a row a person takes it. */
export function unclear(visit: Visit, { newest, open }: Pick<Reading, 'newest' | 'open'>): readonly Step[] {
  const { scene } = visit;
  const { conversationId, unclear: before } = scene.conversation;
  const count = command({ type: 'CountUnclear', data: { conversationId }, meta: byBot(scene) });
  const why = open.length > 1 ? 'several_quotes' : 'unclear';
  const asked = newest ? [askAgain(scene, newest, to(visit), why)] : [];
  if (before === 0) return [...takeBack(visit), count, ...(newest ? asked : [answer(visit, { kind: 'unclear' })])];
  const person = before === 1 ? passOn(visit) : [];
  // The question comes last, so that it is the newest.
  return [...takeBack(visit), count, ...person, ...asked];
}

/** The question once more, saying why this was no answer to it. */
export function notAnAnswer(
  visit: Visit,
  { newest, open }: Pick<Reading, 'newest' | 'open'>,
  why: UnclearReason,
): readonly Step[] {
  return newest
    ? [...takeBack(visit), askAgain(visit.scene, newest, to(visit), open.length > 1 ? 'several_quotes' : why)]
    : [];
}

/** Words that bind nowhere and would decide something, or who decides, are asked back; undefined when they would not. */
export function askBack(visit: Visit, reading: Reading, why: UnclearReason): readonly Step[] | undefined {
  const { text, understood, command: said, newest } = reading;
  const answers = 'answer' in understood || understood.ask.startsWith('confirm-') || understood.ask === 'choose-lines';
  const decides = said?.kind === 'change' || said?.kind === 'confirmation';
  const wants = 'ask' in understood ? sayWish(text, understood)?.wants : undefined;
  if (!answers && !decides && wants !== 'only-me') return undefined;
  return newest ? notAnAnswer(visit, reading, why) : unclear(visit, reading);
}
