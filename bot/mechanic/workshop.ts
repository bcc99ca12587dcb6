import type { Wording } from '../../core/application/commands.ts';
import { as, type FindingId } from '../../core/ids.ts';
import { atLocal, localParts, sameLocalDay } from '../../core/local-time.ts';
import { exceeds, type Money, money } from '../../core/money.ts';
import { readMoment } from '../../core/reading/moment.ts';
import { approvedTotal, openQuote, repairTotal } from '../../core/repair/guard.ts';
import type { Repair } from '../../core/repair/repair.ts';
import type { StaffAct } from '../../core/scene/scene.ts';
import type { MechanicAction } from '../cards/card.ts';
import { promiseNews } from '../react/repair.ts';
import { type Step, toRepair } from '../step.ts';
import { shownWords } from '../wording/format.ts';
import { type ChatAboutRepair, carCard, drawAnew, heard, remember, type Values } from './chat.ts';
import { askAmount, askDone, askDoneAgain, askEta, askFindings, askOtherPrice, askWhole } from './doubt.ts';
import { readAmountInput } from './register.ts';
import { readFindings } from './typed/quote.ts';
import { undoButton } from './undo.ts';

type Of<Do extends MechanicAction['do']> = Extract<MechanicAction, { do: Do }>;

/** Starts the repair; a car without a mechanic becomes this mechanic's. */
export function startSteps(chat: ChatAboutRepair): readonly Step[] {
  const { desk, repairId, meta, words, format, view } = chat;
  const { repair } = view;
  if (repair.status === 'started')
    return [...carCard(chat, { text: words.startedAlready(format.time(repair.startedAt)) }), drawAnew(chat)];
  const act = { kind: 'start', repairId, at: desk.now } as const;
  const { staffId: mechanicId } = desk.staff;
  const mine = repair.mechanicId === undefined;
  return [
    ...(mine ? [toRepair({ type: 'AssignMechanic', data: { repairId, mechanicId }, meta })] : []),
    toRepair({ type: 'StartRepair', data: { repairId }, meta }),
    remember(chat, act),
    ...carCard(chat, { text: `${words.started} ${heard(chat)}`, buttons: [undoButton(chat, act)] }),
  ];
}

/** Completes the repair, with the amount if one was typed. While none is known it is asked first. */
export function doneSteps(chat: ChatAboutRepair, action: Of<'done'>, values: Values): readonly Step[] {
  const { desk, repairId, meta, words, view, options } = chat;
  const { repair } = view;
  const typed = readAmountInput(chat, action.amountMinor === undefined ? values.amount : undefined);
  if (typed.kind === 'unclear')
    return carCard(chat, askDone(chat, [{ kind: 'amount', text: values.amount ?? '', readings: [], line: undefined }]));
  const minor = typed.kind === 'amount' ? typed.amount.minor : action.amountMinor;
  const amount = minor === undefined ? undefined : money(minor, options.currency);
  if (repair.status === 'completed') return doneAlready(chat, repair, amount);
  const asked =
    (action.sure ? undefined : askUnpriced(chat, amount)) ?? (action.leaves ? undefined : askFound(chat, minor));
  if (asked) return asked;
  const act = { kind: 'done', repairId, at: desk.now } as const;
  const withoutAmount = amount === undefined && repairTotal(repair) === undefined ? ` ${words.withoutAmount}` : '';
  return [
    toRepair({ type: 'CompleteRepair', data: { repairId, amount }, meta }),
    remember(chat, act),
    ...carCard(chat, { text: `${words.done} ${heard(chat)}${withoutAmount}`, buttons: [undoButton(chat, act)] }),
  ];
}

/** Says that it was done before; an amount that was typed is not dropped without a word. */
function doneAlready(chat: ChatAboutRepair, repair: Completed, amount: Money | undefined): readonly Step[] {
  const isNew = amount !== undefined && amount.minor !== repair.amount?.minor;
  if (isNew) return carCard(chat, askDoneAgain(chat, repair, amount));
  return [...carCard(chat, { text: chat.words.doneAlready(chat.format.time(repair.completedAt)) }), drawAnew(chat)];
}

type Completed = Extract<Repair, { status: 'completed' }>;

/** Asks about what was found and never priced, before the car goes. */
function askFound(chat: ChatAboutRepair, amountMinor: number | undefined): readonly Step[] | undefined {
  const { repair } = chat.view;
  if (repair.status !== 'started' || openQuote(repair)) return undefined;
  const found = repair.findings
    .filter(({ priced }) => !priced)
    .map(({ findingId }) => shownWords(chat.view.words.get(findingId) ?? chat.format.words.findingWithoutWords, 80));
  return found.length === 0 ? undefined : carCard(chat, askFindings(chat, found, amountMinor));
}

