import { assertNever } from '../../core/decision.ts';
import { owed } from '../react/owed.ts';
import type { Step } from '../react/step.ts';
import type { MechanicAction } from './card.ts';
import { type AtCar, carCard, drawAnew, heard, type Values } from './interpret-at.ts';
import { sendPhotoSteps } from './interpret-photo-send.ts';
import { draftSteps, priceSteps, releaseSteps, withdrawSteps } from './interpret-quote.ts';
import { saySteps } from './interpret-say.ts';
import { undoSteps } from './interpret-undo.ts';
import {
  agreeSteps,
  command,
  doneSteps,
  foundSteps,
  liftSteps,
  promiseSteps,
  startSteps,
} from './interpret-workshop.ts';

/** What a button means for a repair; the rest is answered before a repair is looked at. */
export type CarAction = Exclude<
  MechanicAction,
  { do: 'register' | 'line' | 'nothing' | 'photo' | 'photo-where' | 'duty' | 'switch' }
>;

/** Carries out what was meant, asking once more where something is still missing. */
export const perform = (at: AtCar, action: CarAction, values: Values): readonly Step[] => {
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
};

type Plain = Extract<CarAction, { do: 'busy' | 'wait' | 'on' | 'reopen' | 'cancel' | 'collected' | 'take' }>;

const plainCommand = (at: AtCar, action: Plain): readonly Step[] => {
  const { repairId, meta, say, view, desk, by } = at;
  const { repair } = view;
  const data = { repairId };
  switch (action.do) {
    case 'busy':
      return [command({ type: 'BeginApprovedWork', data, meta }), ...carCard(at, { text: say.begun })];
    case 'wait': {
      const until = action.until === undefined ? undefined : new Date(action.until);
      const blocked = { ...data, by: 'parts', ...(until ? { until } : {}) } as const;
      return [
        command({ type: 'BlockRepair', data: blocked, meta }),
        ...carCard(at, { text: say.waits(until && by.when(until)) }),
      ];
    }
    case 'on':
      if (!repair.blocked) return carCard(at, { text: say.waitsForNothing });
      return [command({ type: 'ResumeRepair', data, meta }), ...carCard(at, { text: say.goesOn })];
    case 'reopen':
      if (repair.status === 'started') return [...carCard(at, { text: say.notCompleted }), drawAnew(at)];
      return [
        command({ type: 'ReopenRepair', data, meta }),
        ...carCard(at, { text: told(at, say.reopened, view.told.has('completed')) }),
      ];
    case 'cancel':
      if (!action.sure) return askCancel(at);
      return [
        command({ type: 'CancelRepair', data, meta }),
        ...carCard(at, { text: told(at, say.cancelled, view.told.size > 0) }),
      ];
    case 'collected':
      return [command({ type: 'CollectVehicle', data, meta }), ...carCard(at, { text: say.collected })];
    case 'take': {
      const { staffId: mechanicId } = desk.staff;
      if (repair.mechanicId === mechanicId) return [drawAnew(at)];
      return [command({ type: 'AssignMechanic', data: { repairId, mechanicId }, meta }), drawAnew(at)];
    }
    default:
      return assertNever(action);
  }
};

/** Who never heard of it does not hear that it is off. */
const told = (at: AtCar, done: string, wasTold: boolean): string => (wasTold ? `${done} ${heard(at)}` : done);

const askCancel = (at: AtCar): readonly Step[] => {
  const { say, repairId, customer } = at;
  return carCard(at, {
    text: say.cancelAsks(customer),
    buttons: [
      { label: say.buttons.cancel, action: { do: 'cancel', repairId, sure: true }, style: 'danger' },
      { label: say.buttons.no, action: { do: 'show', repairId } },
    ],
  });
};

const noteSteps = (at: AtCar, text: string): readonly Step[] => {
  const { say, repairId, meta } = at;
  if (text === '')
    return carCard(at, {
      text: say.noteAsks,
      inputs: [{ name: 'text', label: say.inputs.text(undefined) }],
      buttons: [{ label: say.buttons.note, action: { do: 'note', repairId }, style: 'primary' }],
    });
  return [{ do: 'note', text, by: meta.by, repairId }, ...carCard(at, { text: say.noted })];
};

/** What is still true by now goes out although it is quiet, because a person wants it so. */
const sendNow = (at: AtCar): readonly Step[] => {
  const said = owed(at.scene, at.view, { evenQuiet: true });
  return [...said, ...carCard(at, { text: said.length > 0 ? at.say.sentNow : at.say.nothingHeld })];
};
