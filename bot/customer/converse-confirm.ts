import type { AskedQuestion } from '../../core/application/scene.ts';
import { quoteFacts, vehicleFacts } from '../react/facts.ts';
import type { OpenQuote } from '../react/open-quotes.ts';
import { askAgain } from '../react/refused.ts';
import { isAskedAbout } from '../react/showings.ts';
import type { Step } from '../react/step.ts';
import { asksQuote } from '../react/steps.ts';
import type { CustomerPhrase } from '../wording/phrase.ts';
import { plain } from './converse-answer.ts';
import type { Reading } from './reading.ts';
import { answer, takeBack, to, type Visit } from './visit.ts';

type Confirm = Extract<AskedQuestion, { kind: 'confirm-lines' }>;

/** Words that mean the whole quote do not say yes to a part of it. */
const everything = /\b(?:all(?:e|es|emaal|ebei)?|beide|both|everything|whole|he(?:el|le)|complete|totaal|total)\b/iu;

/** The answer to "Is this what you mean?"; undefined when it is about something else. */
export const confirmed = (visit: Visit, reading: Reading, asked: Confirm): readonly Step[] | undefined => {
  const { newest, open, understood, texts } = reading;
  const { kind } = understood;
  if (!newest || open.length > 1 || !isAskedAbout(asked, newest)) return undefined;
  if (kind !== 'approve' && kind !== 'reject' && kind !== 'confirm') return undefined;
  const none = asked.numbers.length === 0;
  // What was asked back was a no, and the text says so itself: NEE, nothing is done.
  if (none) return kind === 'reject' ? plain(visit, reading, newest, 'reject') : ask(visit, newest);
  if (kind === 'reject') return [...takeBack(visit), chooseLines(visit, newest)];
  if (everything.test(texts.join('\n'))) return ask(visit, newest);
  return plain(visit, reading, newest, 'approve', asked.numbers);
};

const ask = (visit: Visit, open: OpenQuote): readonly Step[] => [
  ...takeBack(visit),
  askAgain(visit.scene, open, to(visit)),
];

/** The lines with a button for each way to choose. */
export const chooseLines = (visit: Visit, open: OpenQuote): Step => {
  const quote = quoteFacts(visit.scene, open.view, open.quote, open.version);
  const phrase: CustomerPhrase = { kind: 'choose-lines', vehicle: vehicleFacts(open.view), quote };
  return answer(visit, phrase, asksQuote(open, 'again'));
};
