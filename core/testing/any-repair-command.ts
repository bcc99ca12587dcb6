import fc from 'fast-check';
import {
  type Actor,
  type AddressId,
  as,
  type CustomerId,
  type DecisionId,
  type FindingId,
  type LineId,
  type MessageId,
  type QuoteId,
  type StaffId,
} from '../ids.ts';
import { openQuote, quotesOf, releasedVersion, standingDecision } from '../repair/guard.ts';
import type {
  Evidence,
  Quote,
  QuoteLine,
  Repair,
  RepairCommand,
  RepairEvent,
  RepairEventOf,
  RepairRules,
  Selection,
} from '../repair/repair.ts';
import {
  agent,
  byJan,
  byKarin,
  bySystem,
  eur,
  janPhone,
  karin,
  mechanic,
  monday,
  registration,
  repairId,
  staff,
} from './builders.ts';

/** Stands for the newest quote; version 0 stands for its newest version that fits. */
const latest = as<QuoteId>('latest');

/** Drawn blindly, hardly any command would hit a quote that exists; most of them are pointed at the newest one. */
export function aimed(command: RepairCommand, repair: Repair): RepairCommand {
  const quotes = quotesOf(repair);
  const target = quotes.at(-1);
  switch (command.type) {
    case 'DraftQuote': {
      if (command.data.quoteId !== latest) return command;
      const quoteId = openQuote(repair)?.quoteId ?? as<QuoteId>(`q-${quotes.length + 1}`);
      return { ...command, data: { ...command.data, quoteId } };
    }
    case 'ReleaseQuote':
    case 'ExpireQuote':
    case 'DecideQuote': {
      const expired = quotes.find(({ versions }) => versions.at(-1)?.standing.status === 'expired');
      // Now and then an expired quote is sent again, though another one may be open by now.
      const aim = command.type === 'ReleaseQuote' && command.data.mechanicWaits ? (expired ?? target) : target;
      const quoteId = command.data.quoteId === latest ? (aim?.quoteId ?? latest) : command.data.quoteId;
      const version = command.data.version === 0 ? newest(aim, command.type) : command.data.version;
      return { ...command, data: { ...command.data, quoteId, version } } as RepairCommand;
    }
    case 'WithdrawQuote':
      if (command.data.quoteId !== latest || !target) return command;
      return { ...command, data: { ...command.data, quoteId: target.quoteId } };
    case 'RevokeDecision': {
      const decided = quotes.findLast(standingDecision);
      if (command.data.quoteId !== latest || !decided) return command;
      return { ...command, data: { ...command.data, quoteId: decided.quoteId } };
    }
    default:
      return command;
  }
}

function newest(quote: Quote | undefined, type: RepairCommand['type']): number {
  const released = type === 'ReleaseQuote' ? undefined : quote && releasedVersion(quote);
  return (released ?? quote?.versions.at(-1))?.version ?? 1;
}

/** In ms. */
const minute = 60_000;
/** Mostly the one, now and then the other. */
function often<T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>, weight = 9) {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: seldom });
}

/** Within ten minutes, in whole and broken seconds, so that times meet, cross and coincide. */
const anyTime = fc
  .oneof(
    fc.integer({ min: 0, max: 10 }).map((minutes) => minutes * minute),
    fc.integer({ min: 0, max: 10 * minute }),
  )
  .map((ms) => later(monday, ms));

/** `ms` after a moment. */
function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

const stranger: Actor = { kind: 'customer', customerId: as<CustomerId>('stranger'), addressId: janPhone };
/** Karin on Jan's phone: at the right address, and still not the one who decides. */
const karinThere: Actor = { kind: 'customer', customerId: karin, addressId: janPhone };
/** Anybody who can be met in a garage, and somebody who cannot. */
const anyActor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(byJan) },
  { weight: 4, arbitrary: fc.constantFrom(mechanic, agent) },
  { weight: 2, arbitrary: fc.constantFrom<Actor>(staff('manager'), bySystem, byKarin, karinThere, stranger) },
);
const anyAnswered = fc.record({
  addressId: often(fc.constant(janPhone), fc.constant(as<AddressId>('elsewhere'))),
  proven: often(fc.constant(true), fc.boolean()),
});
const anyShown = fc.record({
  receipts: fc.boolean(),
  clockPrecisionMs: fc.constantFrom(1, 1000),
  replacedAnother: fc.boolean(),
  newestQuestion: often(fc.constant(true), fc.constant(false)),
  openQuotes: often(fc.constant(1), fc.integer({ min: 0, max: 2 })),
  botControls: often(fc.constant(true), fc.constant(false)),
});

