import { assertNever } from '../../core/decision.ts';
import { quoteOf, releasedVersion } from '../../core/repair/guard.ts';
import type { StaffAct } from '../../core/scene/scene.ts';
import type { MechanicAction, MechanicButton } from '../cards/card.ts';
import { type Step, toRepair } from '../step.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { type AtCar, carCard, drawAnew } from './chat.ts';

/** Takes back this one act, as long as it is the last. */
export function undoButton({ say }: Pick<AtCar, 'say'>, { kind, repairId, at }: StaffAct): MechanicButton {
  return {
    label: say.buttons.undo,
    action: { do: 'undo', of: { kind, repairId, at: at.toISOString() } },
  };
}

/** Whether `act` is what the button was made for. */
function isMeant({ of }: Extract<MechanicAction, { do: 'undo' }>, act: StaffAct): boolean {
  return (
    of === undefined ||
    (of.kind === act.kind && of.repairId === act.repairId && new Date(of.at).getTime() === act.at.getTime())
  );
}

/** Takes back the last act in this chat: first the fact, then what was said about it. */
export function undoSteps(at: AtCar, action: Extract<MechanicAction, { do: 'undo' }>): readonly Step[] {
  const { desk, say, repairId } = at;
  const act = desk.lastAct;
  if (act?.repairId !== repairId || !isMeant(action, act))
    return [...carCard(at, { text: say.undo.nothing }), drawAnew(at)];
  const undone = undo(at, act);
  if (!undone) return [...carCard(at, { text: say.undo.tooLate }), drawAnew(at)];
  return [
    ...undone.steps,
    { do: 'remember-act', addressId: desk.addressId, act: undefined },
    ...carCard(at, { text: undone.text }),
  ];
}

type Undone = { readonly steps: readonly Step[]; readonly text: string };

function undo(at: AtCar, act: StaffAct): Undone | undefined {
  const { say, repairId, view, meta } = at;
  const { repair } = view;
  switch (act.kind) {
    case 'done':
      if (repair.status !== 'completed') return undefined;
      return {
        steps: [
          toRepair({ type: 'ReopenRepair', data: { repairId }, meta }),
          takeBack(at, act, ['completed'], 'completed'),
          // Reopening is told by itself; here the correction says it.
          takeBack(at, act, ['reopened'], undefined),
        ],
        text: say.undo.done,
      };
    case 'start':
      return { steps: [takeBack(at, act, ['started'], 'started')], text: say.undo.start };
    case 'promise': {
      const before = act.promisedBefore;
      const back = before && toRepair({ type: 'PromiseTime', data: { repairId, promisedAt: before }, meta });
      return {
        // Going back is told by itself, with the time that holds again.
        steps: [
          ...(act.onLiftBefore ? [toRepair({ type: 'MoveOnLift', data: { repairId, on: true }, meta })] : []),
          ...(back ? [back, takeBack(at, act, ['later'], undefined)] : [takeBack(at, act, ['status'], 'promised')]),
        ],
        text: before ? say.undo.promise(at.by.when(before)) : say.undo.firstPromise,
      };
    }
    case 'release': {
      const quote = act.quoteId && quoteOf(repair, act.quoteId);
      if (!quote || !releasedVersion(quote)) return undefined;
      const { quoteId } = quote;
      return {
        steps: [toRepair({ type: 'WithdrawQuote', data: { repairId, quoteId }, meta })],
        text: say.undo.release,
      };
    }
    case 'say':
      return { steps: [takeBack(at, act, ['mechanic-says', 'mechanic-shows'], 'message')], text: say.undo.say };
    case 'lift': {
      const on = act.onLiftBefore ?? !repair.onLift;
      return { steps: [toRepair({ type: 'MoveOnLift', data: { repairId, on }, meta })], text: say.undo.lift };
    }
    case 'parts': {
      const data = act.partsBefore && { repairId, by: 'parts' as const, ...act.partsBefore };
      const back = data
        ? toRepair({ type: 'BlockRepair', data, meta })
        : toRepair({ type: 'ResumeRepair', data: { repairId }, meta });
      return { steps: [back], text: say.undo.lift };
    }
    case 'found':
    case 'take':
      return undoneWithin(at, act);
    default:
      return assertNever(act.kind);
  }
}

/** What only the workshop knew of. */
function undoneWithin({ repairId, view, meta, say }: AtCar, act: StaffAct): Undone | undefined {
  if (act.kind === 'take') {
    const { mechanicBefore: mechanicId } = act;
    if (!mechanicId) return undefined;
    return { steps: [toRepair({ type: 'AssignMechanic', data: { repairId, mechanicId }, meta })], text: say.undo.take };
  }
  const open = view.repair.findings.filter(({ findingId, priced }) => !priced && act.findingIds?.includes(findingId));
  if (open.length === 0) return undefined;
  const drop = open.map(({ findingId }) => toRepair({ type: 'DropFinding', data: { repairId, findingId }, meta }));
  return { steps: drop, text: say.undo.found };
}

type Corrected = Extract<CustomerPhrase, { kind: 'correction' }>['what'];

function takeBack(
  { view, repairId }: AtCar,
  { at: since, to }: StaffAct,
  phraseKinds: readonly string[],
  what: Corrected | undefined,
): Step {
  return {
    do: 'take-back',
    customerId: to ?? view.customerId,
    repairId,
    phraseKinds,
    since,
    correction:
      what === undefined
        ? undefined
        : {
            kind: 'correction',
            vehicle: { model: view.vehicle.model, plate: view.vehicle.plate, garageName: undefined },
            what,
          },
  };
}
