import { describe, it } from 'vitest';
import {
  agent,
  approval,
  byJan,
  bySystem,
  command,
  decided,
  drafted,
  eur,
  event,
  line,
  mechanic,
  meta,
  minutes,
  otherQuoteId,
  pads,
  quoted,
  quoteId,
  registered,
  released,
  rules,
  specify,
  started,
  validUntil,
  wipers,
} from '../testing/builders.ts';
import { repairDecider } from './decider.ts';
import type { QuoteLine } from './repair.ts';

const given = specify(repairDecider(rules));
const limited = specify(repairDecider({ ...rules, mechanicReleasesUpTo: eur(300_00) }));
function draft(lines: readonly QuoteLine[], id = quoteId, number = 2041) {
  return command('DraftQuote', { quoteId: id, number, lines, readyIfApproved: undefined, readyIfDeclined: undefined });
}
function release(version = 1, by = mechanic, at = minutes(5), id = quoteId) {
  return command('ReleaseQuote', { quoteId: id, version, validUntil, mechanicWaits: true }, meta(by, at));
}
const discs = line(1, 412_00);
const expired = event('QuoteExpired', { quoteId, version: 1, validUntil }, meta(bySystem, validUntil));

describe('drafting a quote', () => {
  it('adds up the lines, whatever the client thought', () =>
    given(...started)
      .when(draft([pads, wipers]))
      .yields(drafted()));
  it('allows a discount as long as something is left to pay', () => {
    given(...started)
      .when(draft([pads, line(1, -25_00)]))
      .yields(drafted(1, [pads, line(1, -25_00)]));
    given(...started)
      .when(draft([pads, line(1, -286_40)]))
      .rejects({ code: 'InvalidAmount' });
  });
  it('refuses lines that cannot be a quote', () => {
    given(...started)
      .when(draft([]))
      .rejects({ code: 'EmptyQuote' });
    given(...started)
      .when(draft([pads, { ...wipers, amount: { minor: 1, currency: 'USD' } }]))
      .rejects({ code: 'MixedCurrency' });
    for (const minor of [0.5, Number.MAX_SAFE_INTEGER, Number.NaN, -1, 0])
      given(...started)
        .when(draft([{ ...pads, amount: { minor, currency: 'EUR' } }]))
        .rejects({ code: 'InvalidAmount' });
    given(...started)
      .when(draft([{ ...pads, vatRate: -1 }]))
      .rejects({ code: 'InvalidAmount' });
  });
  it('numbers the choices from 1 without a gap, whichever order the lines have', () => {
    given(...started)
      .when(draft([wipers]))
      .rejects({ code: 'InvalidChoices' });
    given(...started)
      .when(draft([wipers, pads]))
      .yields(drafted(1, [wipers, pads]));
  });
  it('again replaces the draft', () =>
    given(...started, drafted())
      .when(draft([discs], otherQuoteId, 2042))
      .yields(drafted(1, [discs])));
  it('again with the same lines changes nothing', () =>
    given(...started, drafted())
      .when(draft([pads, wipers]))
      .yields());
  it('after release makes the next version of the same quote', () =>
    given(...quoted)
      .when(draft([discs], otherQuoteId, 2042))
      .yields(drafted(2, [discs])));
  it('after a decision makes a new quote', () => {
    given(...quoted, decided())
      .when(draft([discs], otherQuoteId, 2042))
      .yields(drafted(1, [discs], otherQuoteId));
    given(...quoted, decided())
      .when(draft([discs]))
      .rejects({ code: 'UnknownQuote' });
  });
  it('is over when the repair is', () =>
    given(registered(), event('RepairCancelled', {}))
      .when(draft([pads]))
      .rejects({ code: 'WrongStatus', status: 'cancelled' }));
});

