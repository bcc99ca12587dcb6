import { assertNever } from '../../core/decision.ts';
import type { MessageId, NewId } from '../../core/ids.ts';
import { standingDecision } from '../../core/repair/guard.ts';
import type { QuoteDecision } from '../../core/repair/repair.ts';
import { findQuote, openQuoteIn, openQuotesFor, quoteMessagesOf } from '../../core/scene/queries.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { askAgain } from '../react/decision.ts';
import { acknowledge, type CustomerInput, itemDueAt, raise, type Step } from '../step.ts';
import { notices } from '../wording/customer/buttons.ts';
import { decidedPhrase } from '../wording/customer/facts.ts';
import { confirmAll, confirmNone } from './answer.ts';
import { actOf, answer, type CustomerAct, isWaiting, receiverOf, takeBack } from './customer-act.ts';
import { askWho, tellStatus } from './fallbacks.ts';
import { converseMedia } from './media.ts';
import { converseNotOwn, converseNotOwnMedia } from './not-own.ts';
import { optIn, optOut } from './opt-out.ts';
import { converseTap } from './tap.ts';
import { converseText } from './text.ts';
import { understand } from './understanding/understand.ts';

/** Decides what follows from what a customer wrote, tapped or sent. */
export function converse(input: CustomerInput, scene: Scene, newId: NewId): readonly Step[] {
  const act = actOf(input, scene, newId);
  return act ? carryOn(act) : [];
}

function carryOn(act: CustomerAct): readonly Step[] {
  const { content } = act.input;
  switch (content.kind) {
    case 'text':
      return content.notOwn ? converseNotOwn(act, content, content.notOwn) : converseText(act, content);
    case 'choice':
      return converseTap(act, content);
    case 'foreign-choice':
      return foreignTap(act, content.tap);
    case 'start':
      return start(act);
    case 'media':
      return content.notOwn ? converseNotOwnMedia(act, content, content.notOwn) : converseMedia(act, content);
    case 'edited':
      return converseEdited(act, content);
    case 'reaction':
      return converseReaction(act, content.to);
    case 'contact':
      return converseContact(act, content.phone, content.own);
    case 'unsupported':
      return converseMedia(act, { what: 'other', caption: undefined });
    default:
      return assertNever(content);
  }
}

/** Tells the state and asks the open quotes: opening the chat says nothing by itself. */
function start(act: CustomerAct): readonly Step[] {
  const { address, scene, person } = act;
  if (address.frozen) return [];
  if (address.optedOut) return [optIn(act)];
  if (scene.conversation.controller.kind === 'agent') return [];
  if (!address.proven) return askWho(act);
  const again = openQuotesFor(scene, person.customerId).map((open) => askAgain(scene, open, receiverOf(act)));
  return [...takeBack(act), ...tellStatus(act), ...again];
}

/** Handles a button that is unknown, or was made for another address. */
function foreignTap(act: CustomerAct, tap: string | undefined): readonly Step[] {
  const { scene, person, address, language } = act;
  const noticed = acknowledge(tap, notices[language].notYours);
  if (address.frozen || scene.conversation.controller.kind === 'agent') return noticed;
  if (!address.proven) return [...noticed, ...askWho(act)];
  const [open] = openQuotesFor(scene, person.customerId);
  if (open) return [...noticed, ...takeBack(act), askAgain(scene, open, receiverOf(act))];
  return tap ? noticed : [answer(act, { kind: 'unclear' })];
}

/**
 * Keeps a number only if the network vouches that it is the sender's own. It proves nothing about
 * the car.
 */
function converseContact(act: CustomerAct, phone: string, own: boolean): readonly Step[] {
  const { address, person } = act;
  if (address.frozen) return [];
  if (!address.proven) return askWho(act);
  if (!own) return [answer(act, { kind: 'phone-refused' })];
  return [{ do: 'keep-phone', customerId: person.customerId, phone }, answer(act, { kind: 'phone-kept' })];
}

/**
 * An edited text never answers; staff see both versions. If the old words still wait out their
 * seconds, they no longer stand and approve nothing. A decision that they made stands: its writer
 * is told so, and how to change it.
 */
