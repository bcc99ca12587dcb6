import { isOpen } from '../../core/calendar.ts';
import { type CallWindow, callWindowAt, callWindows } from '../../core/call-windows.ts';
import type { WaitingItem } from '../../core/conversation/conversation.ts';
import { as, type ItemId, type RepairId } from '../../core/ids.ts';
import { openQuotesFor, viewOf } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { byBot, command, endItems, raise, redAt } from '../step.ts';
import { readCallTime } from './call-time.ts';
import { answer, ownRepairs, type Visit } from './visit.ts';

function isCall({ kind }: WaitingItem): boolean {
  return kind === 'call' || kind === 'callback';
}

/** Somebody phones: at once while the garage is open, else in the first hour that it is, with others to choose from. */
export function promiseCall(visit: Visit, repairId: RepairId | undefined): readonly Step[] {
  const { scene, newId } = visit;
  const { calendar } = scene.garage;
  const open = isOpen(calendar, scene.now);
  const [window, ...others] = open ? [] : callWindows(calendar, scene.now);
  const soon = redAt(scene, viewOf(scene, repairId)?.repair.onLift ?? false);
  const asks = others.length > 0 ? { asks: { kind: 'call-when' } as const } : {};
  return [
    ...endItems(scene, 'outdated', (item) => item.kind === 'call' && item.repairId === repairId),
    ...raise(scene, newId, { kind: 'callback', owner: 'service', repairId, dueAt: window?.from ?? soon }),
    answer(visit, { kind: 'call-promised', window, others }, asks),
  ];
}

/** "Call me later": when? Without opening hours nobody knows, so that it is as soon as possible. */
export function askWhenToCall(visit: Visit): readonly Step[] {
  const { calendar } = visit.scene.garage;
  const windows = callWindows(calendar, visit.scene.now);
  if (windows.length === 0) return promiseCall(visit, repairToCallAbout(visit));
  return [answer(visit, { kind: 'call-when', windows }, { asks: { kind: 'call-when' } })];
}

/** The hour was chosen; a call that was asked for before moves to it. One that is past by now is asked anew. */
export function callAt(visit: Visit, window: CallWindow): readonly Step[] {
  const { scene, newId } = visit;
  if (window.to <= scene.now) return askWhenToCall(visit);
  const { conversationId } = scene.conversation;
  const repairId = repairToCallAbout(visit);
  const data = { conversationId, itemId: as<ItemId>(newId()), kind: 'callback', owner: 'service', repairId } as const;
  return [
    ...endItems(scene, 'outdated', (item) => isCall(item) && item.repairId === repairId),
    command({ type: 'RaiseItem', data: { ...data, dueAt: window.from }, meta: byBot(scene) }),
    answer(visit, { kind: 'call-promised', window, others: [] }),
  ];
}

/** A time that was typed in answer to "when?"; undefined when the text names none, or one at which nobody phones. */
export function typedCallTime(visit: Visit, text: string): readonly Step[] | undefined {
  const time = readCallTime(text);
  if (!time) return undefined;
  const window = callWindowAt(visit.scene.garage.calendar, visit.scene.now, time);
  return window ? callAt(visit, window) : askWhenToCall(visit);
}

/** The repair with an open quote, else the newest one. */
export function repairToCallAbout(visit: Visit): RepairId | undefined {
  const [open] = openQuotesFor(visit.scene, visit.person.customerId);
  return (open?.view ?? ownRepairs(visit)[0])?.repair.repairId;
}
