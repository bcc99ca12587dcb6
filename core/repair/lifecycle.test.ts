import { describe, it } from 'vitest';
import { as, type FindingId, type StaffId } from '../ids.ts';
import {
  agent,
  approval,
  byJan,
  command,
  contacts,
  decided,
  drafted,
  eur,
  event,
  line,
  mechanic,
  meta,
  minutes,
  otherQuoteId,
  quoted,
  quoteId,
  registered,
  registration,
  rules,
  specify,
  started,
} from '../testing/builders.ts';
import { repairDecider } from './decider.ts';
import type { RepairEvent } from './repair.ts';

const given = specify(repairDecider(rules));
const withinTenPercent = specify(repairDecider({ ...rules, tolerance: 1000 }));
function lift(on: boolean): RepairEvent {
  return event('LiftChanged', { on });
}
function completed(amount = eur(199_00)): RepairEvent {
  return event('RepairCompleted', { amount });
}
const done = [...started, completed(), lift(false)];

describe('the mechanic of a repair', () => {
  const assign = (mechanicId: string | undefined) =>
    command('AssignMechanic', { mechanicId: mechanicId === undefined ? undefined : as<StaffId>(mechanicId) });

  it('may be a colleague, or nobody when the one who had it has left, until the car is collected', () => {
    given(...started)
      .when(assign('rob'))
      .yields(event('MechanicAssigned', { mechanicId: as<StaffId>('rob') }));
    given(...done)
      .when(assign(undefined))
      .yields(event('MechanicAssigned', { mechanicId: undefined }));
    given(...started, event('MechanicAssigned', { mechanicId: undefined }))
      .when(assign(undefined))
      .yields();
    given(...done, event('VehicleCollected', {}))
      .when(assign('rob'))
      .rejects({ code: 'WrongStatus', status: 'collected' });
  });
});

describe('registering a repair', () => {
  it('happens once', () => {
    given(registered()).when(command('RegisterRepair', registration)).yields();
    given(registered())
      .when(
        command('RegisterRepair', { ...registration, vehicleId: registration.vehicleId.replace('1', '2') as never }),
      )
      .rejects({ code: 'WrongStatus', status: 'registered' });
  });
  it('takes no amount in another currency, and none below zero', () => {
    given()
      .when(command('RegisterRepair', { ...registration, agreedAmount: { minor: 1, currency: 'USD' } }))
      .rejects({ code: 'MixedCurrency' });
    given()
      .when(command('RegisterRepair', { ...registration, agreedAmount: eur(-1) }))
      .rejects({ code: 'InvalidAmount' });
  });
  it('is not for customers', () =>
    given()
      .when(command('RegisterRepair', registration, meta(byJan)))
      .rejects({ code: 'NotStaff' }));
});

describe('a finding', () => {
  const findingId = as<FindingId>('f-1');
  const found = [...started, event('FindingRecorded', { findingId, severity: 'soon' })];
  const drop = command('DropFinding', { findingId });
  it('is dropped when it was a mistake, once', () => {
    given(...found)
      .when(drop)
      .yields(event('FindingDropped', { findingId }));
    given(...found, event('FindingDropped', { findingId }))
      .when(drop)
      .yields();
  });
  it('stays when it stands in a quote', () =>
    given(...found, drafted(1, [line(1, 286_40, { findingId })]))
      .when(drop)
      .yields());
});

describe('the work', () => {
  it('starts on the lift', () =>
    given(registered()).when(command('StartRepair', {})).yields(event('RepairStarted', {}), lift(true)));
  it('is started only once', () =>
    given(...started)
      .when(command('StartRepair', {}))
      .yields());
  it('that is started waits for parts no longer, and the wait is measured', () =>
    given(registered(), event('RepairBlocked', { by: 'parts' }, meta(mechanic, minutes(1))), lift(true))
      .when(command('StartRepair', {}, meta(mechanic, minutes(9))))
      .yields(
        event('RepairResumed', { since: minutes(1), by: 'parts' }, meta(mechanic, minutes(9))),
        event('RepairStarted', {}, meta(mechanic, minutes(9))),
      ));
  it('waits for one party at a time', () =>
    given(...started, event('RepairBlocked', { by: 'parts' }, meta(mechanic, minutes(1))))
      .when(command('BlockRepair', { by: 'customer' }))
      .yields(event('RepairResumed', { since: minutes(1), by: 'parts' }), event('RepairBlocked', { by: 'customer' })));
  it('waits from the first moment, however often the end of the wait is guessed anew', () =>
    given(
      ...started,
      event('RepairBlocked', { by: 'parts' }, meta(mechanic, minutes(1))),
      event('RepairBlocked', { by: 'parts', until: minutes(90) }, meta(mechanic, minutes(2))),
    )
      .when(command('ResumeRepair', {}))
      .yields(event('RepairResumed', { since: minutes(1), by: 'parts' })));
  it('keeps a promised time with the one before it', () => {
    const first = event('TimePromised', { promisedAt: minutes(60), before: undefined });
    given(...started, first)
      .when(command('PromiseTime', { promisedAt: minutes(60) }))
      .yields();
    given(...started, first)
      .when(command('PromiseTime', { promisedAt: minutes(90) }))
      .yields(event('TimePromised', { promisedAt: minutes(90), before: minutes(60) }));
  });
  it('says nothing new when nothing is new', () => {
    given(...started)
      .when(command('MoveOnLift', { on: true }))
      .yields();
    given(...started)
      .when(command('ChangeContacts', { contacts: [...contacts] }))
      .yields();
    given(...started)
      .when(command('AgreeOrder', { amount: eur(199_00) }))
      .yields();
    given(...started)
      .when(command('ResumeRepair', {}))
      .yields();
  });
});