/** Mostly such that it could bind. */
const anyEvidence: fc.Arbitrary<Evidence> = fc.oneof(
  anyAnswered.map((answered) => ({ how: 'button', messageId: as<MessageId>('m-1'), answered }) as const),
  fc
    .record({
      how: fc.constantFrom('digits' as const, 'words' as const),
      messageIds: often<readonly MessageId[]>(fc.constant([as<MessageId>('m-2')]), fc.constant([])),
      sentAt: anyTime,
      answered: anyAnswered,
      shown: anyShown,
      /** How long after delivery it was sent, if it was delivered. */
      after: often<number | undefined>(fc.integer({ min: -2 * minute, max: 6 * minute }), fc.constant(undefined)),
    })
    .map(({ after, shown, ...written }) => ({
      ...written,
      shown: { ...shown, deliveredAt: after === undefined ? undefined : later(written.sentAt, -after) },
    })),
  fc.record({
    how: fc.constant('staff' as const),
    via: fc.constantFrom('phone' as const, 'counter' as const),
    spokenAt: anyTime,
    spokeWith: often(fc.constant('t-1'), fc.constant('')),
  }),
);

/** Who answers, and how. */
const anyDecision = fc.oneof(
  fc.tuple(anyActor, anyEvidence),
  // Mostly somebody answers in the way that such a person does, else hardly any answer would bind.
  ...[byJan, byJan, byJan, karinThere].map((customer) =>
    anyEvidence.map((evidence) => [evidence.how === 'staff' ? agent : customer, evidence] as const),
  ),
);

const late = new Date(monday.getTime() + 120 * minute);
const anyValidity = fc.constantFrom(late, late, later(monday, 40 * minute), later(monday, 70 * minute));

const anyInGarage = often<Actor>(fc.constantFrom(mechanic, agent), anyActor);

const anyAmount = often(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: -20_000, max: 20_000 }), 5);
const oddLine = fc.record({ number: fc.integer({ min: 0, max: 4 }), minor: fc.maxSafeInteger() });
const anyLines: fc.Arbitrary<readonly QuoteLine[]> = often(
  fc.array(fc.tuple(anyAmount, fc.boolean()), { maxLength: 4 }).map((drawn) => {
    let number = 0;
    return drawn.map(([minor, joins]) => {
      number = joins && number > 0 ? number : number + 1;
      return { number, minor };
    });
  }),
  fc.array(oddLine, { maxLength: 3 }),
).map((lines) => lines.map(({ number, minor }, index) => asLine(number, minor, index)));

function asLine(number: number, minor: number, index: number): QuoteLine {
  return {
    lineId: as<LineId>(`l-${index}-${number}-${minor}`),
    number,
    severity: 'soon',
    amount: eur(minor),
    vatRate: 2100,
    ...(index === 0 ? { findingId: as<FindingId>('f-1') } : {}),
  };
}

const anyQuoteId = often(
  fc.constant(latest),
  fc.constantFrom('q-1', 'q-2', 'q-3').map((id) => as<QuoteId>(id)),
  5,
);
const anyVersion = often(fc.constant(0), fc.integer({ min: 1, max: 4 }), 5);

const anySelection: fc.Arbitrary<Selection> = fc.oneof(
  fc.constantFrom<Selection>({ kind: 'all' }, { kind: 'none' }),
  fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }).map((numbers) => ({ kind: 'numbers', numbers }) as const),
);

function of<Type extends RepairCommand['type']>(
  type: Type,
  data: fc.Arbitrary<Omit<Extract<RepairCommand, { type: Type }>['data'], 'repairId'>>,
  by: fc.Arbitrary<Actor> = anyInGarage,
): fc.Arbitrary<RepairCommand> {
  return fc
    .tuple(data, by, anyTime)
    .map(
      ([given, actor, at]) =>
        ({ type, data: { repairId, ...given }, meta: { by: actor, at } }) as unknown as RepairCommand,
    );
}

const anyMoney = fc.option(anyAmount.map(eur), { nil: undefined });
const nothing = fc.constant({});

