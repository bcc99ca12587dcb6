import { type CallWindow, callWindows, isOpen } from '../../core/calendar.ts';
import { assertNever } from '../../core/decision.ts';
import { as, type ItemId, type QuoteId, type RepairId } from '../../core/ids.ts';
import { readCallWish } from '../../core/reading/call-wish.ts';
import { mayDecide, quoteOf, standingDecision } from '../../core/repair/guard.ts';
import type { QuoteDecision } from '../../core/repair/repair.ts';
import { type AnyQuote, type OpenQuote, openQuotesFor, openRepairs, viewOf } from '../../core/scene/queries.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import { sayWhatBecame } from '../react/decision.ts';
import { questionCard, reachableMechanic, redraw, watchUnread } from '../react/mechanic.ts';
import { endReadAloud } from '../react/waiting.ts';
import { byBot, endItems, itemDueAt, raise, type Step, toConversation, toRepair } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import { answer, type CustomerAct, ownRepairs, receiverOf } from './customer-act.ts';
import { passOn } from './fallbacks.ts';

type Decided = AnyQuote & { readonly decision: QuoteDecision };

function decidedBy({ scene, person }: CustomerAct): readonly Decided[] {
  return openRepairs(scene)
    .filter(({ repair }) => mayDecide(repair, person.customerId))
    .flatMap((view) =>
      view.repair.quotes.flatMap((quote) => {
        const standing = standingDecision(quote);
        return standing ? [{ view, quote, version: standing.version, decision: standing.decision }] : [];
      }),
    );
}

export function lastDecided(act: CustomerAct): Decided | undefined {
  return decidedBy(act).reduce<Decided | undefined>(
    (last, one) => (last && last.decision.decidedAt > one.decision.decidedAt ? last : one),
    undefined,
  );
}

/** Asks the same question again, until the mechanic has begun the work. */
export function changeMind(act: CustomerAct, quoteId: QuoteId): readonly Step[] {
  const { scene } = act;
  const view = scene.repairs.find(({ repair }) => quoteOf(repair, quoteId));
  const quote = view && quoteOf(view.repair, quoteId);
  const version = quote?.versions.at(-1);
  if (!view || !quote || !version) return passOn(act);
  if (!standingDecision(quote)) return sayWhatBecame(scene, { view, quote, version }, receiverOf(act));
  const { repairId, status } = view.repair;
  if (quote.workBegunAt) {
    const begun = { kind: 'work-begun', vehicle: vehicleFacts(view), at: quote.workBegunAt } as const;
    return [answer(act, begun, { about: { repairId } })];
  }
  if (status !== 'registered' && status !== 'started') return passOn(act);
  return [toRepair({ type: 'RevokeDecision', data: { repairId, quoteId }, meta: act.meta })];
}

/** Sends a question about the work to the mechanic, any other to customer service. */
export function passQuestion(act: CustomerAct, newest: OpenQuote | undefined, text: string): readonly Step[] {
  const { scene, newId } = act;
  const view = newest?.view ?? onlyOneInHand(act);
  const mechanic = view && reachableMechanic(view);
  const owner = mechanic ? 'mechanic' : 'service';
  const repairId = view?.repair.repairId;
  const raised = raise(scene, newId, {
    kind: 'question',
    owner,
    repairId,
    dueAt: itemDueAt(scene, view?.repair.onLift ?? false),
  });
  const item = raisedIn(raised) ?? waitingIn(scene, repairId);
  return [
    ...raised,
    ...(view && item ? noticed(act, view, item, text, raised.length > 0) : []),
    ...(view && mechanic && item
      ? [...questionCard(view, text, act.language, { answers: item, to: act.person.customerId }), ...redraw(view)]
      : []),
    answer(act, { kind: 'question-passed', to: owner }, { about: repairId ? { repairId } : {} }),
  ];
}

/**
 * Keeps the words of a question for the mechanic's card, and for the workshop if it stays unread.
 */
function noticed(
  { scene }: CustomerAct,
  view: RepairView,
  item: ItemId,
  text: string,
  isNew: boolean,
): readonly Step[] {
  const before = view.words.get(item);
  const asked = before === undefined ? text : `${before} · ${text}`;
  return [
    {
      do: 'keep-words',
      repairId: view.repair.repairId,
      words: new Map([[item, { kind: 'question', text: asked }]]),
    },
    ...(isNew ? [watchUnread(scene, view, item)] : []),
  ];
}

/** Returns undefined with two cars in work: the question may be about either. */
function onlyOneInHand(act: CustomerAct): RepairView | undefined {
  const [view, ...others] = ownRepairs(act);
  const inHand = view?.repair.status === 'registered' || view?.repair.status === 'started';
  return others.length === 0 && inHand ? view : undefined;
}

