import { assertNever } from '../../core/decision.ts';
import { quoteOf, releasedVersion } from '../../core/repair/guard.ts';
import type { StaffAct } from '../../core/scene/scene.ts';
import type { MechanicAction, MechanicButton } from '../cards/card.ts';
import { type Step, toRepair } from '../step.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { type ChatAboutRepair, carCard, drawAnew, type MechanicChat } from './chat.ts';

/** Takes back this one act, as long as it is the last. */
export function undoButton({ words }: Pick<MechanicChat, 'words'>, { kind, repairId, at }: StaffAct): MechanicButton {
  return {
    label: words.buttons.undo,
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
export function undoSteps(chat: ChatAboutRepair, action: Extract<MechanicAction, { do: 'undo' }>): readonly Step[] {
  const { desk, words, repairId } = chat;
  const act = desk.lastAct;
  if (act?.repairId !== repairId || !isMeant(action, act))
    return [...carCard(chat, { text: words.undo.nothing }), drawAnew(chat)];
  const undone = undo(chat, act);
  if (!undone) return [...carCard(chat, { text: words.undo.tooLate }), drawAnew(chat)];
  return [
    ...undone.steps,
    { do: 'remember-act', addressId: desk.addressId, act: undefined },
    ...carCard(chat, { text: undone.text }),
  ];
}

type Undone = { readonly steps: readonly Step[]; readonly text: string };

function undo(chat: ChatAboutRepair, act: StaffAct): Undone | undefined {
  const { words, repairId, view, meta } = chat;
  const { repair } = view;
  switch (act.kind) {
    case 'done':
      if (repair.status !== 'completed') return undefined;
      return {
        steps: [
          toRepair({ type: 'ReopenRepair', data: { repairId }, meta }),
          takeBack(chat, act, ['completed'], 'completed'),
          // Reopening is told by itself; here the correction says it.
          takeBack(chat, act, ['reopened'], undefined),
        ],
        text: words.undo.done,
      };
    case 'start':
      return { steps: [takeBack(chat, act, ['started'], 'started')], text: words.undo.start };
    case 'promise': {
      const before = act.promisedBefore;
      const back = before && toRepair({ type: 'PromiseTime', data: { repairId, promisedAt: before }, meta });
      return {
        // Going back is told by itself, with the time that holds again.
        steps: [
          ...(act.onLiftBefore ? [toRepair({ type: 'MoveOnLift', data: { repairId, on: true }, meta })] : []),
          ...(back ? [back, takeBack(chat, act, ['later'], undefined)] : [takeBack(chat, act, ['status'], 'promised')]),
        ],
        text: before ? words.undo.promise(chat.format.when(before)) : words.undo.firstPromise,
      };
    }
    case 'release': {
      const quote = act.quoteId && quoteOf(repair, act.quoteId);
      if (!quote || !releasedVersion(quote)) return undefined;
      const { quoteId } = quote;
      return {
        steps: [toRepair({ type: 'WithdrawQuote', data: { repairId, quoteId }, meta })],
        text: words.undo.release,
      };
    }
    case 'say':
      return { steps: [takeBack(chat, act, ['mechanic-says', 'mechanic-shows'], 'message')], text: words.undo.say };
    case 'lift': {
      const on = act.onLiftBefore ?? !repair.onLift;
      return { steps: [toRepair({ type: 'MoveOnLift', data: { repairId, on }, meta })], text: words.undo.lift };
    }
    case 'parts': {
      const data = act.partsBefore && { repairId, by: 'parts' as const, ...act.partsBefore };
      const back = data
        ? toRepair({ type: 'BlockRepair', data, meta })
        : toRepair({ type: 'ResumeRepair', data: { repairId }, meta });
      return { steps: [back], text: words.undo.lift };
    }
    case 'found':
    case 'take':
      return undoneWithin(chat, act);
    default:
      return assertNever(act.kind);
  }
}

/** What only the workshop knew of. */
function undoneWithin({ repairId, view, meta, words }: ChatAboutRepair, act: StaffAct): Undone | undefined {
  if (act.kind === 'take') {
    const { mechanicBefore: mechanicId } = act;
    if (!mechanicId) return undefined;
    return {
      steps: [toRepair({ type: 'AssignMechanic', data: { repairId, mechanicId }, meta })],
      text: words.undo.take,
    };
  }
  const open = view.repair.findings.filter(({ findingId, priced }) => !priced && act.findingIds?.includes(findingId));
  if (open.length === 0) return undefined;
  const drop = open.map(({ findingId }) => toRepair({ type: 'DropFinding', data: { repairId, findingId }, meta }));
  return { steps: drop, text: words.undo.found };
}

type Corrected = Extract<CustomerPhrase, { kind: 'correction' }>['what'];

function takeBack(
  { view, repairId }: ChatAboutRepair,
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
