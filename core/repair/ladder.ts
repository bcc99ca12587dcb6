import { type Calendar, isOpen, nextOpening, quietEnds } from '../calendar.ts';
import { openQuote, releasedVersion } from './guard.ts';
import type { Repair } from './repair.ts';
import { asleep, type Wake, type WatchSettings, type WatchStep } from './watch.ts';

/** The open question, as far as time matters; `onLift`: the mechanic waits beside the lift. */
export type WaitingQuote = { readonly validUntil: Date; readonly onLift: boolean };

/** The history of the question so far, for this version alone. */
export type AskedFacts = {
  /**
   * When it was last put out to a new address; undefined while it is held, or when there is no
   * address.
   */
  readonly askedAt: Date | undefined;
  readonly sentAt: Date | undefined;
  /** Undefined without receipts. */
  readonly deliveredAt: Date | undefined;
  readonly receipts: boolean;
  readonly anotherAddress: boolean;
  readonly remindedAt: Date | undefined;
  readonly callRaised: boolean;
  readonly nextChannelTried: boolean;
  /** The customer said "let me ask"; reminders pause until then. */
  readonly pausedUntil: Date | undefined;
  /** The customer asked something that has no answer yet. */
  readonly questionOpen: boolean;
  /** A plain answer in words waits until then for more text. */
  readonly answerSettlesAt: Date | undefined;
};

/** Undefined when nothing waits for the customer. */
export function waitingQuote(repair: Repair): WaitingQuote | undefined {
  const quote = openQuote(repair);
  const version = quote && releasedVersion(quote);
  if (!version || repair.status === 'none') return undefined;
  const { validUntil, mechanicWaits } = version.standing;
  // After "I go on" the lift earns its money, and nobody stands idle.
  return { validUntil, onLift: repair.onLift && mechanicWaits };
}

/**
 * An answer may take this long beyond its time to be settled before the quote moves on without it.
 */
const settleGraceMs = 10_000;

/**
 * Returns what is due for one released version: reminder, call, next address or expiry. Never
 * answers for the customer.
 */
export function nextQuoteWake(
  quote: WaitingQuote | undefined,
  asked: AskedFacts,
  settings: WatchSettings,
  calendar: Calendar,
  now: Date,
): Wake {
  if (!quote) return asleep;
  const settled = asked.answerSettlesAt && later(asked.answerSettlesAt, settleGraceMs);
  if (settled && now < settled) return { due: [], again: settled };
  if (now >= quote.validUntil) return { due: [{ do: 'expire' }], again: undefined };

  const clock = { calendar, now };
  const due = ladder(quote, asked, settings, clock)
    .filter(({ at }) => at <= now)
    .map(({ step }) => step);
  const ahead = ladder(quote, afterwards(asked, due, now), settings, clock).map(({ at }) => at);
  const looks = [...ahead, ...arrivalLook(asked, settings)];
  return { due, again: earliest([...looks.filter((at) => at > now), quote.validUntil]) };
}

/** Looks in time if it arrived, also when the garage is closed and the call would have to wait. */
function arrivalLook(asked: AskedFacts, { undeliveredMs }: WatchSettings): readonly Date[] {
  return asked.askedAt && !seenAt(asked) ? [later(asked.askedAt, undeliveredMs)] : [];
}

function seenAt({ receipts, deliveredAt, sentAt }: AskedFacts): Date | undefined {
  return receipts ? deliveredAt : sentAt;
}

/** Assumes that the steps are taken, so that the next look is not missed. */
function afterwards(asked: AskedFacts, due: readonly WatchStep[], now: Date): AskedFacts {
  const takes = (name: WatchStep['do']): boolean => due.some((step) => step.do === name);
  return {
    ...asked,
    remindedAt: takes('remind') ? now : asked.remindedAt,
    callRaised: asked.callRaised || takes('call'),
    ...(takes('next-channel') ? { nextChannelTried: true, askedAt: now } : {}),
  };
}

type Clock = { readonly calendar: Calendar; readonly now: Date };
type Rung = { readonly at: Date; readonly step: WatchStep };

/** Returns what has not been done yet, in the order in which it becomes due. */
function ladder({ onLift }: WaitingQuote, asked: AskedFacts, settings: WatchSettings, clock: Clock): readonly Rung[] {
  if (asked.questionOpen || asked.askedAt === undefined) return [];
  const seen = seenAt(asked);
  if (!seen) return undelivered(asked, later(asked.askedAt, settings.undeliveredMs), clock);
  const { remindMs, callMs } = onLift ? settings.onLift : settings.parked;
  const pause = asked.pausedUntil && asked.pausedUntil > seen ? asked.pausedUntil : undefined;
  const callAt = whenOpen(pause ? later(pause, callMs - remindMs) : later(seen, callMs), clock);
  if (isReminded(asked, pause)) return calls(asked, callAt, clock);
  const remindAt = whenAwake(pause ?? later(seen, remindMs), clock);
  return [{ at: remindAt, step: { do: 'remind' } }, ...calls(asked, latest(callAt, remindAt), clock)];
}

/**
 * "I'll ask once more" is a promise: a reminder from before the pause does not count for it.
 * Otherwise a customer who is being phoned is not written to as well.
 */
function isReminded({ remindedAt, callRaised }: AskedFacts, pause: Date | undefined): boolean {
  return pause === undefined ? remindedAt !== undefined || callRaised : remindedAt !== undefined && remindedAt >= pause;
}

function undelivered(asked: AskedFacts, at: Date, clock: Clock): readonly Rung[] {
  if (mayAskElsewhere(asked)) return [{ at: whenAwake(at, clock), step: { do: 'next-channel' } }];
  return asked.callRaised ? [] : [{ at: whenOpen(at, clock), step: { do: 'call' } }];
}

function calls(asked: AskedFacts, at: Date, clock: Clock): readonly Rung[] {
  return [
    ...(asked.callRaised ? [] : [{ at, step: { do: 'call' } } as const]),
    ...(mayAskElsewhere(asked) ? [{ at: whenAwake(at, clock), step: { do: 'next-channel' } } as const] : []),
  ];
}

function mayAskElsewhere({ anotherAddress, nextChannelTried }: AskedFacts): boolean {
  return anotherAddress && !nextChannelTried;
}

/** Holds back also what was due earlier, when it is quiet by now. */
function whenAwake(at: Date, { calendar, now }: Clock): Date {
  return quietEnds(calendar, latest(at, now));
}

/** Nobody phones while the garage is closed; without opening hours somebody might. */
function whenOpen(at: Date, { calendar, now }: Clock): Date {
  const from = latest(at, now);
  return isOpen(calendar, from) ? from : (nextOpening(calendar, from) ?? from);
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
function latest(a: Date, b: Date | undefined): Date {
  return b && b > a ? b : a;
}
function earliest(times: readonly Date[]): Date | undefined {
  return times.reduce<Date | undefined>((first, at) => (first && first <= at ? first : at), undefined);
}
