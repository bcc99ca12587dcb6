import type { Wording } from '../../core/application/commands.ts';
import { assertNever } from '../../core/decision.ts';
import { as, type ItemId } from '../../core/ids.ts';
import { quoteOf, releasedVersion } from '../../core/repair/guard.ts';
import type { StaffAct } from '../../core/scene/scene.ts';
import type { MechanicAction, MechanicButton } from '../cards/card.ts';
import { type Step, toConversation, toRepair } from '../step.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { type ChatAboutRepair, carCard, drawAnew, type MechanicChat } from './chat.ts';

/** Returns a button that takes back this act, while it is the last. */
export function undoButton({ words }: Pick<MechanicChat, 'words'>, { kind, repairId, at }: StaffAct): MechanicButton {
  return {
    label: words.buttons.undo,
    action: { do: 'undo', of: { kind, repairId, at: at.toISOString() } },
  };
}

/** True if the button was made for this act. */
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

/** Returns undefined where it is too late. */
function undo(chat: ChatAboutRepair, act: StaffAct): Undone | undefined {
  const { words, repairId, view, meta } = chat;
  switch (act.kind) {
    case 'done':
      return undoDone(chat, act);
    case 'start':
      return { steps: [takeBack(chat, act, ['started'], 'started')], text: words.undo.start };
    case 'promise':
      return undoPromise(chat, act);
    case 'release':
      return undoRelease(chat, act);
    case 'say':
      return {
        steps: [takeBack(chat, act, ['mechanic-says', 'mechanic-shows'], 'message'), ...waitAgain(chat, act)],
        text: words.undo.say,
      };
    case 'lift': {
      const on = act.onLiftBefore ?? !view.repair.onLift;
      return { steps: [toRepair({ type: 'MoveOnLift', data: { repairId, on }, meta })], text: words.undo.lift };
    }
    case 'parts':
      return undoParts(chat, act);
    case 'found':
      return undoFound(chat, act);
    case 'take':
      return undoTake(chat, act);
    default:
      return assertNever(act.kind);
  }
}

/** A question whose answer is taken back has none, and waits again. */
function waitAgain({ scene, view, repairId, desk, newId, meta }: ChatAboutRepair, { answered = [] }: StaffAct) {
  const { conversationId } = scene.conversation;
  const { questionRedMs, questionRedOnLiftMs } = desk.garage.settings;
  const dueAt = new Date(desk.now.getTime() + (view.repair.onLift ? questionRedOnLiftMs : questionRedMs));
  return answered.flatMap((before): readonly Step[] => {
    const itemId = as<ItemId>(newId());
    const text = view.words.get(before);
    const words = new Map<string, Wording>(text === undefined ? [] : [[itemId, { kind: 'question', text }]]);
    const data = { conversationId, itemId, kind: 'question', owner: 'mechanic', repairId, dueAt } as const;
    return [{ do: 'keep-words', repairId, words }, toConversation({ type: 'RaiseItem', data, meta })];
  });
}

function undoDone(chat: ChatAboutRepair, act: StaffAct): Undone | undefined {
  const { words, repairId, view, meta } = chat;
  if (view.repair.status !== 'completed') return undefined;
  return {
    steps: [
      toRepair({ type: 'ReopenRepair', data: { repairId }, meta }),
      takeBack(chat, act, ['completed'], 'completed'),
      // Reopening is told by itself; here the correction says it.
      takeBack(chat, act, ['reopened'], undefined),
    ],
    text: words.undo.done,
  };
}

function undoPromise(chat: ChatAboutRepair, act: StaffAct): Undone {
  const { words, repairId, meta, format } = chat;
  const { promisedBefore, onLiftBefore } = act;
  const onLift = onLiftBefore ? [toRepair({ type: 'MoveOnLift', data: { repairId, on: true }, meta })] : [];
  if (!promisedBefore)
    return { steps: [...onLift, takeBack(chat, act, ['status'], 'promised')], text: words.undo.firstPromise };
  return {
    // Going back is told by itself, with the time that holds again.
    steps: [
      ...onLift,
      toRepair({ type: 'PromiseTime', data: { repairId, promisedAt: promisedBefore }, meta }),
      takeBack(chat, act, ['later'], undefined),
    ],
    text: words.undo.promise(format.when(promisedBefore)),
  };
}

function undoRelease({ words, repairId, view, meta }: ChatAboutRepair, act: StaffAct): Undone | undefined {
  const quote = act.quoteId && quoteOf(view.repair, act.quoteId);
  if (!quote || !releasedVersion(quote)) return undefined;
  const { quoteId } = quote;
  return {
    steps: [toRepair({ type: 'WithdrawQuote', data: { repairId, quoteId }, meta })],
    text: words.undo.release,
  };
}

function undoParts({ words, repairId, meta }: ChatAboutRepair, { partsBefore }: StaffAct): Undone {
  const back = partsBefore
    ? toRepair({ type: 'BlockRepair', data: { repairId, by: 'parts', ...partsBefore }, meta })
    : toRepair({ type: 'ResumeRepair', data: { repairId }, meta });
  return { steps: [back], text: words.undo.lift };
}

function undoFound({ words, repairId, view, meta }: ChatAboutRepair, act: StaffAct): Undone | undefined {
  const open = view.repair.findings.filter(({ findingId, priced }) => !priced && act.findingIds?.includes(findingId));
  if (open.length === 0) return undefined;
  const drop = open.map(({ findingId }) => toRepair({ type: 'DropFinding', data: { repairId, findingId }, meta }));
  return { steps: drop, text: words.undo.found };
}

function undoTake({ words, repairId, meta }: ChatAboutRepair, { mechanicBefore }: StaffAct): Undone | undefined {
  if (!mechanicBefore) return undefined;
  return {
    steps: [toRepair({ type: 'AssignMechanic', data: { repairId, mechanicId: mechanicBefore }, meta })],
    text: words.undo.take,
  };
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
