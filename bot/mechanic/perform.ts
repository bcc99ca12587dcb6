import { assertNever } from '../../core/decision.ts';
import type { MechanicAction } from '../cards/card.ts';
import { owed } from '../react/owed.ts';
import { type Step, toRepair } from '../step.ts';
import { type AtCar, carCard, drawAnew, heard, remember, type Values } from './chat.ts';
import { sendPhotoSteps } from './photo.ts';
import { draftSteps, priceSteps, releaseSteps, withdrawSteps } from './quote.ts';
import { raiseForService, saySteps } from './say.ts';
import { undoButton, undoSteps } from './undo.ts';
import { agreeSteps, doneSteps, foundSteps, liftSteps, nextDaySteps, promiseSteps, startSteps } from './workshop.ts';

/** What a button means for a repair; the rest is answered before a repair is looked at. */
export type CarAction = Exclude<MechanicAction, { do: 'line' | 'photo' } | DeskAction>;

type DeskAction = Extract<
  MechanicAction,
  { do: 'register' | 'nothing' | 'photo-where' | 'language' | 'duty' | 'switch' }
>;

const deskActions: ReadonlySet<string> = new Set<DeskAction['do']>([
  'register',
  'nothing',
  'photo-where',
  'language',
  'duty',
  'switch',
]);

/** Whether an action is about no car that is open, so that it is answered before a repair is looked at. */
export function isDeskAction(action: MechanicAction): action is DeskAction {
  return deskActions.has(action.do);
}

/** Carries out what was meant, asking once more where something is still missing. */
export function perform(at: AtCar, action: CarAction, values: Values): readonly Step[] {
  switch (action.do) {
    case 'start':
      return startSteps(at);
    case 'done':
      return doneSteps(at, action, values);
    case 'promise':
      return promiseSteps(at, action, values);
    case 'lift':
      return liftSteps(at, action);
    case 'found':
      return foundSteps(at, action, values);
    case 'price':
      return priceSteps(at, action, values);
    case 'draft':
      return draftSteps(at, action.draft, values);
    case 'release':
      return releaseSteps(at, action);
    case 'withdraw':
      return withdrawSteps(at, action);
    case 'say':
      return saySteps(at, action, values);
    case 'send-photo':
      return sendPhotoSteps(at, action);
    case 'note':
      return noteSteps(at, (action.text ?? values.text ?? '').trim());
    case 'agree':
      return agreeSteps(at, values);
    case 'undo':
      return undoSteps(at, action);
    case 'show':
      return [drawAnew(at)];
    case 'send-now':
      return sendNow(at);
    case 'next-day':
      return nextDaySteps(at, action, values);
    case 'not-begun':
    case 'begun-already':
      return begunSteps(at, action);
    case 'promise-kept':
      return carCard(at, { text: at.say.promiseKept });
    case 'busy':
    case 'wait':
    case 'on':
    case 'reopen':
    case 'cancel':
    case 'collected':
    case 'take':
      return plainCommand(at, action);
    default:
      return assertNever(action);
  }
}

type Plain = Extract<CarAction, { do: 'busy' | 'wait' | 'on' | 'reopen' | 'cancel' | 'collected' | 'take' }>;

