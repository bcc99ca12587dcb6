import type { Wording } from '../../core/application/commands.ts';
import { as, type FindingId } from '../../core/ids.ts';
import { atLocal, localParts, sameLocalDay } from '../../core/local-time.ts';
import { money } from '../../core/money.ts';
import { repairTotal } from '../../core/repair/guard.ts';
import type { StaffAct } from '../../core/scene/scene.ts';
import type { MechanicAction } from '../cards/card.ts';
import { promiseNews } from '../react/repair.ts';
import { type Step, toRepair } from '../step.ts';
import { type AtCar, carCard, drawAnew, heard, remember, type Values } from './chat.ts';
import { askDone, askEta } from './doubt.ts';
import { readInput } from './register.ts';
import { readMoment } from './typed/dates.ts';
import { readFindings } from './typed/quote.ts';
import { undoButton } from './undo.ts';

type Of<Do extends MechanicAction['do']> = Extract<MechanicAction, { do: Do }>;

/** In hand and on the lift; a car that is nobody's becomes this mechanic's. */
export function startSteps(at: AtCar): readonly Step[] {
  const { desk, repairId, meta, say, by, view } = at;
  const { repair } = view;
  if (repair.status === 'started')
    return [...carCard(at, { text: say.startedAlready(by.time(repair.startedAt)) }), drawAnew(at)];
  const act = { kind: 'start', repairId, at: desk.now } as const;
  const { staffId: mechanicId } = desk.staff;
  const mine = repair.mechanicId === undefined;
  return [
    ...(mine ? [toRepair({ type: 'AssignMechanic', data: { repairId, mechanicId }, meta })] : []),
    toRepair({ type: 'StartRepair', data: { repairId }, meta }),
    remember(at, act),
    ...carCard(at, { text: `${say.started} ${heard(at)}`, buttons: [undoButton(at, act)] }),
  ];
}

/** Completed, with the amount if one was typed; what is done already stays as it is. */
export function doneSteps(at: AtCar, action: Of<'done'>, values: Values): readonly Step[] {
  const { desk, repairId, meta, say, by, view, options } = at;
  const { repair } = view;
  const typed = readInput(at, action.amountMinor === undefined ? values.amount : undefined);
  if (typed.kind === 'unclear')
    return carCard(at, askDone(at, [{ kind: 'amount', text: values.amount ?? '', readings: [], line: undefined }]));
  const minor = typed.kind === 'amount' ? typed.amount.minor : action.amountMinor;
  if (repair.status === 'completed' && (minor === undefined || minor === repair.amount?.minor))
    return [...carCard(at, { text: say.doneAlready(by.time(repair.completedAt)) }), drawAnew(at)];
  const amount = minor === undefined ? undefined : money(minor, options.currency);
  const act = { kind: 'done', repairId, at: desk.now } as const;
  const withoutAmount = amount === undefined && repairTotal(repair) === undefined ? ` ${say.withoutAmount}` : '';
  return [
    toRepair({ type: 'CompleteRepair', data: { repairId, amount }, meta }),
    remember(at, act),
    ...carCard(at, { text: `${say.done} ${heard(at)}${withoutAmount}`, buttons: [undoButton(at, act)] }),
  ];
}

/** A day without a time, or nothing at all, is asked. */
export function promiseSteps(at: AtCar, action: Of<'promise'>, values: Values): readonly Step[] {
  const { repairId, say, clock } = at;
  const typed = values.time?.trim();
  const promised = action.at === undefined ? timeOn(at, action.day, typed) : new Date(action.at);
  if (promised && promised > at.desk.now) return promise(at, promised);
  if (promised) return carCard(at, askEta(at, [{ kind: 'past', text: at.by.when(promised), at: promised }]));
  if (typed) return carCard(at, askEta(at, [{ kind: 'time', text: typed }]));
  const { day } = action;
  const noon = day === undefined ? undefined : atLocal(clock.zone, day, 720);
  return carCard(at, {
    text: noon ? say.whatTimeOn(at.by.date(noon)) : say.whatTime,
    inputs: [{ name: 'time', label: say.inputs.time, placeholder: '16:30' }],
    buttons: [
      {
        label: say.buttons.promise(undefined),
        action: { do: 'promise', repairId, ...(day === undefined ? {} : { day }) },
        style: 'primary',
      },
    ],
  });
}

/** The typed time on a local date, or as it was typed without one; undefined when it is none. */
function timeOn({ clock }: AtCar, day: string | undefined, typed: string | undefined): Date | undefined {
  const moment = readMoment(typed ?? '', clock);
  if (moment.kind !== 'at' && moment.kind !== 'past') return undefined;
  return day === undefined ? moment.at : atLocal(clock.zone, day, localParts(clock.zone, moment.at).minutes);
}

