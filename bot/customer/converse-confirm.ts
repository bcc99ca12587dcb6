import { isAskedAbout } from '../../core/scene/queries.ts';
import type { OpenQuote } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { asksQuote } from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { plain } from './answer.ts';
import { confirmAll, confirmNone } from './confirming.ts';
import type { Reading } from './reading.ts';
import { type Bound, saysDo, saysWhole } from './understanding/understand.ts';
import { answer, takeBack, type Visit } from './visit.ts';

/** The answer to "Is this what you mean?" or "Not at all?"; undefined when the text is about something else. */
export function confirmed(visit: Visit, reading: Reading): readonly Step[] | undefined {
  const { newest, open, mayBind } = reading;
  const asked = visit.scene.asked.get(visit.address.addressId);
  if (!newest || open.length > 1 || !mayBind || !isAskedAbout(asked, newest)) return undefined;
  const bound = boundIn(reading);
  if (!bound || !asked) return undefined;
  if (asked.kind === 'confirm-none') return notAtAll(visit, reading, newest, bound);
  if (asked.kind === 'confirm-lines') return theseLines(visit, reading, newest, bound, asked.numbers);
  return undefined;
}

/** "That is right" is a yes to what is read back, and to nothing else. */
function boundIn({ understood, command, together }: Reading): Bound | undefined {
  if ('answer' in understood) return understood;
  if (command?.kind !== 'confirmation' || together.texts.length > 1) return undefined;
  return { answer: 'approve', phrases: [command.phrase] };
}

/** "Yes, do nothing" or "yes, do it"? Only what says to do it approves. */
function notAtAll(visit: Visit, reading: Reading, newest: OpenQuote, bound: Bound): readonly Step[] {
  return bound.answer === 'reject' || saysDo(bound) ? plain(visit, reading, newest, bound) : confirmAll(visit, newest);
}

function theseLines(
  visit: Visit,
  reading: Reading,
  newest: OpenQuote,
  bound: Bound,
  numbers: readonly number[],
): readonly Step[] {
  // What was asked back was a no, and only a no says so itself.
  if (numbers.length === 0)
    return bound.answer === 'reject' ? plain(visit, reading, newest, bound) : confirmNone(visit, newest);
  if (bound.answer === 'reject') return [...takeBack(visit), chooseLines(visit, newest)];
  return saysWhole(bound) ? confirmAll(visit, newest) : plain(visit, reading, newest, bound, numbers);
}

/** The lines with a button for each way to choose. */
export function chooseLines(visit: Visit, open: OpenQuote): Step {
  const quote = quoteFacts(visit.scene, open.view, open.quote, open.version);
  const phrase: CustomerPhrase = { kind: 'choose-lines', vehicle: vehicleFacts(open.view), quote };
  return answer(visit, phrase, asksQuote(open, 'again'));
}