function plainCommand(at: AtCar, action: Plain): readonly Step[] {
  const { repairId, meta, say, view, desk, by } = at;
  const { repair } = view;
  const data = { repairId };
  switch (action.do) {
    case 'busy':
      return [toRepair({ type: 'BeginApprovedWork', data, meta }), ...carCard(at, { text: say.begun })];
    case 'wait': {
      const until = action.until === undefined ? undefined : new Date(action.until);
      const blocked = { ...data, by: 'parts', ...(until ? { until } : {}) } as const;
      return [
        toRepair({ type: 'BlockRepair', data: blocked, meta }),
        ...partsCard(at, say.waits(until && by.when(until))),
      ];
    }
    case 'on':
      if (!repair.blocked) return carCard(at, { text: say.waitsForNothing });
      return [toRepair({ type: 'ResumeRepair', data, meta }), ...partsCard(at, say.goesOn)];
    case 'reopen':
      if (repair.status === 'started') return [...carCard(at, { text: say.notCompleted }), drawAnew(at)];
      return [
        toRepair({ type: 'ReopenRepair', data, meta }),
        ...carCard(at, { text: told(at, say.reopened, view.told.has('completed')) }),
      ];
    case 'cancel':
      if (!action.sure) return askCancel(at);
      return [
        toRepair({ type: 'CancelRepair', data, meta }),
        ...carCard(at, { text: told(at, say.cancelled, view.told.size > 0) }),
      ];
    case 'collected':
      return [toRepair({ type: 'CollectVehicle', data, meta }), ...carCard(at, { text: say.collected })];
    case 'take': {
      const { staffId: mechanicId } = desk.staff;
      if (repair.mechanicId === mechanicId) return [drawAnew(at)];
      const mechanicBefore = repair.mechanicId;
      return [
        toRepair({ type: 'AssignMechanic', data: { repairId, mechanicId }, meta }),
        ...(mechanicBefore ? [remember(at, { kind: 'take', repairId, mechanicBefore, at: desk.now })] : []),
        drawAnew(at),
      ];
    }
    default:
      return assertNever(action);
  }
}

/** What waits for parts, or goes on, can be put back as it was. */
function partsCard(at: AtCar, text: string): readonly Step[] {
  const { blocked } = at.view.repair;
  const partsBefore = blocked?.by === 'parts' ? { ...(blocked.until ? { until: blocked.until } : {}) } : undefined;
  const act = {
    kind: 'parts',
    repairId: at.repairId,
    at: at.desk.now,
    ...(partsBefore ? { partsBefore } : {}),
  } as const;
  return [remember(at, act), ...carCard(at, { text, buttons: [undoButton(at, act)] })];
}

/** Who never heard of it does not hear that it is off. */
function told(at: AtCar, done: string, wasTold: boolean): string {
  return wasTold ? `${done} ${heard(at)}` : done;
}

function askCancel(at: AtCar): readonly Step[] {
  const { say, repairId, customer } = at;
  return carCard(at, {
    text: say.cancelAsks(customer),
    buttons: [
      { label: say.buttons.cancel, action: { do: 'cancel', repairId, sure: true }, style: 'danger' },
      { label: say.buttons.no, action: { do: 'show', repairId } },
    ],
  });
}

function noteSteps(at: AtCar, text: string): readonly Step[] {
  const { say, repairId, meta } = at;
  if (text === '')
    return carCard(at, {
      text: say.noteAsks,
      inputs: [{ name: 'text', label: say.inputs.text(undefined) }],
      buttons: [{ label: say.buttons.note, action: { do: 'note', repairId }, style: 'primary' }],
    });
  return [{ do: 'note', text, by: meta.by, repairId }, ...carCard(at, { text: say.noted })];
}

/** What is done cannot be undone by a tap of the customer: somebody talks with both. */
function begunSteps(at: AtCar, action: Extract<CarAction, { do: 'not-begun' | 'begun-already' }>): readonly Step[] {
  const { say, repairId, meta } = at;
  if (action.do === 'not-begun') return carCard(at, { text: say.notBegun });
  return [
    { do: 'note', text: say.begunNote, by: meta.by, repairId },
    raiseForService(at, 'call'),
    ...carCard(at, { text: say.begunAlready }),
  ];
}

/** What is still true by now goes out although it is quiet, because a person wants it so. */
function sendNow(at: AtCar): readonly Step[] {
  const said = owed(at.scene, at.view, { evenQuiet: true });
  return [...said, ...carCard(at, { text: said.length > 0 ? at.say.sentNow : at.say.nothingHeld })];
}