/** Promises a time; `before` is what else an undo puts back. */
function promise(at: AtCar, promisedAt: Date, before: Pick<StaffAct, 'onLiftBefore'> = {}): readonly Step[] {
  const { desk, repairId, meta, say, by, view, scene } = at;
  const promisedBefore = view.repair.promisedAt;
  if (promisedBefore?.getTime() === promisedAt.getTime())
    return carCard(at, { text: say.promisedAlready(by.when(promisedAt)) });
  const promised = say.promised(by.when(promisedAt));
  const isNews = promiseNews(scene, view, promisedAt) !== 'none';
  const act = {
    kind: 'promise',
    repairId,
    at: desk.now,
    ...(promisedBefore ? { promisedBefore } : {}),
    ...before,
  } as const;
  return [
    toRepair({ type: 'PromiseTime', data: { repairId, promisedAt }, meta }),
    remember(at, act),
    ...carCard(at, { text: isNews ? `${promised} ${heard(at)}` : promised, buttons: [undoButton(at, act)] }),
  ];
}

/** Only for the exceptions: starting and completing move the car by themselves. */
export function liftSteps(at: AtCar, { on }: Of<'lift'>): readonly Step[] {
  const { desk, repairId, meta, say, view } = at;
  const onLiftBefore = view.repair.onLift;
  if (onLiftBefore === on) return carCard(at, { text: on ? say.onLiftAlready : say.offLiftAlready });
  const act = { kind: 'lift', repairId, onLiftBefore, at: desk.now } as const;
  return [
    toRepair({ type: 'MoveOnLift', data: { repairId, on }, meta }),
    remember(at, act),
    ...carCard(at, { text: on ? say.onLift : say.offLift, buttons: [undoButton(at, act)] }),
  ];
}

/** What was seen, to be priced later; nothing reaches the customer. */
export function foundSteps(at: AtCar, action: Of<'found'>, values: Values): readonly Step[] {
  const { repairId, meta, say, newId, desk } = at;
  const findings = readFindings(action.text ?? values.text ?? '');
  if (findings.length === 0)
    return carCard(at, {
      text: say.foundAsks,
      inputs: [{ name: 'text', label: say.inputs.found, placeholder: say.foundExample }],
      buttons: [{ label: say.buttons.found, action: { do: 'found', repairId }, style: 'primary' }],
    });
  const found = findings.map((finding) => ({ ...finding, findingId: as<FindingId>(newId()) }));
  return [
    ...found.map(({ text, severity = 'soon', findingId }) => {
      const words = new Map<string, Wording>([[findingId, { kind: 'finding', text }]]);
      return toRepair({ type: 'RecordFinding', data: { repairId, findingId, severity }, meta }, words);
    }),
    remember(at, { kind: 'found', repairId, findingIds: found.map(({ findingId }) => findingId), at: desk.now }),
    drawAnew(at),
  ];
}

/** What nobody typed at registration: the complaint, and what was agreed. */
export function agreeSteps(at: AtCar, values: Values): readonly Step[] {
  const { repairId, meta, say, view } = at;
  const amount = readInput(at, values.amount);
  if (amount.kind === 'unclear') return [...carCard(at, { text: say.amountUnclear }), drawAnew(at)];
  const complaint = values.complaint?.trim();
  if (!complaint && amount.kind === 'none') return [drawAnew(at)];
  const words = new Map<string, Wording>(complaint ? [['complaint', { kind: 'complaint', text: complaint }]] : []);
  const agreed = amount.kind === 'amount' ? amount.amount : view.repair.agreedAmount;
  return [
    toRepair({ type: 'AgreeOrder', data: { repairId, amount: agreed }, meta }, words),
    // Words alone are no event, but they stand on the card.
    { ...drawAnew(at), anew: false },
    ...carCard(at, { text: say.noted }),
  ];
}

type NextDay = Extract<MechanicAction, { do: 'next-day' }>;

/** Not finished today: the car leaves the lift, and a time that was promised for today moves to the typed one, or is asked. */
export function nextDaySteps(at: AtCar, { day }: NextDay, values: Values): readonly Step[] {
  const { view, say, repairId, meta } = at;
  const { repair } = view;
  if (repair.status !== 'started') return [...carCard(at, { text: say.refused.status[repair.status] }), drawAnew(at)];
  const offLift = repair.onLift ? [toRepair({ type: 'MoveOnLift', data: { repairId, on: false }, meta })] : [];
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