const anyQuoteCommand = fc.oneof(
  {
    weight: 4,
    arbitrary: of(
      'DraftQuote',
      fc.record({
        quoteId: anyQuoteId,
        number: fc.constant(2041),
        lines: anyLines,
        readyIfApproved: fc.constant(undefined),
        readyIfDeclined: fc.constant(undefined),
      }),
    ),
  },
  {
    weight: 5,
    arbitrary: of(
      'ReleaseQuote',
      fc.record({ quoteId: anyQuoteId, version: anyVersion, validUntil: anyValidity, mechanicWaits: fc.boolean() }),
    ),
  },
  { weight: 1, arbitrary: of('WithdrawQuote', fc.record({ quoteId: anyQuoteId })) },
  { weight: 1, arbitrary: of('ExpireQuote', fc.record({ quoteId: anyQuoteId, version: anyVersion })) },
);

const anyAnswer = fc.tuple(anyQuoteId, anyVersion, anySelection, anyDecision, anyTime).map(
  ([quoteId, version, selection, [by, evidence], at]): RepairCommand => ({
    type: 'DecideQuote',
    data: { repairId, quoteId, version, decisionId: as<DecisionId>(`d-${at.getTime()}`), selection, evidence },
    meta: { by, at },
  }),
);

const anyOtherCommand = fc.oneof(
  of('RegisterRepair', fc.constant(registration)),
  of('StartRepair', nothing),
  of('StartRepair', nothing),
  of('AgreeOrder', fc.record({ amount: anyMoney })),
  of(
    'ChangeContacts',
    fc.record({
      contacts: fc.constantFrom(
        registration.contacts,
        registration.contacts.slice(1),
        registration.contacts,
        registration.contacts,
        registration.contacts,
      ),
    }),
  ),
  of(
    'AssignMechanic',
    fc.record({
      mechanicId: fc.constantFrom('a', 'b', undefined).map((id) => (id === undefined ? id : as<StaffId>(id))),
    }),
  ),
  of('MoveOnLift', fc.record({ on: fc.boolean() })),
  of('PromiseTime', fc.record({ promisedAt: anyTime })),
  of('BlockRepair', fc.record({ by: fc.constantFrom('customer' as const, 'parts' as const) })),
  of('ResumeRepair', nothing),
  of('DropFinding', fc.constant({ findingId: as<FindingId>('f-1') })),
  of(
    'RecordFinding',
    fc.record({
      findingId: fc.constant(as<FindingId>('f-1')),
      severity: fc.constantFrom('now' as const, 'later' as const),
    }),
  ),
  of('BeginApprovedWork', nothing),
  of('BeginApprovedWork', nothing),
  of('CompleteRepair', fc.record({ amount: anyMoney })),
  of('ReopenRepair', nothing),
  of('CollectVehicle', nothing),
);

const anyCommand: fc.Arbitrary<RepairCommand> = fc.oneof(
  { weight: 50, arbitrary: anyQuoteCommand },
  { weight: 40, arbitrary: anyAnswer },
  { weight: 14, arbitrary: of('RevokeDecision', fc.record({ quoteId: anyQuoteId }), anyActor) },
  { weight: 24, arbitrary: anyOtherCommand },
  { weight: 1, arbitrary: of('CancelRepair', nothing) },
);

const anyRules: fc.Arbitrary<RepairRules> = fc.record({
  currency: fc.constant('EUR' as const),
  tolerance: fc.constantFrom(0, 1000),
  mechanicReleasesUpTo: fc.constantFrom(undefined, undefined, eur(20_000)),
  replacedGraceMs: fc.constantFrom(0, 4 * minute),
});

const opening: readonly RepairCommand[] = [
  { type: 'RegisterRepair', data: { repairId, ...registration }, meta: { by: mechanic, at: monday } },
  { type: 'StartRepair', data: { repairId }, meta: { by: mechanic, at: monday } },
];

/** Time goes on from one command to the next, though not so fast that none comes too late or too early. */
function afterEarlierOnes(command: RepairCommand, index: number): RepairCommand {
  const shift = (at: Date): Date => later(at, index * 2 * minute);
  const { at, by } = command.meta;
  const meta = { by, at: shift(at) };
  if (command.type === 'DecideQuote')
    return { ...command, data: { ...command.data, evidence: evidenceAfter(command.data.evidence, shift) }, meta };
  return { ...command, meta } as RepairCommand;
}

function evidenceAfter(evidence: Evidence, shift: (at: Date) => Date): Evidence {
  if (evidence.how === 'button') return evidence;
  if (evidence.how === 'staff') return { ...evidence, spokenAt: shift(evidence.spokenAt) };
  const { deliveredAt } = evidence.shown;
  const shown = { ...evidence.shown, deliveredAt: deliveredAt && shift(deliveredAt) };
  return { ...evidence, sentAt: shift(evidence.sentAt), shown };
}

