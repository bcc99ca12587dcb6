import { accept, assertNever, type Decider, reject } from '../decision.ts';
import { handBack, takeOver } from './control.ts';
import type { Conversation, ConversationCommand, ConversationEvent, ConversationRejection } from './conversation.ts';
import type { ConversationDecision, Open } from './decision.ts';
import { evolve } from './evolve.ts';
import { endItems, raiseItem, reassignItem } from './items.ts';

type Later = Exclude<ConversationCommand, { type: 'OpenConversation' }>;

function decide(command: ConversationCommand, conversation: Conversation): ConversationDecision {
  if (command.type === 'OpenConversation')
    return conversation.status === 'open' ? accept() : accept({ ...command, type: 'ConversationOpened' });
  return conversation.status === 'open' ? decideOpen(command, conversation) : reject({ code: 'NoConversation' });
}

function decideOpen(command: Later, conversation: Open): ConversationDecision {
  switch (command.type) {
    case 'RecordReceived':
      return accept({ ...command, type: 'MessageReceived' });
    case 'TakeOver':
      return takeOver(command, conversation);
    case 'HandBack':
      return handBack(command, conversation);
    case 'CountUnclear':
      return accept({
        type: 'UnclearCounted',
        data: { ...command.data, unclear: conversation.unclear + 1 },
        meta: command.meta,
      });
    case 'ClearUnclear':
      return conversation.unclear === 0 ? accept() : accept({ ...command, type: 'UnclearCleared' });
    case 'RaiseItem':
      return raiseItem(command, conversation);
    case 'EndItems':
      return endItems(command, conversation);
    case 'ReassignItem':
      return reassignItem(command, conversation);
    case 'LinkAddress':
    case 'DisownAddress':
    case 'OptOut':
    case 'OptIn':
    case 'MarkReachable':
      return accept(addressChanged(command));
    default:
      return assertNever(command);
  }
}

type AddressCommand = Extract<Later, { type: 'LinkAddress' | 'DisownAddress' | 'OptOut' | 'OptIn' | 'MarkReachable' }>;

/** Addresses stand in rows of their own, so that the conversation cannot tell a repeat; recording it twice is harmless. */
function addressChanged(command: AddressCommand): ConversationEvent {
  switch (command.type) {
    case 'LinkAddress':
      return { ...command, type: 'AddressLinked' };
    case 'DisownAddress':
      return { ...command, type: 'AddressDisowned' };
    case 'OptOut':
      return { ...command, type: 'OptedOut' };
    case 'OptIn':
      return { ...command, type: 'OptedIn' };
    case 'MarkReachable':
      return { ...command, type: 'ReachableChanged' };
    default:
      return assertNever(command);
  }
}

/** The rules of one customer's conversation with one garage. */
export const conversationDecider: Decider<Conversation, ConversationCommand, ConversationEvent, ConversationRejection> =
  { initial: { status: 'none' }, decide, evolve };
