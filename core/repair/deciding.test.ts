import { describe, it } from 'vitest';
import type { Actor, Meta } from '../ids.ts';
import { type AddressId, as, type CustomerId, type DecisionId } from '../ids.ts';
import {
  agent,
  approval,
  button,
  byJan,
  byKarin,
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
  phoned,
  quoted,
  quoteId,
  released,
  rules,
  specify,
  staff,
  started,
  validUntil,
  written,
} from '../testing/builders.ts';
import { repairDecider } from './decider.ts';
import type { DecisionRefusal, Evidence, RepairCommand, RepairEvent, Selection } from './repair.ts';

const given = specify(repairDecider(rules));
const all: Selection = { kind: 'all' };
function numbers(...chosen: number[]): Selection {
  return { kind: 'numbers', numbers: chosen };
}
const atTen = meta(byJan, minutes(10));

function answer(selection: Selection, evidence: Evidence = button(), stamp: Meta = atTen, version = 1): RepairCommand {
  return command('DecideQuote', { quoteId, version, decisionId: as<DecisionId>('d-1'), selection, evidence }, stamp);
}
function refused(because: DecisionRefusal, how: Evidence['how'] = 'button', stamp = atTen, version = 1): RepairEvent {
  return event('DecisionRefused', { quoteId, version, because, how }, stamp);
}

describe('a tap of the one who decides', () => {
  it('approves everything', () =>
    given(...quoted)
      .when(answer(all))
      .yields(decided()));
  it('approves some lines and declines the ones that it does not name', () =>
    given(...quoted)
      .when(answer(numbers(1)))
      .yields(decided(approval({ outcome: 'partly', approved: [1], declined: [2], total: eur(286_40) }))));
  it('that names every line approves everything', () =>
    given(...quoted)
      .when(answer(numbers(2, 1, 2)))
      .yields(decided()));
  it('rejects everything', () =>
    given(...quoted)
      .when(answer({ kind: 'none' }))
      .yields(decided(approval({ outcome: 'rejected', approved: [], declined: [1, 2], total: eur(0) }))));
  it('names at least one line, and only lines that there are', () => {
    given(...quoted)
      .when(answer(numbers()))
      .yields(refused('unknown_line'));
    given(...quoted)
      .when(answer(numbers(1, 3)))
      .yields(refused('unknown_line'));
  });
  it('does not take a discount without what it is given on', () =>
    given(...started, drafted(1, [pads, line(2, -25_00)]), released(1, eur(261_40)))
      .when(answer(numbers(2)))
      .yields(refused('unknown_line')));
  it('counts until the validity ends, and no longer', () => {
    given(...quoted)
      .when(answer(all, button(), meta(byJan, validUntil)))
      .yields(decided(approval({ decidedAt: validUntil })));
    const late = meta(byJan, new Date(validUntil.getTime() + 1));
    given(...quoted)
      .when(answer(all, button(), late))
      .yields(refused('expired', 'button', late));
    const expired = event('QuoteExpired', { quoteId, version: 1, validUntil });
    given(...quoted, expired)
      .when(answer(all))
      .yields(refused('expired'));
  });
  it('that repeats another is answered with what was decided', () =>
    given(...quoted, decided())
      .when(answer({ kind: 'none' }))
      .yields(refused('already_decided')));
  it('on an old version approves nothing', () =>
    given(...quoted, drafted(2), event('QuoteSuperseded', { quoteId, version: 1, by: 2 }), released(2, eur(324_40), 1))
      .when(answer(all))
      .yields(refused('old_version')));
  it('on a withdrawn quote or a draft approves nothing', () => {
    given(...quoted, event('QuoteWithdrawn', { quoteId, version: 1 }))
      .when(answer(all))
      .yields(refused('withdrawn'));
    given(...started, drafted())
      .when(answer(all))
      .yields(refused('not_delivered'));
  });
  it('still counts while the next version is only a draft, which ends with it', () =>
    given(...quoted, drafted(2, [pads]))
      .when(answer(all))
      .yields(decided(), event('QuoteWithdrawn', { quoteId, version: 2 }, atTen)));
  it('on a quote that nobody knows is an error', () => {
    const unknown = { quoteId: otherQuoteId, version: 1, decisionId: as<DecisionId>('d-1'), selection: all };
    given(...quoted)
      .when(command('DecideQuote', { ...unknown, evidence: button() }, atTen))
      .rejects({ code: 'UnknownQuote' });
    given(...quoted)
      .when(answer(all, button(), atTen, 9))
      .rejects({ code: 'UnknownQuote' });
    given().when(answer(all)).rejects({ code: 'WrongStatus', status: 'none' });
  });
});