describe('releasing a quote', () => {
  const one = [...started, drafted()];
  it('asks the customer', () =>
    given(...one)
      .when(release())
      .yields(released()));
  it('twice asks once', () =>
    given(...quoted)
      .when(release())
      .yields());
  it('of the next version ends the one before it', () =>
    given(...quoted, drafted(2, [discs]))
      .when(release(2))
      .yields(
        event('QuoteSuperseded', { quoteId, version: 1, by: 2 }, meta(mechanic, minutes(5))),
        released(2, eur(412_00), 1),
      ));
  it('is for staff alone', () => {
    given(...one)
      .when(release(1, byJan))
      .rejects({ code: 'NotStaff' });
    given(...one)
      .when(release(1, bySystem))
      .rejects({ code: 'NotStaff' });
  });
  it('by a mechanic stays within the limit of the garage', () => {
    limited(...one)
      .when(release())
      .rejects({ code: 'OverReleaseLimit', limit: eur(300_00) });
    limited(...one)
      .when(release(1, agent))
      .yields(event('QuoteReleased', { ...releasedData(), replaces: undefined }, meta(agent, minutes(5))));
    limited(...started, drafted(1, [pads]))
      .when(release())
      .yields(released(1, eur(286_40)));
  });
  it('of a decided, withdrawn or unknown version asks nothing', () => {
    given(...quoted, decided())
      .when(release())
      .rejects({ code: 'NothingToRelease' });
    given(...quoted, event('QuoteWithdrawn', { quoteId, version: 1 }))
      .when(release())
      .rejects({ code: 'NothingToRelease' });
    given(...one)
      .when(release(7))
      .rejects({ code: 'NothingToRelease' });
    given(...one)
      .when(release(1, mechanic, minutes(5), otherQuoteId))
      .rejects({ code: 'UnknownQuote' });
  });
  it('needs a validity that is still ahead', () =>
    given(...one)
      .when(release(1, mechanic, validUntil))
      .rejects({ code: 'NothingToRelease' }));
  it('brings an expired quote back under the same version', () => {
    const again = new Date('2026-11-25T08:00:00Z');
    const until = new Date('2026-11-26T16:30:00Z');
    given(...quoted, expired)
      .when(
        command('ReleaseQuote', { quoteId, version: 1, validUntil: until, mechanicWaits: false }, meta(agent, again)),
      )
      .yields(
        event(
          'QuoteReleased',
          { quoteId, version: 1, validUntil: until, mechanicWaits: false, total: eur(324_40), replaces: undefined },
          meta(agent, again),
        ),
      );
  });
  it('of an expired quote waits until the one that is open is settled', () =>
    given(...quoted, expired, drafted(1, [discs], otherQuoteId))
      .when(release())
      .rejects({ code: 'OpenQuote', quoteId: otherQuoteId, version: 1 }));
});

describe('the end of a quote', () => {
  const expire = (at: Date) => command('ExpireQuote', { quoteId, version: 1 }, meta(bySystem, at));
  it('comes with its validity, and a timer that fires early or twice does no harm', () => {
    given(...quoted)
      .when(expire(minutes(60)))
      .yields();
    given(...quoted)
      .when(expire(validUntil))
      .yields(expired);
    given(...quoted, expired)
      .when(expire(validUntil))
      .yields();
    given(...quoted, decided(approval()))
      .when(expire(validUntil))
      .yields();
  });
  it('comes by withdrawal, of a draft as well', () => {
    given(...quoted)
      .when(command('WithdrawQuote', { quoteId }))
      .yields(event('QuoteWithdrawn', { quoteId, version: 1 }));
    given(...started, drafted())
      .when(command('WithdrawQuote', { quoteId }))
      .yields(event('QuoteWithdrawn', { quoteId, version: 1 }));
    given(...quoted, decided())
      .when(command('WithdrawQuote', { quoteId }))
      .yields();
  });
});

function releasedData() {
  return { quoteId, version: 1, validUntil, mechanicWaits: true, total: eur(324_40) };
}
