import fc from 'fast-check';
import type { Actor } from '../ids.ts';
import { as, type DecisionId, type FindingId, type LineId, type QuoteId, type StaffId } from '../ids.ts';
import type { Evidence, QuoteLine, RepairCommand, RepairRules, Selection } from '../repair/repair.ts';
import { latest } from './aimed.ts';
import { anyActor, anyDecision, anyTime, later, minute, often } from './any-answer.ts';
import { agent, eur, mechanic, monday, registration, repairId } from './builders.ts';

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
