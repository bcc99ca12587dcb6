import { assertNever } from '../../core/decision.ts';
import type { MechanicAction } from '../cards/card.ts';
import { untold } from '../react/untold.ts';
import { type Step, toRepair } from '../step.ts';
import { type ChatAboutRepair, carCard, drawAnew, heard, remember, type Values } from './chat.ts';
import { sendPhotoSteps } from './photo.ts';
import { draftSteps, keepOpenSteps, priceSteps, releaseSteps, withdrawSteps } from './quote.ts';
import { raiseForService, saySteps } from './say.ts';
import { undoButton, undoSteps } from './undo.ts';
import { agreeSteps, doneSteps, foundSteps, liftSteps, nextDaySteps, promiseSteps, startSteps } from './workshop.ts';

/** An action that is carried out on a repair; the others are answered before one is loaded. */
export type CarAction = Exclude<MechanicAction, { do: 'line' | 'photo' } | DeskAction>;

type DeskAction = Extract<MechanicAction, { do: (typeof deskActions)[number] }>;

const deskActions = [
  'register',
  'nothing',
  'photo-where',
  'language',
  'duty',
  'switch',
] as const satisfies readonly MechanicAction['do'][];

export function isDeskAction(action: MechanicAction): action is DeskAction {
  return deskActions.some((name) => name === action.do);
}

/** Carries out an action, or asks for what it still lacks. */
export function perform(chat: ChatAboutRepair, action: CarAction, values: Values): readonly Step[] {
  switch (action.do) {
    case 'start':
      return startSteps(chat);
    case 'done':
      return doneSteps(chat, action, values);
    case 'promise':
      return promiseSteps(chat, action, values);
    case 'lift':
      return liftSteps(chat, action);
    case 'found':
      return foundSteps(chat, action, values);
    case 'price':
      return priceSteps(chat, action, values);
    case 'draft':
      return draftSteps(chat, action.draft, values);
    case 'keep-open':
      return keepOpenSteps(chat, action);
    case 'release':
      return releaseSteps(chat, action, values);
    case 'withdraw':
      return withdrawSteps(chat, action);
    case 'say':
      return saySteps(chat, action, values);
    case 'send-photo':
      return sendPhotoSteps(chat, action);
    case 'note':
      return noteSteps(chat, (action.text ?? values.text ?? '').trim());
    case 'agree':
      return agreeSteps(chat, action, values);
    case 'undo':
      return undoSteps(chat, action);
    case 'show':
      return [drawAnew(chat)];
    case 'send-now':
      return sendNow(chat);
    case 'next-day':
      return nextDaySteps(chat, action, values);
    case 'not-begun':
    case 'begun-already':
      return begunSteps(chat, action);
    case 'promise-kept':
      return carCard(chat, { text: chat.words.promiseKept });
    case 'busy':
    case 'wait':
    case 'on':
    case 'reopen':
    case 'cancel':
    case 'collected':
    case 'take':
      return plainCommand(chat, action);
    default:
      return assertNever(action);
  }
}

type Plain = Extract<CarAction, { do: 'busy' | 'wait' | 'on' | 'reopen' | 'cancel' | 'collected' | 'take' }>;

function plainCommand(chat: ChatAboutRepair, action: Plain): readonly Step[] {
  const { repairId, meta, words, view } = chat;
  const { repair } = view;
  const data = { repairId };
  switch (action.do) {
    case 'busy':
      return [toRepair({ type: 'BeginApprovedWork', data, meta }), ...carCard(chat, { text: words.begun })];
    case 'wait':
      return waitSteps(chat, action);
    case 'on':
      if (!repair.blocked) return carCard(chat, { text: words.waitsForNothing });
      return [toRepair({ type: 'ResumeRepair', data, meta }), ...partsCard(chat, words.goesOn)];
    case 'reopen':
      if (repair.status === 'started') return [...carCard(chat, { text: words.notCompleted }), drawAnew(chat)];
      return [
        toRepair({ type: 'ReopenRepair', data, meta }),
        ...carCard(chat, { text: told(chat, words.reopened, view.told.has('completed')) }),
      ];
    case 'cancel':
      if (!action.sure) return askCancel(chat);
      return [
        toRepair({ type: 'CancelRepair', data, meta }),
        ...carCard(chat, { text: told(chat, words.cancelled, view.told.size > 0) }),
      ];
    case 'collected':
      return [toRepair({ type: 'CollectVehicle', data, meta }), ...carCard(chat, { text: words.collected })];
    case 'take':
      return takeSteps(chat);
    default:
      return assertNever(action);
  }
}