function converseEdited(
  act: CustomerAct,
  { edits, text }: { readonly edits?: MessageId; readonly text: string },
): readonly Step[] {
  const { scene, address } = act;
  const { pendingAnswer: pending, conversation } = scene;
  // A wish for no more messages counts in any form.
  if (isStop(text)) return [optOut(act)];
  if (!edits || address.frozen || !address.proven || conversation.controller.kind === 'agent') return [];
  if (pending?.messageIds.includes(edits) && isWaiting(act)) {
    const found = findQuote(scene, pending.quoteId, pending.version);
    const open = found && openQuoteIn(found.view);
    return [...takeBack(act), ...(open ? [askAgain(scene, open, receiverOf(act), 'edited')] : [])];
  }
  const stands = whatStands(act, edits);
  return stands.length > 0 ? stands : askedAnew(act, text);
}

/** Asks the fitting question where the edited text now looks like an answer. It never decides. */
function askedAnew(act: CustomerAct, text: string): readonly Step[] {
  const [open, ...others] = openQuotesFor(act.scene, act.person.customerId);
  if (!open || others.length > 0) return [];
  const understood = understand(text, { lines: [] });
  if (!('answer' in understood)) return [];
  return understood.answer === 'approve' ? confirmAll(act, open) : confirmNone(act, open);
}

function whatStands(act: CustomerAct, edits: MessageId): readonly Step[] {
  return act.scene.repairs.flatMap((view) =>
    view.repair.quotes.flatMap((quote) => {
      const standing = standingDecision(quote);
      if (!standing || !isBy(standing.decision, edits)) return [];
      const phrase = decidedPhrase(act.scene, view, quote, true, act.person.customerId);
      const about = { repairId: view.repair.repairId, quoteId: quote.quoteId, version: standing.version.version };
      return phrase ? [answer(act, phrase, { about })] : [];
    }),
  );
}

function isBy({ evidence }: QuoteDecision, messageId: MessageId): boolean {
  return (evidence.how === 'words' || evidence.how === 'digits') && evidence.messageIds.includes(messageId);
}

/**
 * A thumb says "seen" as often as "yes", so it decides nothing: on an open quote it gets the
 * question back, elsewhere no answer. Words that wait out their seconds go on waiting, because a
 * reaction is no further text.
 */
function converseReaction(act: CustomerAct, to: MessageId | undefined): readonly Step[] {
  const { scene, address, person } = act;
  if (!to || address.frozen || !address.proven || scene.conversation.controller.kind === 'agent') return [];
  if (isWaiting(act)) return [];
  const open = openQuotesFor(scene, person.customerId).find((one) =>
    quoteMessagesOf(one).some(({ messageId }) => messageId === to),
  );
  return open ? [askAgain(scene, open, receiverOf(act), 'acknowledgement')] : [];
}

/**
 * Handles what a sender who floods us sends on. Taps go on deciding. Texts are kept for a person and
 * not read: only STOP by itself counts. Words that waited no longer stand, because more was said.
 */
export function converseHeldDown(input: CustomerInput, scene: Scene, newId: NewId): readonly Step[] {
  const { content } = input;
  if (content.kind !== 'text' && content.kind !== 'edited' && content.kind !== 'media')
    return converse(input, scene, newId);
  const act = actOf(input, scene, newId);
  if (!act) return [];
  const text = (content.kind === 'media' ? content.caption : content.text) ?? '';
  const isOwn = content.kind === 'edited' || content.notOwn === undefined;
  return isOwn && text.length <= LONGEST_STOP && isStop(text) ? [optOut(act)] : takeBack(act);
}

/** In letters, "Stop a.u.b." with room for more. */
const LONGEST_STOP = 40;

function isStop(text: string): boolean {
  const understood = understand(text, { lines: [] });
  return 'ask' in understood && understood.ask === 'optout';
}

/** Tells a sender who writes faster than anybody reads, once, and a person looks. */
export function flooded(input: CustomerInput, scene: Scene, newId: NewId): readonly Step[] {
  const act = actOf(input, scene, newId);
  if (!act || act.address.frozen) return [];
  return [
    ...raise(scene, newId, { kind: 'person', owner: 'service', dueAt: itemDueAt(scene, false) }),
    ...(scene.conversation.controller.kind === 'agent' ? [] : [answer(act, { kind: 'slow-down' })]),
  ];
}
