import { localParts, sameLocalDay } from '../../core/local-time.ts';
import type { MechanicAction } from '../cards/card.ts';
import type { Step } from '../react/step.ts';
import { type AtCar, carCard, drawAnew, type Values } from './chat.ts';
import { askEta } from './doubt.ts';
import { readMoment } from './typed/dates.ts';
import { undoButton } from './undo.ts';
import { command, promise, promiseSteps, timeOn } from './workshop.ts';

type NextDay = Extract<MechanicAction, { do: 'next-day' }>;

/** Not finished today: the car leaves the lift, and a time that was promised for today moves to the typed one, or is asked. */
export function nextDaySteps(at: AtCar, { day }: NextDay, values: Values): readonly Step[] {
  const { view, say, repairId, meta } = at;
  const { repair } = view;
  if (repair.status !== 'started') return [...carCard(at, { text: say.refused.status[repair.status] }), drawAnew(at)];
  const offLift = repair.onLift ? [command({ type: 'MoveOnLift', data: { repairId, on: false }, meta })] : [];
  const typed = values.time?.trim();
  if (!typed) return [...offLift, ...(isPromisedLater(at) ? goesOn(at) : askWhen(at, day))];
  const promisedAt = timeThen(at, day, typed);
  if (!promisedAt) return [...offLift, ...carCard(at, askEta(at, [{ kind: 'time', text: typed }]))];
  return [...offLift, ...promise(at, promisedAt, repair.onLift ? { onLiftBefore: true } : {})];
}

/** Nothing that was promised falls on today, or before. */
function isPromisedLater({ view, desk, clock }: AtCar): boolean {
  const { promisedAt } = view.repair;
  return !promisedAt || (promisedAt > desk.now && !sameLocalDay(clock.zone, promisedAt, desk.now));
}

function goesOn(at: AtCar): readonly Step[] {
  const { desk, repairId, say, view } = at;
  if (!view.repair.onLift) return carCard(at, { text: say.goesOnLater });
  const act = { kind: 'lift', repairId, onLiftBefore: true, at: desk.now } as const;
  return [
    { do: 'remember-act', addressId: desk.addressId, act },
    ...carCard(at, { text: `${say.goesOnLater} ${say.offLift}`, buttons: [undoButton(at, act)] }),
  ];
}

function askWhen(at: AtCar, day: string | undefined): readonly Step[] {
  return promiseSteps(at, { do: 'promise', repairId: at.repairId, ...(day ? { day } : {}) }, {});
}

/** A time without a day is one of the day when it goes on, because today is over. */
function timeThen(at: AtCar, day: string | undefined, typed: string): Date | undefined {
  const { clock } = at;
  const moment = readMoment(typed, clock);
  if (moment.kind !== 'at' && moment.kind !== 'past') return undefined;
  const { date } = localParts(clock.zone, clock.now);
  return localParts(clock.zone, moment.at).date === date ? timeOn(at, day, typed) : moment.at;
}
