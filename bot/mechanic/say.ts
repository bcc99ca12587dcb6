import type { WaitingItem } from '../../core/conversation/conversation.ts';
import { chooseAddress } from '../../core/customer/address.ts';
import { as, type CustomerId, type ItemId } from '../../core/ids.ts';
import { priceInText } from '../../core/reading/price-in-text.ts';
import { questionsOf } from '../../core/scene/queries.ts';
import type { Person } from '../../core/scene/scene.ts';
import type { MechanicAction } from '../cards/card.ts';
import { type Step, toConversation } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import { shownWords } from '../wording/format.ts';
import { type ChatAboutRepair, carCard, listenerName, listenerOf, type Values } from './chat.ts';
import { askPrice } from './doubt.ts';
import { undoButton } from './undo.ts';

type Saying = Extract<MechanicAction, { do: 'say' }>;

/**
 * Sends the mechanic's words to the customer. While customer service speaks they become its draft.
 */
export function saySteps(chat: ChatAboutRepair, action: Saying, values: Values): readonly Step[] {
  const { words, repairId, scene } = chat;
  const { answers } = action;
  const { items, controller } = scene.conversation;
  const text = (action.text ?? values.text ?? '').trim();
  if (text === '')
    return carCard(chat, {
      text: words.sayAsks(listenerName(chat, listenerOf(chat, action.to))),
      inputs: [{ name: 'text', label: words.inputs.text(undefined) }],
      buttons: [{ label: words.buttons.toCustomer, action: { do: 'say', repairId }, style: 'primary' }],
    });
  if (answers && !items.some(({ itemId }) => itemId === answers))
    return carCard(chat, {
      text: words.answeredAlready(shownWords(text)),
      buttons: [{ label: words.buttons.toCustomer, action: { do: 'say', repairId, text } }],
    });
  if (!action.sure && priceInText(text) !== undefined) return carCard(chat, askPrice(chat, text));
  return controller.kind === 'agent' ? draft(chat, text) : send(chat, text, action);
}

function draft(chat: ChatAboutRepair, text: string): readonly Step[] {
  const { agent } = chat.scene;
  return [
    raiseForService(chat, 'draft'),
    { do: 'note', text, by: chat.meta.by, repairId: chat.repairId },
    ...carCard(chat, { text: chat.words.drafted(agent && shownWords(agent.name, 40)) }),
  ];
}

function send(chat: ChatAboutRepair, text: string, { answers, to }: Saying): readonly Step[] {
  const { view, repairId, meta, words, desk } = chat;
  const { questions, isReachable, reader } = reachNow(chat, answers, to);
  const { customerId } = reader;
  // Without a chat the words are kept as a note, and somebody has to read them aloud.
  if (!isReachable)
    return [
      { do: 'note', text, by: meta.by, repairId },
      raiseForService(chat, 'call'),
      ...carCard(chat, { text: words.saidByPhone(listenerName(chat, reader)) }),
    ];
  const phrase = { kind: 'mechanic-says', vehicle: vehicleFacts(view), words: text } as const;
  const answered = questions.map(({ itemId }) => itemId);
  const act = { kind: 'say', repairId, to: customerId, answered, at: desk.now } as const;
  return [
    ...endQuestions(chat, questions),
    { do: 'say', customerId, text, phrase, by: meta.by, about: { repairId } },
    { do: 'remember-act', addressId: desk.addressId, act },
    ...carCard(chat, { text: words.said(listenerName(chat, reader)), buttons: [undoButton(chat, act)] }),
  ];
}

type Reach = { readonly questions: readonly WaitingItem[]; readonly reader: Person; readonly isReachable: boolean };

/**
 * Finds the reader of the mechanic's next message, the questions that it answers (the one that a
 * button names among them), and if it can go to the chat.
 */
export function reachNow(chat: ChatAboutRepair, answers: ItemId | undefined, to?: CustomerId): Reach {
  const { scene, view } = chat;
  const { items } = scene.conversation;
  const reader = listenerOf(chat, to);
  // A question that was not answered in time belongs to customer service by now.
  const named = items.filter(({ itemId }) => itemId === answers);
  const questions = [...new Set([...questionsOf(view, scene), ...named])];
  // STOP holds for what we begin; a question still gets its answer.
  const sort = questions.length > 0 ? 'answer' : 'begin';
  const { reason } = chooseAddress(reader.addresses, sort, { quote: false });
  return { questions, reader, isReachable: reason === undefined };
}

/** Ends questions that are answered by what is sent. */
export function endQuestions({ scene, meta }: ChatAboutRepair, questions: readonly WaitingItem[]): readonly Step[] {
  const { conversationId } = scene.conversation;
  return questions.map(({ itemId }) =>
    toConversation({ type: 'EndItems', data: { conversationId, itemId, how: 'answered' }, meta }),
  );
}

/** Asks customer service to deal with the mechanic's message, because it is not sent. */
export function raiseForService({ scene, newId, repairId, desk, meta }: ChatAboutRepair, kind: 'draft' | 'call'): Step {
  return toConversation({
    type: 'RaiseItem',
    data: {
      conversationId: scene.conversation.conversationId,
      itemId: as<ItemId>(newId()),
      kind,
      owner: 'service',
      repairId,
      dueAt: new Date(desk.now.getTime() + desk.garage.settings.questionRedMs),
    },
    meta,
  });
}
