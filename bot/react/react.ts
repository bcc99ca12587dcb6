import type { DomainEvent } from '../../core/application/commands.ts';
import type { ConversationEvent } from '../../core/conversation/conversation.ts';
import type { NewId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import { viewOf } from '../../core/scene/queries.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import type { Step } from '../step.ts';
import { reactToConversation } from './conversation.ts';
import { reactToDecision } from './decision.ts';
import { redraw } from './mechanic.ts';
import { reactToQuote } from './quote.ts';
import { reactToRepair } from './repair.ts';

/** Returns what follows from an event. The scene is the one after all events of the command. */
export function react(event: DomainEvent, scene: Scene, newId: NewId): readonly Step[] {
  if (!isRepairEvent(event)) return reactToConversation(event, scene, newId);
  const view = viewOf(scene, event.data.repairId);
  // A registration draws its card itself, with the invitation on it.
  if (!view || event.type === 'RepairRegistered') return [];
  return [...becauseOf(event, scene, view, newId), ...(event.type === 'DecisionRefused' ? [] : redraw(view))];
}

function becauseOf(event: RepairEvent, scene: Scene, view: RepairView, newId: NewId): readonly Step[] {
  switch (event.type) {
    case 'QuoteReleased':
    case 'QuoteSuperseded':
    case 'QuoteWithdrawn':
    case 'QuoteExpired':
      return reactToQuote(event, scene, newId);
    case 'QuoteDecided':
    case 'DecisionRefused':
    case 'DecisionRevoked':
      return reactToDecision(event, scene);
    default:
      return reactToRepair(event, scene, view);
  }
}

function isRepairEvent(event: DomainEvent): event is RepairEvent {
  return !(event.type in conversationEvents);
}

/** A record, so that a new event that is left out does not compile. */
const conversationEvents: Readonly<Record<ConversationEvent['type'], true>> = {
  ConversationOpened: true,
  MessageReceived: true,
  TakenOver: true,
  HandedBack: true,
  UnclearCounted: true,
  UnclearCleared: true,
  ItemRaised: true,
  ItemEnded: true,
  ItemReassigned: true,
  AddressLinked: true,
  AddressUnlinked: true,
  AddressDisowned: true,
  OptedOut: true,
  OptedIn: true,
  ReachableChanged: true,
};
