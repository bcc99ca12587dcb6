import { assertNever } from '../../core/decision.ts';
import type { MessageId, NewId } from '../../core/ids.ts';
import { standingDecision } from '../../core/repair/guard.ts';
import type { QuoteDecision } from '../../core/repair/repair.ts';
import { findQuote, openQuoteIn, openQuotesFor, showingsOf } from '../../core/scene/queries.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { askAgain } from '../react/decision.ts';
import { acknowledge, type CustomerInput, raise, redAt, type Step, toConversation } from '../step.ts';
import { decidedPhrase } from '../wording/customer/facts.ts';
import { notices } from '../wording/customer/repair.ts';
import { confirmAll, confirmNone } from './answer.ts';
import { askWho, tellStatus } from './fallbacks.ts';
import { converseMedia } from './media.ts';
import { converseNotOwn, converseNotOwnMedia } from './not-own.ts';
import { optOut } from './opt-out.ts';
import { converseTap } from './tap.ts';
import { converseText } from './text.ts';
import { understand } from './understanding/understand.ts';
import { answer, to as backTo, isWaiting, takeBack, to, type Visit, visitOf } from './visit.ts';

/** What the bot does because of what a customer wrote, tapped or sent. */
export function converse(input: CustomerInput, scene: Scene, newId: NewId): readonly Step[] {
  const visit = visitOf(input, scene, newId);
  return visit ? carryOn(visit) : [];
}

function carryOn(visit: Visit): readonly Step[] {
  const { content } = visit.input;
  switch (content.kind) {
    case 'text':
      return content.notOwn ? converseNotOwn(visit, content, content.notOwn) : converseText(visit, content);
    case 'choice':
      return converseTap(visit, content);
    case 'foreign-choice':
      return foreignTap(visit, content.tap);
    case 'start':
      return start(visit);
    case 'media':
      return content.notOwn ? converseNotOwnMedia(visit, content, content.notOwn) : converseMedia(visit, content);
    case 'edited':
      return converseEdited(visit, content);
    case 'reaction':
      return converseReaction(visit, content.to);
    case 'contact':
      return converseContact(visit, content.phone, content.own);
    case 'unsupported':
      return converseMedia(visit, { what: 'other', caption: undefined });
    case 'reachable':
      return [reachable(visit, content.reachable)];
    default:
      return assertNever(content);
  }
}

function ofAddress({ scene, address }: Visit) {
  return {
    conversationId: scene.conversation.conversationId,
    addressId: address.addressId,
  };
}

function by({ scene, person, address }: Visit) {
  return {
    at: scene.now,
    by: { kind: 'customer', customerId: person.customerId, addressId: address.addressId } as const,
  };
}

function reachable(visit: Visit, yes: boolean): Step {
  return toConversation({ type: 'MarkReachable', data: { ...ofAddress(visit), reachable: yes }, meta: by(visit) });
}

/** Opening the chat asks for nothing yet: the state now, and the question that is open. */
function start(visit: Visit): readonly Step[] {
  const { address, scene, person } = visit;
  if (address.frozen) return [];
  if (address.optedOut) return [toConversation({ type: 'OptIn', data: ofAddress(visit), meta: by(visit) })];
  if (scene.conversation.controller.kind === 'agent') return [];
  if (!address.proven) return askWho(visit);
  const again = openQuotesFor(scene, person.customerId).map((open) => askAgain(scene, open, to(visit)));
  return [...takeBack(visit), ...tellStatus(visit), ...again];
}

/** A button that was made for somebody else, or that nobody knows any more. */
function foreignTap(visit: Visit, tap: string | undefined): readonly Step[] {
  const { scene, person, address, language } = visit;
  const noticed = acknowledge(tap, notices[language].notYours);
  if (address.frozen || scene.conversation.controller.kind === 'agent') return noticed;
  if (!address.proven) return [...noticed, ...askWho(visit)];
  const [open] = openQuotesFor(scene, person.customerId);
  if (open) return [...noticed, ...takeBack(visit), askAgain(scene, open, to(visit))];
  return tap ? noticed : [answer(visit, { kind: 'unclear' })];
}