describe('who may decide', () => {
  const by = (actor: Actor, evidence: Evidence = button()) =>
    given(...quoted)
      .when(answer(all, evidence, meta(actor, minutes(10))))
      .yields(refused('may_not_decide', evidence.how, meta(actor, minutes(10))));
  it('is not a contact who is only informed, nor a stranger', () => {
    by(byKarin);
    by({ kind: 'customer', customerId: as<CustomerId>('stranger'), addressId: as<AddressId>('jan-phone') });
  });
  it('is not the garage itself: no mechanic, no timer, no bot', () => {
    by(mechanic, phoned());
    by(bySystem, phoned());
    by({ kind: 'system', part: 'bot' });
  });
  it('is whoever answers, not another address', () => by({ ...byJan, addressId: as<AddressId>('elsewhere') } as Actor));
  it('answers in a way of their own: staff do not tap, customers do not write down calls', () => {
    by(agent, button());
    by(byJan, phoned());
  });
  it('needs a proven address', () =>
    given(...quoted)
      .when(answer(all, button(false)))
      .yields(refused('not_proven')));
  it('is customer service for a customer who phones, saying who spoke', () => {
    for (const role of ['agent', 'manager', 'administrator'] as const) {
      const stamp = meta(staff(role), minutes(10));
      given(...quoted)
        .when(answer(all, phoned(), stamp))
        .yields(decided(approval({ by: staff(role), evidence: phoned() })));
    }
    by(agent, { ...phoned(), spokeWith: '' } as Evidence);
  });
  it('did not say yes to a quote by phone before it was out', () => {
    const stamp = meta(agent, minutes(10));
    given(...quoted)
      .when(answer(all, phoned(minutes(4)), stamp))
      .yields(refused('sent_before_delivery', 'staff', stamp));
    given(...quoted)
      .when(answer(all, phoned(minutes(11)), stamp))
      .yields(refused('sent_before_delivery', 'staff', stamp));
  });
});

describe('words', () => {
  const words = (change: Parameters<typeof written>[1] = {}, sentAt = minutes(10)) => written('words', change, sentAt);
  const refuses = (because: DecisionRefusal, evidence: Evidence) =>
    given(...quoted)
      .when(answer(all, evidence))
      .yields(refused(because, evidence.how));
  const binds = (evidence: Evidence) =>
    given(...quoted)
      .when(answer(all, evidence))
      .yields(decided(approval({ evidence })));

  it('plainly given in answer to the newest question bind', () => binds(words()));
  it('that name some lines are asked back, digits that name lines bind', () => {
    given(...quoted)
      .when(answer(numbers(1), words()))
      .yields(refused('unknown_line', 'words'));
    const evidence = written('digits');
    given(...quoted)
      .when(answer(numbers(1), evidence))
      .yields(decided(approval({ outcome: 'partly', approved: [1], declined: [2], total: eur(286_40), evidence })));
  });
  it('before the quote was delivered approve nothing', () => {
    refuses('not_delivered', words({ deliveredAt: undefined }));
    refuses('sent_before_delivery', words({ deliveredAt: minutes(11) }));
  });
  it('are compared in steps of the coarser clock', () => {
    const deliveredAt = new Date(minutes(10).getTime() + 700);
    binds(words({ deliveredAt, clockPrecisionMs: 1000 }));
    refuses('sent_before_delivery', words({ deliveredAt, clockPrecisionMs: 1 }));
  });
  it('within a minute after one version replaced another approve nothing, unless receipts show it was seen', () => {
    const replaced = { replacedAnother: true, deliveredAt: minutes(9.5), receipts: false };
    refuses('sent_before_delivery', words(replaced));
    binds(words({ ...replaced, deliveredAt: minutes(9) }));
    binds(words({ ...replaced, receipts: true }));
  });
  it('approve nothing after another question, under an agent, or beside another open quote', () => {
    refuses('not_newest_question', words({ newestQuestion: false }));
    refuses('agent_controls', words({ botControls: false }));
    refuses('several_quotes', words({ openQuotes: 2 }));
    refuses('several_quotes', words({ openQuotes: 0 }));
  });
  it('count by the time they were sent, not by the time they were read', () => {
    const late = meta(byJan, new Date(validUntil.getTime() + 4000));
    const evidence = words({}, validUntil);
    given(...quoted)
      .when(answer(all, evidence, late))
      .yields(decided(approval({ evidence, decidedAt: late.at })));
    const tooLate = words({}, new Date(validUntil.getTime() + 1));
    given(...quoted)
      .when(answer(all, tooLate, late))
      .yields(refused('expired', 'words', late));
  });
  it('without a message are no evidence', () =>
    refuses('not_delivered', { ...words(), messageIds: [] } as unknown as Evidence));
});

