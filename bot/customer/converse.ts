import { assertNever } from '../../core/decision.ts';
import type { NewId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { openQuotesFor } from '../react/open-quotes.ts';
import { askAgain } from '../react/refused.ts';
import type { CustomerInput, Step } from '../react/step.ts';
import { command } from '../step.ts';
import { converseContact } from './converse-contact.ts';
import { converseEdited } from './converse-edited.ts';
import { converseMedia } from './converse-media.ts';
import { converseReaction } from './converse-reaction.ts';
import { tellStatus } from './converse-status.ts';
import { askWho } from './converse-who.ts';
import { converseNotOwn, converseNotOwnMedia } from './not-own.ts';
import { notices } from './notices.ts';
import { converseTap } from './tap.ts';
import { converseText } from './text.ts';
import { answer, takeBack, to, type Visit, visitOf } from './visit.ts';

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
  return command({ type: 'MarkReachable', data: { ...ofAddress(visit), reachable: yes }, meta: by(visit) });
}

/** Opening the chat asks for nothing yet: the state now, and the question that is open. */
function start(visit: Visit): readonly Step[] {
  const { address, scene, person } = visit;
  if (address.frozen) return [];
  if (address.optedOut) return [command({ type: 'OptIn', data: ofAddress(visit), meta: by(visit) })];
  if (scene.conversation.controller.kind === 'agent') return [];
  if (!address.proven) return askWho(visit);
  const again = openQuotesFor(scene, person.customerId).map((open) => askAgain(scene, open, to(visit)));
  return [...takeBack(visit), ...tellStatus(visit), ...again];
}

/** A button that was made for somebody else, or that nobody knows any more. */
function foreignTap(visit: Visit, tap: string | undefined): readonly Step[] {
  const { scene, person, address, language } = visit;
  const noticed: readonly Step[] = tap ? [{ do: 'acknowledge', tap, notice: notices[language].notYours }] : [];
  if (address.frozen || scene.conversation.controller.kind === 'agent') return noticed;
  if (!address.proven) return [...noticed, ...askWho(visit)];
  const [open] = openQuotesFor(scene, person.customerId);
  if (open) return [...noticed, ...takeBack(visit), askAgain(scene, open, to(visit))];
  return tap ? noticed : [answer(visit, { kind: 'unclear' })];
}