/** A number is kept only when the network vouches that it is the sender's own; it proves nothing about the car. */
function converseContact(visit: Visit, phone: string, own: boolean): readonly Step[] {
  const { address, person } = visit;
  if (address.frozen) return [];
  if (!address.proven) return askWho(visit);
  if (!own) return [answer(visit, { kind: 'phone-refused' })];
  return [{ do: 'keep-phone', customerId: person.customerId, phone }, answer(visit, { kind: 'phone-kept' })];
}

/**
 * What is changed afterwards never answers; staff see both texts. Words that still wait out their seconds no longer stand as they were
 * said, so they approve nothing; a decision that was made by them stands, and its writer is told so and how to change it.
 */
function converseEdited(
  visit: Visit,
  { edits, text }: { readonly edits?: MessageId; readonly text: string },
): readonly Step[] {
  const { scene, address } = visit;
  const { pendingAnswer: pending, conversation } = scene;
  // Who wants no more messages gets none, however that is said.
  const anew = understand(text, { lines: [] });
  if ('ask' in anew && anew.ask === 'optout') return [optOut(visit)];
  if (!edits || address.frozen || !address.proven || conversation.controller.kind === 'agent') return [];
  if (pending?.messageIds.includes(edits) && isWaiting(visit)) {
    const found = findQuote(scene, pending.quoteId, pending.version);
    const open = found && openQuoteIn(found.view);
    return [...takeBack(visit), ...(open ? [askAgain(scene, open, to(visit), 'edited')] : [])];
  }
  const stands = whatStands(visit, edits);
  return stands.length > 0 ? stands : askedAnew(visit, text);
}

/** Words that answered nothing, now like an answer: the question that fits them, and never a decision. */
function askedAnew(visit: Visit, text: string): readonly Step[] {
  const [open, ...others] = openQuotesFor(visit.scene, visit.person.customerId);
  if (!open || others.length > 0) return [];
  const understood = understand(text, { lines: [] });
  if (!('answer' in understood)) return [];
  return understood.answer === 'approve' ? confirmAll(visit, open) : confirmNone(visit, open);
}

function whatStands(visit: Visit, edits: MessageId): readonly Step[] {
  return visit.scene.repairs.flatMap((view) =>
    view.repair.quotes.flatMap((quote) => {
      const standing = standingDecision(quote);
      if (!standing || !isBy(standing.decision, edits)) return [];
      const phrase = decidedPhrase(visit.scene, view, quote, true, visit.person.customerId);
      const about = { repairId: view.repair.repairId, quoteId: quote.quoteId, version: standing.version.version };
      return phrase ? [answer(visit, phrase, { about })] : [];
    }),
  );
}

function isBy({ evidence }: QuoteDecision, messageId: MessageId): boolean {
  return (evidence.how === 'words' || evidence.how === 'digits') && evidence.messageIds.includes(messageId);
}

/**
 * A thumb on a message says "seen" as often as "yes", so it decides nothing: on an open quote it gets the question back, elsewhere
 * it gets no answer. Words that wait out their seconds go on waiting, because a reaction is no further text.
 */
function converseReaction(visit: Visit, to: MessageId | undefined): readonly Step[] {
  const { scene, address, person } = visit;
  if (!to || address.frozen || !address.proven || scene.conversation.controller.kind === 'agent') return [];
  if (isWaiting(visit)) return [];
  const open = openQuotesFor(scene, person.customerId).find((one) =>
    showingsOf(one).some(({ messageId }) => messageId === to),
  );
  return open ? [askAgain(scene, open, backTo(visit), 'acknowledgement')] : [];
}

/**
 * Somebody writes faster than anybody reads. It is said once and a person looks; from here on messages are kept and read without an
 * answer to each, so that a decision among them still counts.
 */
export function flooded(input: CustomerInput, scene: Scene, newId: NewId): readonly Step[] {
  const visit = visitOf(input, scene, newId);
  if (!visit || visit.address.frozen) return [];
  return [
    ...raise(scene, newId, { kind: 'person', owner: 'service', dueAt: redAt(scene, false) }),
    ...(scene.conversation.controller.kind === 'agent' ? [] : [answer(visit, { kind: 'slow-down' })]),
  ];
}
