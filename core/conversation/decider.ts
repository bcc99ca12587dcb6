import { accept, assertNever, type Decider, reject } from '../decision.ts';
import type {
  Conversation,
  ConversationCommand,
  ConversationCommandOf,
  ConversationDecision,
  ConversationEvent,
  ConversationRejection,
  Open,
  WaitingItem,
} from './conversation.ts';

function decide(command: ConversationCommand, conversation: Conversation): ConversationDecision {
  return conversation.status === 'open' ? decideOpen(command, conversation) : reject({ code: 'NoConversation' });
}

function decideOpen(command: ConversationCommand, conversation: Open): ConversationDecision {
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
    case 'UnlinkAddress':
    case 'DisownAddress':
    case 'OptOut':
    case 'OptIn':
    case 'MarkReachable':
      return accept(addressChanged(command));
    default:
      return assertNever(command);
  }
}

type AddressCommand = ConversationCommandOf<
  'LinkAddress' | 'UnlinkAddress' | 'DisownAddress' | 'OptOut' | 'OptIn' | 'MarkReachable'
>;

/**
 * The conversation does not hold its addresses and cannot tell a repeat; recording it twice is
 * harmless.
 */
function addressChanged(command: AddressCommand): ConversationEvent {
  switch (command.type) {
    case 'LinkAddress':
      return { ...command, type: 'AddressLinked' };
    case 'UnlinkAddress':
      return { ...command, type: 'AddressUnlinked' };
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

export const conversationDecider: Decider<Conversation, ConversationCommand, ConversationEvent, ConversationRejection> =
  { initial: { status: 'none' }, decide, evolve };

/** One person wins. A colleague is told who has it, and may take it from that person by name. */
function takeOver({ data, meta }: ConversationCommandOf<'TakeOver'>, conversation: Open): ConversationDecision {
  const { controller, controlVersion } = conversation;
  if (meta.by.kind !== 'staff') return reject({ code: 'NotStaff' });
  if (controller.kind === 'agent') {
    // A second tap comes from a page that has not seen the first.
    if (controller.staffId === data.staffId) return accept();
    if (controller.staffId !== data.from)
      return reject({ code: 'AgentControls', staffId: controller.staffId, since: controller.since });
  }
  if (data.controlVersion !== undefined && data.controlVersion !== controlVersion)
    return reject({ code: 'StaleControl', controlVersion });
  const from = controller.kind === 'agent' ? controller.staffId : undefined;
  const { conversationId, staffId } = data;
  return accept({
    type: 'TakenOver',
    data: { conversationId, staffId, from, controlVersion: controlVersion + 1 },
    meta,
  });
}

/** A manager may release a conversation whose agent went home. */
function handBack({ data, meta }: ConversationCommandOf<'HandBack'>, conversation: Open): ConversationDecision {
  const { controller, controlVersion } = conversation;
  if (meta.by.kind !== 'staff') return reject({ code: 'NotStaff' });
  if (controller.kind === 'bot') return accept();
  const { role, staffId } = meta.by;
  if (controller.staffId !== staffId && role !== 'manager' && role !== 'administrator')
    return reject({ code: 'NotInControl' });
  return accept({ type: 'HandedBack', data: { ...data, controlVersion: controlVersion + 1 }, meta });
}

function raiseItem({ data, meta }: ConversationCommandOf<'RaiseItem'>, { items }: Open): ConversationDecision {
  return items.some(({ itemId }) => itemId === data.itemId) ? accept() : accept({ type: 'ItemRaised', data, meta });
}

/** Each field narrows what is ended: an id, kinds, a repair. A command without any ends nothing. */
function endItems({ data, meta }: ConversationCommandOf<'EndItems'>, { items }: Open): ConversationDecision {
  const { conversationId, how } = data;
  const ended = items.filter((item) => isNamed(item, data));
  return accept(
    ...ended.map(({ itemId, kind, raisedAt }) => ({
      type: 'ItemEnded' as const,
      data: { conversationId, itemId, kind, how, raisedAt },
      meta,
    })),
  );
}

function isNamed(item: WaitingItem, { itemId, kinds, repairId }: ConversationCommandOf<'EndItems'>['data']): boolean {
  return (
    (itemId !== undefined || kinds !== undefined || repairId !== undefined) &&
    (itemId === undefined || itemId === item.itemId) &&
    (kinds === undefined || kinds.includes(item.kind)) &&
    (repairId === undefined || repairId === item.repairId)
  );
}

/** An item that has ended needs no owner any more. */
function reassignItem({ data, meta }: ConversationCommandOf<'ReassignItem'>, { items }: Open): ConversationDecision {
  const item = items.find(({ itemId }) => itemId === data.itemId);
  const changes = item && (item.owner !== data.owner || item.dueAt.getTime() !== data.dueAt.getTime());
  return changes ? accept({ type: 'ItemReassigned', data, meta }) : accept();
}

/** An event before the conversation has begun changes nothing. */
function evolve(conversation: Conversation, event: ConversationEvent): Conversation {
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
      // A person reads on from here, so earlier texts that the bot did not understand no longer
      // count.
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
    case 'AddressUnlinked':
    case 'AddressDisowned':
    case 'OptedOut':
    case 'OptedIn':
    case 'ReachableChanged':
      return open;
    default:
      return assertNever(event);
  }
}