/** Asks what is to be paid while no price was agreed: the customer never reads a total without that work. */
function askUnpriced(chat: ChatAboutRepair, amount: Money | undefined): readonly Step[] | undefined {
  const { repair } = chat.view;
  if (repair.status !== 'started' || openQuote(repair) || repair.agreedAmount) return undefined;
  if (amount === undefined) return carCard(chat, askAmount(chat));
  // What does not exceed the approved extra work cannot hold the other work as well.
  const extra = approvedTotal(repair, chat.options.currency);
  return extra.minor > 0 && !exceeds(amount, extra) ? carCard(chat, askWhole(chat, amount)) : undefined;
}

/** Promises a time; without one it is asked. */
export function promiseSteps(chat: ChatAboutRepair, action: Of<'promise'>, values: Values): readonly Step[] {
  const { repairId, words, clock } = chat;
  const typed = values.time?.trim();
  const promised = action.at === undefined ? timeOn(chat, action.day, typed) : new Date(action.at);
  if (promised && promised > chat.desk.now) return promise(chat, promised);
  if (promised) return carCard(chat, askEta(chat, [{ kind: 'past', text: chat.format.when(promised), at: promised }]));
  if (typed) return carCard(chat, askEta(chat, [{ kind: 'time', text: typed }]));
  const { day } = action;
  const noon = day === undefined ? undefined : atLocal(clock.zone, day, 720);
  return carCard(chat, {
    text: noon ? words.whatTimeOn(chat.format.date(noon)) : words.whatTime,
    inputs: [{ name: 'time', label: words.inputs.time, placeholder: '16:30' }],
    buttons: [
      {
        label: words.buttons.promise(undefined),
        action: { do: 'promise', repairId, ...(day === undefined ? {} : { day }) },
        style: 'primary',
      },
    ],
  });
}

/** Returns the typed time on a local date, or as it was typed where there is no date. */
function timeOn({ clock }: ChatAboutRepair, day: string | undefined, typed: string | undefined): Date | undefined {
  const moment = readMoment(typed ?? '', clock);
  if (moment.kind !== 'at' && moment.kind !== 'past') return undefined;
  return day === undefined ? moment.at : atLocal(clock.zone, day, localParts(clock.zone, moment.at).minutes);
}

/** Promises a time; `before` is what else an undo puts back. */
function promise(
  chat: ChatAboutRepair,
  promisedAt: Date,
  before: Pick<StaffAct, 'onLiftBefore'> = {},
): readonly Step[] {
  const { desk, repairId, meta, words, format, view, scene } = chat;
  const promisedBefore = view.repair.promisedAt;
  if (promisedBefore?.getTime() === promisedAt.getTime())
    return carCard(chat, { text: words.promisedAlready(format.when(promisedAt)) });
  const promised = words.promised(format.when(promisedAt));
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
    remember(chat, act),
    ...carCard(chat, { text: isNews ? `${promised} ${heard(chat)}` : promised, buttons: [undoButton(chat, act)] }),
  ];
}

/** Moves the car in the exceptional case; starting and completing move it by themselves. */
export function liftSteps(chat: ChatAboutRepair, { on }: Of<'lift'>): readonly Step[] {
  const { desk, repairId, meta, words, view } = chat;
  const onLiftBefore = view.repair.onLift;
  if (onLiftBefore === on) return carCard(chat, { text: on ? words.onLiftAlready : words.offLiftAlready });
  const act = { kind: 'lift', repairId, onLiftBefore, at: desk.now } as const;
  return [
    toRepair({ type: 'MoveOnLift', data: { repairId, on }, meta }),
    remember(chat, act),
    ...carCard(chat, { text: on ? words.onLift : words.offLift, buttons: [undoButton(chat, act)] }),
  ];
}

/** Records what was found, to be priced later; nothing reaches the customer. */
export function foundSteps(chat: ChatAboutRepair, action: Of<'found'>, values: Values): readonly Step[] {
  const { repairId, meta, words, newId, desk } = chat;
  const findings = readFindings(action.text ?? values.text ?? '');
  if (findings.length === 0)
    return carCard(chat, {
      text: words.foundAsks,
      inputs: [{ name: 'text', label: words.inputs.found, placeholder: words.foundExample }],
      buttons: [{ label: words.buttons.found, action: { do: 'found', repairId }, style: 'primary' }],
    });
  const found = findings.map((finding) => ({ ...finding, findingId: as<FindingId>(newId()) }));
  return [
    ...found.map(({ text, severity = 'soon', findingId }) => {
      const wordings = new Map<string, Wording>([[findingId, { kind: 'finding', text }]]);
      return toRepair({ type: 'RecordFinding', data: { repairId, findingId, severity }, meta }, wordings);
    }),
    remember(chat, { kind: 'found', repairId, findingIds: found.map(({ findingId }) => findingId), at: desk.now }),
    drawAnew(chat),
  ];
}

