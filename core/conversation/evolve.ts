import { assertNever } from '../decision.ts';
import type { Conversation, ConversationEvent } from './conversation.ts';
import type { Open } from './decision.ts';

/** The conversation after one more event. An event before it has begun changes nothing. */
export function evolve(conversation: Conversation, event: ConversationEvent): Conversation {
  if (event.type === 'ConversationOpened') {
    return {
      status: 'open',
      ...event.data,
      controller: { kind: 'bot' },
      controlVersion: 0,
      unclear: 0,
      items: [],
    };
  }
  return conversation.status === 'none' ? conversation : later(conversation, event);
}

function later(open: Open, event: Exclude<ConversationEvent, { type: 'ConversationOpened' }>): Conversation {
  switch (event.type) {
    case 'TakenOver': {
      const { staffId, controlVersion } = event.data;
      // A person reads on from here: what the bot did not understand before no longer counts.
      return { ...open, controller: { kind: 'agent', staffId, since: event.meta.at }, controlVersion, unclear: 0 };
    }
    case 'HandedBack':
      return { ...open, controller: { kind: 'bot' }, controlVersion: event.data.controlVersion };
    case 'UnclearCounted':
      return { ...open, unclear: event.data.unclear };
    case 'UnclearCleared':
      return { ...open, unclear: 0 };
    case 'ItemRaised': {
      const { itemId, kind, owner, repairId, dueAt } = event.data;
      return { ...open, items: [...open.items, { itemId, kind, owner, repairId, raisedAt: event.meta.at, dueAt }] };
    }
    case 'ItemEnded':
      return { ...open, items: open.items.filter(({ itemId }) => itemId !== event.data.itemId) };
    case 'ItemReassigned': {
      const { itemId, owner, dueAt } = event.data;
      return { ...open, items: open.items.map((item) => (item.itemId === itemId ? { ...item, owner, dueAt } : item)) };
    }
    case 'MessageReceived':
    case 'AddressLinked':
    case 'AddressDisowned':
    case 'OptedOut':
    case 'OptedIn':
    case 'ReachableChanged':
      return open;
    default:
      return assertNever(event);
  }
}