describe('a change of mind', () => {
  const atTwelve = meta(byJan, minutes(12));
  const revoke = (stamp = atTwelve) => command('RevokeDecision', { quoteId }, stamp);
  const revoked = (stamp = atTwelve) =>
    event('DecisionRevoked', { quoteId, version: 1, decisionId: as<DecisionId>('d-1') }, stamp);

  it('opens the same version again, for a new answer', () => {
    given(...quoted, decided())
      .when(revoke())
      .yields(revoked());
    const again = meta(byJan, minutes(13));
    given(...quoted, decided(), revoked())
      .when(answer(all, button(), again))
      .yields(decided(approval({ decidedAt: minutes(13) })));
  });
  it('is not undone by words that were sent before it', () =>
    given(...quoted, decided(), revoked())
      .when(answer(all, written('words', {}, minutes(11)), meta(byJan, minutes(13))))
      .yields(refused('sent_before_delivery', 'words', meta(byJan, minutes(13)))));
  it('after the validity leaves the quote expired', () => {
    const late = meta(byJan, validUntil);
    given(...quoted, decided())
      .when(revoke(late))
      .yields(revoked(late), event('QuoteExpired', { quoteId, version: 1, validUntil }, late));
  });
  it('counts beside a newer open quote, but two quotes are never open', () =>
    given(...quoted, decided(), drafted(1, [pads], otherQuoteId))
      .when(revoke())
      .yields(revoked(), event('QuoteWithdrawn', { quoteId, version: 1 }, atTwelve)));
  it('is for those who decide and for customer service', () => {
    given(...quoted, decided())
      .when(revoke(meta(agent)))
      .yields(revoked(meta(agent)));
    given(...quoted, decided())
      .when(revoke(meta(byKarin)))
      .yields(refused('may_not_decide', 'button', meta(byKarin)));
    given(...quoted, decided())
      .when(revoke(meta(mechanic)))
      .yields(refused('may_not_decide', 'staff', meta(mechanic)));
    given(...quoted, decided())
      .when(revoke(meta(bySystem)))
      .rejects({ code: 'NotStaff' });
  });
  it('comes too late once the approved work has begun, or the repair is completed', () => {
    const begun = event('ApprovedWorkBegun', { quoteIds: [quoteId] }, meta(mechanic, minutes(11)));
    given(...quoted, decided(), begun)
      .when(revoke())
      .rejects({ code: 'WorkBegun', at: minutes(11) });
    given(...quoted, decided(), begun, event('RepairCompleted', { amount: undefined }))
      .when(revoke())
      .rejects({ code: 'WorkBegun', at: minutes(11) });
  });
  it('needs a decision', () =>
    given(...quoted)
      .when(revoke())
      .rejects({ code: 'NothingToRevoke' }));
});

describe('approved work', () => {
  it('begins when something was approved', () => {
    given(...quoted, decided())
      .when(command('BeginApprovedWork', {}))
      .yields(event('ApprovedWorkBegun', { quoteIds: [quoteId] }));
    given(...quoted)
      .when(command('BeginApprovedWork', {}))
      .rejects({ code: 'NothingApproved' });
    const rejected = approval({ outcome: 'rejected', approved: [], declined: [1, 2], total: eur(0) });
    given(...quoted, decided(rejected))
      .when(command('BeginApprovedWork', {}))
      .rejects({ code: 'NothingApproved' });
  });
  it('begins once', () =>
    given(...quoted, decided(), event('ApprovedWorkBegun', { quoteIds: [quoteId] }))
      .when(command('BeginApprovedWork', {}))
      .yields());
});