function raisedIn(steps: readonly Step[]): ItemId | undefined {
  return steps.flatMap((step) =>
    step.do === 'conversation' && step.command.type === 'RaiseItem' ? [step.command.data.itemId] : [],
  )[0];
}

/** Finds the question that already waits; a second one joins it. */
function waitingIn({ conversation }: Scene, repairId: RepairId | undefined): ItemId | undefined {
  return conversation.items.find((item) => item.kind === 'question' && item.repairId === repairId)?.itemId;
}

/**
 * Promises a call: at once while the garage is open, else in the first hour that it is open, with
 * other hours to choose from.
 */
export function promiseCall(act: CustomerAct, repairId: RepairId | undefined, phone?: string): readonly Step[] {
  const { scene, newId } = act;
  const { calendar } = scene.garage;
  const open = isOpen(calendar, scene.now);
  const [window, ...others] = open ? [] : callWindows(calendar, scene.now);
  const soon = itemDueAt(scene, viewOf(scene, repairId)?.repair.onLift ?? false);
  const dueAt = window?.from ?? soon;
  return [
    ...endReadAloud(scene, (item) => item.repairId === repairId),
    ...raise(scene, newId, { kind: 'callback', owner: 'service', repairId, dueAt }),
    ...moveCall(scene, repairId, dueAt),
    answer(act, { kind: 'call-promised', window, others, phone }, afterCallPromised(act, others.length > 0)),
  ];
}

/** A call that was promised for another time is made when it was promised last. */
function moveCall(scene: Scene, repairId: RepairId | undefined, dueAt: Date): readonly Step[] {
  const { conversationId, items } = scene.conversation;
  return items
    .filter((item) => item.kind === 'callback' && item.repairId === repairId)
    .map(({ itemId, owner }) =>
      toConversation({ type: 'ReassignItem', data: { conversationId, itemId, owner, dueAt }, meta: byBot(scene) }),
    );
}

/** A stranger stays asked whose car it is. */
function afterCallPromised({ address }: CustomerAct, asksWhen: boolean): Parameters<typeof answer>[2] {
  if (asksWhen) return { asks: { kind: 'call-when' } };
  return address.proven ? { asks: { kind: 'other', said: 'call-promised' } } : {};
}

/** Asks when to call. Without opening hours the call is as soon as possible. */
export function askWhenToCall(act: CustomerAct): readonly Step[] {
  const { calendar } = act.scene.garage;
  const windows = callWindows(calendar, act.scene.now);
  if (windows.length === 0) return promiseCall(act, repairToCallAbout(act));
  return [answer(act, { kind: 'call-when', windows }, { asks: { kind: 'call-when' } })];
}

/** Moves the promised call to the chosen hour. Asks again if that hour is over. */
export function callAt(act: CustomerAct, window: CallWindow, phone?: string): readonly Step[] {
  const { scene, newId } = act;
  if (window.to <= scene.now) return askWhenToCall(act);
  const { conversationId } = scene.conversation;
  const repairId = repairToCallAbout(act);
  const data = { conversationId, itemId: as<ItemId>(newId()), kind: 'callback', owner: 'service', repairId } as const;
  return [
    ...endReadAloud(scene, (item) => item.repairId === repairId),
    ...endItems(scene, 'outdated', (item) => item.kind === 'callback' && item.repairId === repairId),
    toConversation({ type: 'RaiseItem', data: { ...data, dueAt: window.from }, meta: byBot(scene) }),
    answer(act, { kind: 'call-promised', window, others: [], phone }, afterCallPromised(act, false)),
  ];
}

/** Reads what was typed in answer to "when?". Returns undefined if the text says nothing about a time. */
export function typedCallTime(act: CustomerAct, text: string): readonly Step[] | undefined {
  const wish = readCallWish(text, act.scene.garage.calendar, act.scene.now);
  switch (wish.kind) {
    case 'window':
      return callAt(act, wish.window, wish.phone);
    case 'unsure':
      return askWhenToCall(act);
    case 'soon':
      return promiseCall(act, repairToCallAbout(act), wish.phone);
    case 'none':
      return wish.phone === undefined ? undefined : promiseCall(act, repairToCallAbout(act), wish.phone);
    default:
      return assertNever(wish);
  }
}

/** A wish for a call in free words: when, and on which number, as far as they say so. */
export function wantsCall(act: CustomerAct, text: string): readonly Step[] {
  return typedCallTime(act, text) ?? promiseCall(act, repairToCallAbout(act));
}

/** Returns the repair with an open quote, else the newest one. */
export function repairToCallAbout(act: CustomerAct): RepairId | undefined {
  const [open] = openQuotesFor(act.scene, act.person.customerId);
  return (open?.view ?? ownRepairs(act)[0])?.repair.repairId;
}
