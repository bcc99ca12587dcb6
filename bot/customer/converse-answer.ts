import type { MessageId } from '../../core/ids.ts';
import { choiceNumbers } from '../../core/repair/lines.ts';
import { mayDecide } from '../../core/repair/queries.ts';
import { quoteFacts, vehicleFacts } from '../react/facts.ts';
import { type AnyQuote, findQuote, type OpenQuote, openQuoteIn } from '../react/open-quotes.ts';
import { askAgain, sayRefused, sayWhatBecame } from '../react/refused.ts';
import { decideInWords, type Meant, whatWasMeant } from '../react/settle-answer.ts';
import type { Step } from '../react/step.ts';
import { asksQuote } from '../react/steps.ts';
import type { CustomerPhrase } from '../wording/phrase.ts';
import { unclear } from './converse-unclear.ts';
import { plainDigits } from './digits.ts';
import type { Reading } from './reading.ts';
import { tryDecision } from './try-decision.ts';
import { answer, isWaiting, takeBack, to, type Visit } from './visit.ts';

/** Words or digits that approve, reject or pick, as an answer to what this address was asked last. */
export const converseAnswer = (visit: Visit, reading: Reading): readonly Step[] => {
  const { scene } = visit;
  const meant = whatItAnswers(visit, reading.repliesTo);
  if (meant && openQuoteIn(meant.view)?.version !== meant.version)
    return [...takeBack(visit), ...sayWhatBecame(scene, meant, to(visit))];
  const { open, newest } = reading;
  if (!newest) return mayNotDecide(visit) ?? unclear(visit, reading);
  if (open.length > 1 || (scene.openQuotesAt.get(visit.address.addressId) ?? 0) > 1)
    return [...takeBack(visit), ...open.map((one) => askAgain(scene, one, to(visit), 'several_quotes'))];
  return reading.understood.kind === 'partial'
    ? picked(visit, reading, newest)
    : plain(visit, reading, newest, reading.understood.kind === 'approve' ? 'approve' : 'reject');
};

/** The version that a reply quotes, else the one that was asked about last; undefined when it was something else. */
const whatItAnswers = ({ scene, address }: Visit, repliesTo: MessageId | undefined): AnyQuote | undefined => {
  const shown = scene.repairs.flatMap((view) => view.shown).find(({ messageId }) => messageId === repliesTo);
  if (shown) return findQuote(scene, shown.quoteId, shown.version);
  const asked = scene.asked.get(address.addressId);
  return asked?.kind === 'quote' || asked?.kind === 'confirm-lines'
    ? findQuote(scene, asked.quoteId, asked.version)
    : undefined;
};

/** Somebody who is only kept informed answers for the one who decides. */
const mayNotDecide = (visit: Visit): readonly Step[] | undefined => {
  const { scene, person } = visit;
  const view = scene.repairs.find((one) => openQuoteIn(one) && !mayDecide(one.repair, person.customerId));
  return view && [answer(visit, { kind: 'may-not-decide', vehicle: vehicleFacts(view) })];
};

/** Words that plainly answer wait out their seconds; what could not bind by then is asked again at once. */
export const plain = (
  visit: Visit,
  { texts }: Reading,
  open: OpenQuote,
  said: 'approve' | 'reject',
  numbers?: readonly number[],
): readonly Step[] => {
  const { scene, input, address } = visit;
  // One answer waits at a time: the other person's is not overwritten, and this one is not lost in silence.
  if (scene.pendingAnswer && !isWaiting(visit)) return [askAgain(scene, open, to(visit))];
  const refused = refusal(visit, open, whatWasMeant(open, { answer: said, ...(numbers ? { numbers } : {}) }));
  if (refused) return [...takeBack(visit), ...refused];
  const earlier = isWaiting(visit) ? (scene.pendingAnswer?.messageIds ?? []) : [];
  return [
    {
      do: 'await-answer',
      pending: {
        addressId: address.addressId,
        quoteId: open.quote.quoteId,
        version: open.version.version,
        answer: said,
        ...(numbers ? { numbers } : {}),
        messageIds: [...earlier, input.messageId],
        texts,
        sentAt: input.at,
        settlesAt: new Date(scene.now.getTime() + scene.garage.settings.wordsSettleMs),
      },
    },
  ];
};

const wouldDecide = ({ scene, input, person, address, newId }: Visit, open: OpenQuote, meant: Meant) =>
  decideInWords(
    scene,
    open,
    person.customerId,
    address,
    meant,
    { messageIds: [input.messageId], sentAt: input.at },
    newId,
  );

const refusal = (visit: Visit, open: OpenQuote, meant: Meant): readonly Step[] | undefined => {
  const { scene } = visit;
  const outcome = tryDecision(scene, wouldDecide(visit, open, meant).command);
  if (outcome === 'accepted') return undefined;
  return outcome ? sayRefused(scene, open, outcome, to(visit)) : [askAgain(scene, open, to(visit))];
};

/** Digits alone name the lines of a quote that shows numbers; words that name some are asked back first. */
const picked = (visit: Visit, reading: Reading, open: OpenQuote): readonly Step[] => {
  const { lines } = reading.understood;
  if (!lines) return unclear(visit, reading);
  const numbers = plainDigits(reading.texts, choiceNumbers(open.version.lines));
  if (!numbers) return confirmLines(visit, open, lines.approved);
  const meant: Meant = { how: 'digits', selection: { kind: 'numbers', numbers } };
  const refused = refusal(visit, open, meant);
  return [...takeBack(visit), ...(refused ?? [wouldDecide(visit, open, meant)])];
};

const confirmLines = (visit: Visit, open: OpenQuote, numbers: readonly number[]): readonly Step[] => {
  const { view, quote, version } = open;
  const facts = quoteFacts(visit.scene, view, quote, version);
  const phrase: CustomerPhrase = { kind: 'confirm-lines', vehicle: vehicleFacts(view), quote: facts, numbers };
  const { about } = asksQuote(open, 'again');
  const asks = { kind: 'confirm-lines', quoteId: quote.quoteId, version: version.version, numbers } as const;
  return [...takeBack(visit), answer(visit, phrase, { about, asks })];
};
