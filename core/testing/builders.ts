import { expect } from 'vitest';
import type { Calendar } from '../calendar.ts';
import type { Address } from '../customer/address.ts';
import { type Decider, replay } from '../decision.ts';
import {
  type AccountId,
  type Actor,
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type DecisionId,
  type GarageId,
  type LineId,
  type MessageId,
  type Meta,
  type QuoteId,
  type RepairId,
  type Role,
  type StaffId,
  type VehicleId,
} from '../ids.ts';
import { type Money, money, sum } from '../money.ts';
import type {
  Contact,
  Evidence,
  QuoteDecision,
  QuoteLine,
  RepairCommand,
  RepairEvent,
  RepairEventOf,
  RepairRules,
  ShownEvidence,
} from '../repair/repair.ts';

/** A Monday, 10:00 in Amsterdam. */
export const monday = new Date('2026-11-23T09:00:00Z');

/** So many minutes after Monday morning. */
export function minutes(count: number): Date {
  return new Date(monday.getTime() + count * 60_000);
}

/** Tuesday, closing time. */
export const validUntil = new Date('2026-11-24T16:30:00Z');

export const repairId = as<RepairId>('r-1');
export const garageId = as<GarageId>('g-1');
export const conversationId = as<ConversationId>('c-1');
export const jan = as<CustomerId>('jan');
export const karin = as<CustomerId>('karin');
export const janPhone = as<AddressId>('jan-phone');
export const quoteId = as<QuoteId>('q-1');
export const otherQuoteId = as<QuoteId>('q-2');

/** Somebody of the garage. */
export function staff(role: Role, id: string = role): Actor {
  return { kind: 'staff', staffId: as<StaffId>(id), role };
}
/** The one who decides. */
export const byJan: Actor = { kind: 'customer', customerId: jan, addressId: janPhone };
/** A contact who is informed and does not decide. */
export const byKarin: Actor = { kind: 'customer', customerId: karin, addressId: as<AddressId>('karin-phone') };
export const bySystem: Actor = { kind: 'system', part: 'timer' };
export const mechanic = staff('mechanic');
export const agent = staff('agent');

/** Who and when; the mechanic on Monday morning unless told. */
export function meta(by: Actor = mechanic, at: Date = monday): Meta {
  return { by, at };
}

export function eur(minor: number): Money {
  return money(minor, 'EUR');
}

/** Dutch defaults: any mechanic releases, nothing may be exceeded. */
export const rules: RepairRules = {
  currency: 'EUR',
  tolerance: 0,
  mechanicReleasesUpTo: undefined,
  replacedGraceMs: 60_000,
};

/** Jan decides and pays, Karin is only told. */
export const contacts: readonly Contact[] = [
  { customerId: jan, informed: true, decides: true, pays: true },
  { customerId: karin, informed: true, decides: false, pays: false },
];

/** A line that is answered by `number`. */
export function line(number: number, minor: number, change: Partial<QuoteLine> = {}): QuoteLine {
  return {
    lineId: as<LineId>(`l-${number}-${minor}`),
    number,
    severity: 'now',
    amount: eur(minor),
    vatRate: 2100,
    ...change,
  };
}

export const pads = line(1, 286_40);
export const wipers = line(2, 38_00);

/** A command about the repair. */
export function command<Type extends RepairCommand['type']>(
  type: Type,
  data: Omit<Extract<RepairCommand, { type: Type }>['data'], 'repairId'>,
  stamp: Meta = meta(),
): RepairCommand {
  return { type, data: { repairId, ...data }, meta: stamp } as unknown as RepairCommand;
}

/** An event of the repair. */
export function event<Type extends RepairEvent['type']>(
  type: Type,
  data: Omit<RepairEventOf<Type>['data'], 'repairId'>,
  stamp: Meta = meta(),
): RepairEvent {
  return { type, data: { repairId, ...data }, meta: stamp } as unknown as RepairEvent;
}

/** What a registration says. */
export const registration = {
  garageId,
  conversationId,
  vehicleId: as<VehicleId>('v-1'),
  contacts,
  mechanicId: as<StaffId>('mechanic'),
  agreedAmount: eur(199_00),
};

/** A repair that is registered with a service of 199 euros. */
export function registered(agreedAmount: Money | undefined = eur(199_00)): RepairEvent {
  return event('RepairRegistered', { ...registration, agreedAmount });
}