/** Rules of a garage and what is asked of one repair: anything, by anyone, at times that do not even rise. */
export const anyHistory = fc.record({
  rules: anyRules,
  commands: fc
    .tuple(often(fc.constant(opening), fc.constant([])), fc.array(anyCommand, { minLength: 25, maxLength: 50 }))
    .map(([first, rest]) => [...first, ...rest.map(afterEarlierOnes)]),
});

/** For each event of a quote how many decisions stand after it, read off the log alone. */
export function decisionsOn(log: readonly RepairEvent[], quoteId: string): readonly number[] {
  let standing = 0;
  return log.map((event) => {
    if (event.type === 'QuoteDecided' && event.data.quoteId === quoteId) standing += 1;
    if (event.type === 'DecisionRevoked' && event.data.quoteId === quoteId) standing -= 1;
    return standing;
  });
}

/** The lines of a version as they were last drafted. */
export function linesOf(log: readonly RepairEvent[], quoteId: string, version: number): readonly QuoteLine[] {
  return (
    lastOf(log, 'QuoteDrafted', ({ data }) => data.quoteId === quoteId && data.version === version)?.data.lines ?? []
  );
}

function lastOf<Type extends RepairEvent['type']>(
  log: readonly RepairEvent[],
  type: Type,
  fits: (event: RepairEventOf<Type>) => boolean,
): RepairEventOf<Type> | undefined {
  return log.filter((event): event is RepairEventOf<Type> => event.type === type).findLast(fits);
}

/**
 * Whether an answer binds, written down a second time from the rules and read off the log, so that the decider is
 * held against something that does not share its code or its state.
 */
export function binds(command: RepairCommand, log: readonly RepairEvent[], rules: RepairRules): boolean {
  if (command.type !== 'DecideQuote') return false;
  const question = openQuestion(log, command.data.quoteId, command.data.version);
  if (!question) return false;
  const { evidence, selection } = command.data;
  const { by, at } = command.meta;
  const numbers = linesOf(log, command.data.quoteId, command.data.version).map(({ number }) => number);
  const named = selection.kind !== 'numbers' || selection.numbers.length > 0;
  const known = selection.kind !== 'numbers' || selection.numbers.every((number) => numbers.includes(number));
  if (!named || !known) return false;
  if (evidence.how === 'staff')
    return by.kind === 'staff' && by.role !== 'mechanic' && evidence.spokenAt <= at && at <= question.validUntil;
  if (by.kind !== 'customer' || !decides(log, by.customerId)) return false;
  if (!evidence.answered.proven || evidence.answered.addressId !== by.addressId) return false;
  if (evidence.how === 'button') return at <= question.validUntil;
  const { shown, sentAt } = evidence;
  if (shown.deliveredAt === undefined || sentAt > question.validUntil) return false;
  if (!shown.newestQuestion || !shown.botControls || shown.openQuotes !== 1) return false;
  if (evidence.how === 'words' && selection.kind === 'numbers') return false;
  const grace = !shown.receipts && shown.replacedAnother ? rules.replacedGraceMs : 0;
  // In whole steps of the provider's clock an answer is never earlier than what it answers.
  const gap = sentAt.getTime() - shown.deliveredAt.getTime() - grace;
  const sinceOpen = sentAt.getTime() - question.openSince.getTime();
  return gap > -shown.clockPrecisionMs && sinceOpen > -shown.clockPrecisionMs && evidence.messageIds.length > 0;
}

function decides(log: readonly RepairEvent[], customerId: string): boolean {
  const last = log.findLast(({ type }) => type === 'ContactsChanged' || type === 'RepairRegistered');
  const contacts = last && 'contacts' in last.data ? last.data.contacts : [];
  return contacts.some((contact) => contact.customerId === customerId && contact.decides);
}

type Question = { readonly validUntil: Date; readonly openSince: Date };

/** The question that this version asks after everything that happened, if it asks one. */
function openQuestion(log: readonly RepairEvent[], quoteId: string, version: number): Question | undefined {
  let question: Question | undefined;
  let before: Question | undefined;
  for (const event of log) {
    if (!('quoteId' in event.data) || event.data.quoteId !== quoteId) continue;
    if (!('version' in event.data) || event.data.version !== version) continue;
    if (event.type === 'QuoteReleased') {
      before = { validUntil: event.data.validUntil, openSince: event.meta.at };
      question = before;
    } else if (event.type === 'DecisionRevoked') question = before && { ...before, openSince: event.meta.at };
    else if (event.type !== 'DecisionRefused' && event.type !== 'QuoteDrafted') question = undefined;
  }
  return question;
}
