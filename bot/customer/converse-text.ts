import type { MessageId } from '../../core/ids.ts';
import { choiceFacts } from '../react/facts.ts';
import { type OpenQuote, openQuotesFor } from '../react/open-quotes.ts';
import { isAskedAbout } from '../react/showings.ts';
import type { Step } from '../react/step.ts';
import { clearUnclear, command, raise, redAt } from '../react/steps.ts';
import type { UnclearReason } from '../wording/phrase.ts';
import { converseAnswer } from './converse-answer.ts';
import { typedCallTime } from './converse-call.ts';
import { confirmed } from './converse-confirm.ts';
import { converseSay } from './converse-say.ts';
import { converseTalk } from './converse-talk.ts';
import { askBack, unclear } from './converse-unclear.ts';
import { converseUnproven } from './converse-unproven.ts';
import { askWho } from './converse-who.ts';
import type { Understanding } from './intent.ts';
import type { Reading } from './reading.ts';
import { type QuoteContext, understand } from './understand.ts';
import { isWaiting, takeBack, type Visit } from './visit.ts';

/**
 * Reads a text. Words bind only while the bot speaks, at a proven address; STOP and START count always. With `unbound` they bind nowhere,
 * and an answer is asked back for that reason.
 */
export const converseText = (
  visit: Visit,
  text: string,
  repliesTo: MessageId | undefined,
  unbound?: UnclearReason,
): readonly Step[] => {
  const { scene, address, language } = visit;
  const alone = understand(text, language);
  const stop = stopOrStart(visit, alone);
  if (stop) return stop;
  if (address.frozen) return somebodyLook(visit);
  if (scene.conversation.controller.kind === 'agent') return takeBack(visit);
  if (!address.proven) return [...takeBack(visit), ...(unbound ? askWho(visit) : converseUnproven(visit, text, alone))];
  // What comes within the seconds is one message with what came before.
  const texts = isWaiting(visit) ? [...(scene.pendingAnswer?.texts ?? []), text] : [text];
  const open = openQuotesFor(scene, visit.person.customerId);
  const newest = open.find((one) => isAskedAbout(scene.asked.get(address.addressId), one)) ?? open[0];
  const understood = understand(texts.join('\n'), language, newest && contextOf(visit, newest));
  const reading: Reading = { text, texts, repliesTo, understood, open, newest };
  const asked = unbound && askBack(visit, reading, unbound);
  return [...understoodBefore(visit, understood), ...(asked ?? read(visit, reading))];
};

const read = (visit: Visit, reading: Reading): readonly Step[] => {
  const { scene, address } = visit;
  const asked = scene.asked.get(address.addressId);
  const { kind } = reading.understood;
  if (asked?.kind === 'call-when') {
    const steps = typedCallTime(visit, reading.text);
    if (steps) return [...takeBack(visit), ...steps];
  }
  if (asked?.kind === 'confirm-lines') {
    const steps = confirmed(visit, reading, asked);
    if (steps) return steps;
  }
  if (kind === 'approve' || kind === 'reject' || kind === 'partial') return converseAnswer(visit, reading);
  return converseSay(visit, reading) ?? converseTalk(visit, reading) ?? unclear(visit, reading);
};

const contextOf = ({ address }: Visit, { view, version }: OpenQuote): QuoteContext => ({
  lines: choiceFacts(view, version).map(({ number, words }) => ({ number, description: words })),
  hasButtons: address.skills.buttons,
  totalMinor: version.total.minor,
});

const stopOrStart = (visit: Visit, { kind }: Understanding): readonly Step[] | undefined => {
  const { scene, person, address } = visit;
  const data = { conversationId: scene.conversation.conversationId, addressId: address.addressId };
  const by = { kind: 'customer', customerId: person.customerId, addressId: address.addressId } as const;
  const meta = { at: scene.now, by };
  if (kind === 'optout') return [command({ type: 'OptOut', data, meta })];
  if (kind === 'optin' && address.optedOut) return [command({ type: 'OptIn', data, meta })];
  return undefined;
};

/** "Not my car" was said here: the bot says nothing more, a person may. */
const somebodyLook = ({ scene, newId }: Visit): readonly Step[] =>
  raise(scene, newId, { kind: 'wrong_number', owner: 'service', dueAt: redAt(scene, false) });

const doubtful: ReadonlySet<Understanding['kind']> = new Set([
  'unclear',
  'yes-and-no',
  'unbounded',
  'confirm',
  'price',
  'defer',
  'sarcasm',
]);

/** Only unclear texts in a row bring a person. */
const understoodBefore = ({ scene }: Visit, { kind }: Understanding): readonly Step[] =>
  doubtful.has(kind) ? [] : clearUnclear(scene);