/** A repair in hand, on the lift. */
export const started: readonly RepairEvent[] = [
  registered(),
  event('RepairStarted', {}),
  event('LiftChanged', { on: true }),
];

/** A draft of the first quote. */
export function drafted(version = 1, lines: readonly QuoteLine[] = [pads, wipers], id = quoteId): RepairEvent {
  return event('QuoteDrafted', {
    quoteId: id,
    number: id === quoteId ? 2041 : 2042,
    version,
    lines,
    readyIfApproved: undefined,
    readyIfDeclined: undefined,
    total: sum(
      lines.map(({ amount }) => amount),
      'EUR',
    ),
  });
}

/** The release of a version, five minutes into the morning. */
export function released(version = 1, total = eur(324_40), replaces?: number, id = quoteId): RepairEvent {
  return event(
    'QuoteReleased',
    { quoteId: id, version, validUntil, mechanicWaits: true, total, replaces },
    meta(mechanic, minutes(5)),
  );
}

/** In hand, with a quote of two lines that waits for Jan. */
export const quoted: readonly RepairEvent[] = [...started, drafted(), released()];

/** A tap on a button, at Jan's proven address. */
export function button(proven = true): Evidence {
  return {
    how: 'button',
    messageId: as<MessageId>('m-1'),
    answered: { addressId: janPhone, proven },
  };
}

/** Delivered a minute after release, the newest question, with the bot speaking. */
function shown(change: Partial<ShownEvidence> = {}): ShownEvidence {
  return {
    deliveredAt: minutes(6),
    receipts: true,
    clockPrecisionMs: 1,
    replacedAnother: false,
    newestQuestion: true,
    openQuotes: 1,
    botControls: true,
    ...change,
  };
}

/** A text of Jan's, ten minutes into the morning. */
export function written(
  how: 'words' | 'digits',
  change: Partial<ShownEvidence> = {},
  sentAt: Date = minutes(10),
): Evidence {
  return {
    how,
    messageIds: [as<MessageId>('m-2')],
    sentAt,
    answered: { addressId: janPhone, proven: true },
    shown: shown(change),
  };
}

/** A call that customer service wrote down. */
export function phoned(spokenAt: Date = minutes(10)): Evidence {
  return {
    how: 'staff',
    via: 'phone',
    spokenAt,
    spokeWith: 't-1',
  };
}

/** All of the quote of two lines approved by a tap, unless told otherwise. */
export function approval(change: Partial<QuoteDecision> = {}): QuoteDecision {
  return {
    decisionId: as<DecisionId>('d-1'),
    outcome: 'approved',
    approved: [1, 2],
    declined: [],
    total: eur(324_40),
    decidedAt: minutes(10),
    by: byJan,
    evidence: button(),
    ...change,
  };
}

/** The decision on the first quote. */
export function decided(decision: QuoteDecision = approval(), version = 1): RepairEvent {
  return event('QuoteDecided', { quoteId, version, decision }, meta(decision.by, decision.decidedAt));
}

/** Weekdays 8:00 to 17:30, Amsterdam, quiet from 21:00 to 7:00. */
export function calendar(change: Partial<Calendar> = {}): Calendar {
  const open = [{ opens: 480, closes: 1050 }];
  return {
    zone: 'Europe/Amsterdam',
    week: [[], open, open, open, open, open, []],
    days: {},
    quiet: { from: 1260, to: 420 },
    ...change,
  };
}

/** A proven address on a channel with everything. */
export function address(change: Partial<Address> = {}): Address {
  return {
    addressId: janPhone,
    accountId: as<AccountId>('a-1'),
    customerId: jan,
    channel: 'telegram',
    proven: true,
    frozen: false,
    optedOut: false,
    reachable: true,
    simulated: false,
    language: 'nl',
    lastHeardAt: monday,
    skills: { buttons: true, receipts: false, canStart: false, clockPrecisionMs: 1000 },
    ...change,
  };
}

/** Reads as a sentence: given(past).when(command).yields(facts), or .rejects(reason). */
export function specify<State, Command, Event, Rejection>(decider: Decider<State, Command, Event, Rejection>) {
  return (...past: readonly Event[]) => ({
    when: (command: Command) => {
      const decision = decider.decide(command, replay(decider, past));
      return {
        yields: (...events: readonly Event[]) => expect(decision).toEqual({ accepted: true, events }),
        rejects: (because: Rejection) => expect(decision).toEqual({ accepted: false, because }),
      };
    },
  });
}
