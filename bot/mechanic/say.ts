import type { WaitingItem } from '../../core/conversation/conversation.ts';
import { chooseAddress } from '../../core/customer/address.ts';
import { as, type CustomerId, type ItemId } from '../../core/ids.ts';
import type { Person } from '../../core/scene/scene.ts';
import type { MechanicAction } from '../cards/card.ts';
import { questionsOf } from '../cards/repair-card.ts';
import { type Step, toConversation } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import { shownWords } from '../wording/format.ts';
import { type AtCar, carCard, listenerOf, nameOf, type Values } from './chat.ts';
import { askPrice } from './doubt.ts';
import { priceInText } from './typed/amounts.ts';
import { undoButton } from './undo.ts';

type Saying = Extract<MechanicAction, { do: 'say' }>;

/** The mechanic's own words to the customer; while customer service speaks they become a draft for it. */
export function saySteps(at: AtCar, action: Saying, values: Values): readonly Step[] {
  const { say, repairId, scene } = at;
  const { answers } = action;
  const { items, controller } = scene.conversation;
  const text = (action.text ?? values.text ?? '').trim();
  if (text === '')
    return carCard(at, {
      text: say.sayAsks(nameOf(at, listenerOf(at, action.to))),
      inputs: [{ name: 'text', label: say.inputs.text(undefined) }],
      buttons: [{ label: say.buttons.toCustomer, action: { do: 'say', repairId }, style: 'primary' }],
    });
  if (answers && !items.some(({ itemId }) => itemId === answers))
    return carCard(at, {
      text: say.answeredAlready(shownWords(text)),
      buttons: [{ label: say.buttons.toCustomer, action: { do: 'say', repairId, text } }],
    });
  if (!action.sure && priceInText(text) !== undefined) return carCard(at, askPrice(at, text));
  return controller.kind === 'agent' ? draft(at, text) : send(at, text, action);
}

function draft(at: AtCar, text: string): readonly Step[] {
  const { agent } = at.scene;
  return [
    raiseForService(at, 'draft'),
    { do: 'note', text, by: at.meta.by, repairId: at.repairId },
    ...carCard(at, { text: at.say.drafted(agent && shownWords(agent.name, 40)) }),
  ];
}

function send(at: AtCar, text: string, { answers, to }: Saying): readonly Step[] {
  const { view, repairId, meta, say, desk } = at;
  const { questions, isReachable, reader } = reachNow(at, answers, to);
  const { customerId } = reader;
  // Without a chat the words are kept as a note, and somebody has to read them aloud.
  if (!isReachable)
    return [
      { do: 'note', text, by: meta.by, repairId },
      raiseForService(at, 'call'),
      ...carCard(at, { text: say.saidByPhone(nameOf(at, reader)) }),
    ];
  const phrase = { kind: 'mechanic-says', vehicle: vehicleFacts(view), words: text } as const;
  const act = { kind: 'say', repairId, to: customerId, at: desk.now } as const;
  return [
    ...endQuestions(at, questions),
    { do: 'say', customerId, text, phrase, by: meta.by, about: { repairId } },
    { do: 'remember-act', addressId: desk.addressId, act },
    ...carCard(at, { text: say.said(nameOf(at, reader)), buttons: [undoButton(at, act)] }),
  ];
}

type Reach = { readonly questions: readonly WaitingItem[]; readonly reader: Person; readonly isReachable: boolean };

/** What the mechanic's next message answers, the question that a button names among it, and whether it can go to the chat. */
export function reachNow(at: AtCar, answers: ItemId | undefined, to?: CustomerId): Reach {
  const { scene, view } = at;
  const { items } = scene.conversation;
  const reader = listenerOf(at, to);
  // One that was not answered in time is customer service's by now.
  const named = items.filter(({ itemId }) => itemId === answers);
  const questions = [...new Set([...questionsOf(view, scene), ...named])];
  // STOP holds for what we begin; a question still gets its answer.
  const sort = questions.length > 0 ? 'answer' : 'begin';
  const { reason } = chooseAddress(reader.addresses, sort, { quote: false });
  return { questions, reader, isReachable: reason === undefined };
}

/** They are answered by what is sent. */
export function endQuestions({ scene, meta }: AtCar, questions: readonly WaitingItem[]): readonly Step[] {
  const { conversationId } = scene.conversation;
  return questions.map(({ itemId }) =>
    toConversation({ type: 'EndItems', data: { conversationId, itemId, how: 'answered' }, meta }),
  );
}

/** What customer service does with the mechanic's message instead of sending it. */
export function raiseForService({ scene, newId, repairId, desk, meta }: AtCar, kind: 'draft' | 'call'): Step {
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