function waitSteps(chat: ChatAboutRepair, action: Extract<CarAction, { do: 'wait' }>): readonly Step[] {
  const { repairId, meta, words, format } = chat;
  const until = action.until === undefined ? undefined : new Date(action.until);
  const data = { repairId, by: 'parts', ...(until ? { until } : {}) } as const;
  return [toRepair({ type: 'BlockRepair', data, meta }), ...partsCard(chat, words.waits(until && format.when(until)))];
}

function takeSteps(chat: ChatAboutRepair): readonly Step[] {
  const { repairId, meta, view, desk } = chat;
  const { staffId: mechanicId } = desk.staff;
  const { mechanicId: mechanicBefore } = view.repair;
  if (mechanicBefore === mechanicId) return [drawAnew(chat)];
  return [
    toRepair({ type: 'AssignMechanic', data: { repairId, mechanicId }, meta }),
    ...(mechanicBefore ? [remember(chat, { kind: 'take', repairId, mechanicBefore, at: desk.now })] : []),
    drawAnew(chat),
  ];
}

/** Answers that the car waits for parts or goes on, and remembers how it was. */
function partsCard(chat: ChatAboutRepair, text: string): readonly Step[] {
  const { blocked } = chat.view.repair;
  const partsBefore = blocked?.by === 'parts' ? { ...(blocked.until ? { until: blocked.until } : {}) } : undefined;
  const act = {
    kind: 'parts',
    repairId: chat.repairId,
    at: chat.desk.now,
    ...(partsBefore ? { partsBefore } : {}),
  } as const;
  return [remember(chat, act), ...carCard(chat, { text, buttons: [undoButton(chat, act)] })];
}

/** Says when the customer hears of it, unless the customer never heard of what it ends. */
function told(chat: ChatAboutRepair, done: string, wasTold: boolean): string {
  return wasTold ? `${done} ${heard(chat)}` : done;
}

function askCancel(chat: ChatAboutRepair): readonly Step[] {
  const { words, repairId, customer } = chat;
  return carCard(chat, {
    text: words.cancelAsks(customer),
    buttons: [
      { label: words.buttons.cancel, action: { do: 'cancel', repairId, sure: true }, style: 'danger' },
      { label: words.buttons.no, action: { do: 'show', repairId } },
    ],
  });
}

function noteSteps(chat: ChatAboutRepair, text: string): readonly Step[] {
  const { words, repairId, meta } = chat;
  if (text === '')
    return carCard(chat, {
      text: words.noteAsks,
      inputs: [{ name: 'text', label: words.inputs.text(undefined) }],
      buttons: [{ label: words.buttons.note, action: { do: 'note', repairId }, style: 'primary' }],
    });
  return [{ do: 'note', text, by: meta.by, repairId }, ...carCard(chat, { text: words.noted })];
}

/** Work that was begun cannot be taken back by a tap: customer service talks with both. */
function begunSteps(
  chat: ChatAboutRepair,
  action: Extract<CarAction, { do: 'not-begun' | 'begun-already' }>,
): readonly Step[] {
  const { words, repairId, meta } = chat;
  if (action.do === 'not-begun') return carCard(chat, { text: words.notBegun });
  return [
    { do: 'note', text: words.begunNote, by: meta.by, repairId },
    raiseForService(chat, 'call'),
    ...carCard(chat, { text: words.begunAlready }),
  ];
}

/** Sends what is held for quiet hours, as far as it is still true. */
function sendNow(chat: ChatAboutRepair): readonly Step[] {
  const said = untold(chat.scene, chat.view, { evenQuiet: true });
  return [...said, ...carCard(chat, { text: said.length > 0 ? chat.words.sentNow : chat.words.nothingHeld })];
}
