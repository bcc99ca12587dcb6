import type { WaitingItem } from '../../core/conversation/conversation.ts';
import { assertNever } from '../../core/decision.ts';
import { currentVersion, openQuote, releasedVersion, standingDecision } from '../../core/repair/queries.ts';
import type { Quote } from '../../core/repair/quote.ts';
import type { RepairView, Scene, ShownQuote } from '../../core/scene/scene.ts';
import { type CardSpeaker, canBeTold, customerOf } from './cards-facts.ts';
import { shownWords } from './cards-plain.ts';

/** Where the repair stands and whose move it is, e.g. `Wacht op klant 23 min · gelezen · herinnerd`. */
export function cardState(view: RepairView, scene: Scene, by: CardSpeaker): string {
  const { repair } = view;
  const { state } = by.say;
  switch (repair.status) {
    case 'registered':
      return waiting(view, scene, by) ?? state.registered;
    case 'started':
      return waiting(view, scene, by) ?? state.started(by.time(repair.startedAt), repair.onLift);
    case 'completed':
      return state.completed(by.time(repair.completedAt));
    case 'collected':
      return state.collected;
    case 'cancelled':
      return state.cancelled;
    default:
      return assertNever(repair);
  }
}

/** The questions of the customer about this repair that wait for the mechanic. */
export function questionsOf({ repair }: RepairView, { conversation }: Scene): readonly WaitingItem[] {
  return conversation.items.filter(
    ({ kind, owner, repairId }) =>
      kind === 'question' && owner === 'mechanic' && (repairId === undefined || repairId === repair.repairId),
  );
}

function waiting(view: RepairView, scene: Scene, by: CardSpeaker): string | undefined {
  const { repair } = view;
  const [question] = questionsOf(view, scene);
  if (question) return by.say.asks(shownWords(view.words.get(question.itemId) ?? '', 80));
  const open = openQuote(repair);
  const released = open && releasedVersion(open);
  if (open && released) {
    const ms = by.now.getTime() - released.standing.releasedAt.getTime();
    const minutes = Math.floor(ms / 60_000);
    const waits = by.say.waitsForCustomer(minutes > 0 ? by.say.minutes(minutes) : undefined);
    const next = currentVersion(open)?.standing.status === 'draft' ? [by.say.newVersion] : [];
    return [waits, ...deliveryOf(view, scene, open, released.version, by), ...next].join(' · ');
  }
  if (open) return by.say.toSend;
  const { blocked } = repair;
  if (blocked?.by === 'parts')
    return by.say.waitsForParts(by.when(blocked.since), blocked.until && by.when(blocked.until));
  return answered(repair.quotes.at(-1), by);
}

function answered(last: Quote | undefined, by: CardSpeaker): string | undefined {
  if (!last || last.workBegunAt) return undefined;
  if (currentVersion(last)?.standing.status === 'expired') return by.say.expired;
  const decision = standingDecision(last)?.decision;
  if (!decision) return undefined;
  const time = by.time(decision.decidedAt);
  if (decision.outcome === 'rejected') return by.say.rejected(time);
  return decision.outcome === 'partly' ? by.say.partly(time) : by.say.approved(time);
}

/** How far the question came: read, delivered, sent, and whether the customer was reminded. */
function deliveryOf(
  view: RepairView,
  scene: Scene,
  { quoteId }: Quote,
  version: number,
  by: CardSpeaker,
): readonly string[] {
  const shown = view.shown.filter((one) => one.quoteId === quoteId && one.version === version);
  const reminded = shown.some(({ sort, state }) => sort === 'reminder' && state !== 'cancelled' && state !== 'failed');
  return [...arrival(view, scene, shown, by), ...(reminded ? [by.say.reminded] : [])];
}

function arrival(
  view: RepairView,
  scene: Scene,
  shown: readonly ShownQuote[],
  { say, time }: CardSpeaker,
): readonly string[] {
  const { delivery } = say;
  if (shown.some(({ state }) => state === 'read')) return [delivery.read];
  const delivered = shown.find(({ state }) => state === 'delivered')?.deliveredAt;
  if (delivered) return [delivery.delivered(time(delivered))];
  const sent = shown.find(({ state }) => state === 'sent')?.sentAt;
  if (sent) return [delivery.sent(time(sent))];
  if (shown.length > 0 && shown.every(({ state }) => state === 'failed')) return [delivery.failed];
  if (view.heldUntil) return [];
  // The card is not drawn anew when a message arrives, so that nothing is said of one that is still on its way.
  return canBeTold(customerOf(view, scene)) ? [] : [delivery.none];
}