describe('completing a repair', () => {
  it('takes the vehicle off the lift and costs what was agreed', () =>
    given(...started)
      .when(command('CompleteRepair', { amount: undefined }))
      .yields(completed(), lift(false)));
  it('costs agreed order and approved lines together, and settles the approval', () =>
    given(...quoted, decided(approval({ outcome: 'partly', approved: [1], declined: [2], total: eur(286_40) })))
      .when(command('CompleteRepair', { amount: undefined }))
      .yields(event('ApprovedWorkBegun', { quoteIds: [quoteId] }), completed(eur(485_40)), lift(false)));
  it('asks for a new quote above what was approved', () =>
    given(...started)
      .when(command('CompleteRepair', { amount: eur(199_01) }))
      .rejects({ code: 'OverApproved', approved: eur(199_00), allowed: eur(199_00) }));
  it('may exceed it by the tolerance of the garage and not a cent more', () => {
    withinTenPercent(...started)
      .when(command('CompleteRepair', { amount: eur(218_90) }))
      .yields(completed(eur(218_90)), lift(false));
    withinTenPercent(...started)
      .when(command('CompleteRepair', { amount: eur(218_91) }))
      .rejects({ code: 'OverApproved', approved: eur(199_00), allowed: eur(218_90) });
  });
  it('records any amount when the order was "to be determined", because nothing says what is too much', () =>
    given(registered(undefined), event('OrderAgreed', { amount: undefined }), event('RepairStarted', {}))
      .when(command('CompleteRepair', { amount: eur(500_00) }))
      .yields(completed(eur(500_00))));
  it('waits for the answer to an open quote, and for a draft', () => {
    given(...quoted)
      .when(command('CompleteRepair', { amount: undefined }))
      .rejects({ code: 'OpenQuote', quoteId, version: 1 });
    given(...started, drafted())
      .when(command('CompleteRepair', { amount: undefined }))
      .rejects({ code: 'OpenQuote', quoteId, version: 1 });
  });
  it('needs work that was started', () =>
    given(registered())
      .when(command('CompleteRepair', { amount: undefined }))
      .rejects({ code: 'WrongStatus', status: 'registered' }));
  it('twice is once, unless the amount differs', () => {
    given(...done)
      .when(command('CompleteRepair', { amount: undefined }))
      .yields();
    given(...done)
      .when(command('CompleteRepair', { amount: eur(199_00) }))
      .yields();
    given(...done)
      .when(command('CompleteRepair', { amount: eur(1_00) }))
      .rejects({ code: 'WrongStatus', status: 'completed' });
  });
});

describe('the end of a repair', () => {
  it('is reopened when it was completed too early', () => {
    given(...done)
      .when(command('ReopenRepair', {}))
      .yields(event('RepairReopened', {}));
    given(...done, event('RepairReopened', {}))
      .when(command('CompleteRepair', { amount: undefined }))
      .yields(completed());
  });
  it('is collected once, and only when completed', () => {
    given(...done)
      .when(command('CollectVehicle', {}))
      .yields(event('VehicleCollected', {}));
    given(...done, event('VehicleCollected', {}))
      .when(command('CollectVehicle', {}))
      .yields();
    given(...started)
      .when(command('CollectVehicle', {}))
      .rejects({ code: 'WrongStatus', status: 'started' });
  });
  it('withdraws the quote that waits when the repair is cancelled, its next draft too', () =>
    given(...quoted, drafted(2))
      .when(command('CancelRepair', {}, meta(agent)))
      .yields(
        event('QuoteWithdrawn', { quoteId, version: 1 }, meta(agent)),
        event('QuoteWithdrawn', { quoteId, version: 2 }, meta(agent)),
        event('RepairCancelled', {}, meta(agent)),
        event('LiftChanged', { on: false }, meta(agent)),
      ));
  it('is not cancelled after collection', () =>
    given(...done, event('VehicleCollected', {}))
      .when(command('CancelRepair', {}))
      .rejects({ code: 'WrongStatus', status: 'collected' }));
  it('leaves nothing to quote', () =>
    given(...done)
      .when(
        command('ReleaseQuote', { quoteId: otherQuoteId, version: 1, validUntil: minutes(90), mechanicWaits: true }),
      )
      .rejects({ code: 'WrongStatus', status: 'completed' }));
});