/** Adds the complaint and the agreed amount that were not typed at registration. */
export function agreeSteps(chat: ChatAboutRepair, action: Of<'agree'>, values: Values): readonly Step[] {
  const { repairId, meta, words, view, options, format } = chat;
  const amount = readAmountInput(chat, action.amountMinor === undefined ? values.amount : undefined);
  if (amount.kind === 'unclear') return [...carCard(chat, { text: words.amountUnclear }), drawAnew(chat)];
  const complaint = values.complaint?.trim();
  const minor = amount.kind === 'amount' ? amount.amount.minor : action.amountMinor;
  if (!complaint && minor === undefined) return [drawAnew(chat)];
  const before = view.repair.agreedAmount;
  const agreed = minor === undefined ? before : money(minor, options.currency);
  const isTyped = action.amountMinor !== undefined && !action.sure;
  if (isTyped && before && agreed && before.minor !== agreed.minor)
    return carCard(chat, askOtherPrice(chat, before, agreed));
  const wordings = new Map<string, Wording>(complaint ? [['complaint', { kind: 'complaint', text: complaint }]] : []);
  return [
    toRepair({ type: 'AgreeOrder', data: { repairId, amount: agreed }, meta }, wordings),
    // Words alone make no event, but the card shows them.
    { ...drawAnew(chat), anew: false },
    ...carCard(chat, { text: agreed && minor !== undefined ? words.agreedFor(format.money(agreed)) : words.noted }),
  ];
}

type NextDay = Extract<MechanicAction, { do: 'next-day' }>;

/**
 * Ends the day of an unfinished car: it leaves the lift, and a time promised for today moves to the
 * typed one, or is asked.
 */
export function nextDaySteps(chat: ChatAboutRepair, { day }: NextDay, values: Values): readonly Step[] {
  const { view, words, repairId, meta } = chat;
  const { repair } = view;
  if (repair.status !== 'started')
    return [...carCard(chat, { text: words.refused.status[repair.status] }), drawAnew(chat)];
  const offLift = repair.onLift ? [toRepair({ type: 'MoveOnLift', data: { repairId, on: false }, meta })] : [];
  const typed = values.time?.trim();
  if (!typed) return [...offLift, ...(isPromisedLater(chat) ? goesOn(chat) : askWhen(chat, day))];
  const promisedAt = timeThen(chat, day, typed);
  if (!promisedAt) return [...offLift, ...carCard(chat, askEta(chat, [{ kind: 'time', text: typed }]))];
  return [...offLift, ...promise(chat, promisedAt, repair.onLift ? { onLiftBefore: true } : {})];
}

/** True if no promise falls due today or before. */
function isPromisedLater({ view, desk, clock }: ChatAboutRepair): boolean {
  const { promisedAt } = view.repair;
  return !promisedAt || (promisedAt > desk.now && !sameLocalDay(clock.zone, promisedAt, desk.now));
}

function goesOn(chat: ChatAboutRepair): readonly Step[] {
  const { desk, repairId, words, view } = chat;
  if (!view.repair.onLift) return carCard(chat, { text: words.goesOnLater });
  const act = { kind: 'lift', repairId, onLiftBefore: true, at: desk.now } as const;
  return [
    { do: 'remember-act', addressId: desk.addressId, act },
    ...carCard(chat, { text: `${words.goesOnLater} ${words.offLift}`, buttons: [undoButton(chat, act)] }),
  ];
}

function askWhen(chat: ChatAboutRepair, day: string | undefined): readonly Step[] {
  return promiseSteps(chat, { do: 'promise', repairId: chat.repairId, ...(day ? { day } : {}) }, {});
}

/** Reads a time; without a day it is on the day when work goes on, because today is over. */
function timeThen(chat: ChatAboutRepair, day: string | undefined, typed: string): Date | undefined {
  const { clock } = chat;
  const moment = readMoment(typed, clock);
  if (moment.kind !== 'at' && moment.kind !== 'past') return undefined;
  const { date } = localParts(clock.zone, clock.now);
  return localParts(clock.zone, moment.at).date === date ? timeOn(chat, day, typed) : moment.at;
}
