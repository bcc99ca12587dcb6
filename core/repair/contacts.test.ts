import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../ids.ts';
import { type AddressId, as, type CustomerId } from '../ids.ts';
import {
  button,
  byJan,
  byKarin,
  command,
  contacts,
  event,
  jan,
  karin,
  meta,
  minutes,
  quoted,
  quoteId,
  rules,
  specify,
  started,
} from '../testing/builders.ts';
import { addDecider, followInstead, newDeciders, removeDecider } from './contacts.ts';
import { repairDecider } from './decider.ts';
import { mayDecide } from './guard.ts';
import type { Contact } from './repair.ts';

const given = specify(repairDecider(rules));
const piet = as<CustomerId>('piet');
const byPiet: Actor = { kind: 'customer', customerId: piet, addressId: as<AddressId>('piet-phone') };
const withPiet = addDecider(contacts, piet);
function changed(after: readonly Contact[], before: readonly Contact[], by: Actor) {
  return event('ContactsChanged', { contacts: after, before }, meta(by));
}
function change(after: readonly Contact[], by: Actor) {
  return command('ChangeContacts', { contacts: after }, meta(by));
}

describe('a person who follows a repair', () => {
  it('in the place of one without a chat is told and decides, and the other pays as before', () =>
    expect(followInstead(contacts, piet, jan)).toEqual([
      { customerId: jan, informed: false, decides: false, pays: true },
      { customerId: karin, informed: true, decides: false, pays: false },
      { customerId: piet, informed: true, decides: true, pays: false },
    ]));
  it('beside one who has a chat takes nothing away', () =>
    expect(followInstead(contacts, karin, undefined)).toEqual([
      contacts[0],
      { customerId: karin, informed: true, decides: true, pays: false },
    ]));
});

describe('a second person who decides', () => {
  it('is named by one who decides, and only decides', () => {
    given(...started)
      .when(change(withPiet, byJan))
      .yields(changed(withPiet, contacts, byJan));
    expect(withPiet.at(-1)).toEqual({ customerId: piet, informed: false, decides: true, pays: false });
  });
  it('may be one who was only informed so far', () =>
    given(...started)
      .when(change(addDecider(contacts, karin), byJan))
      .yields(changed(addDecider(contacts, karin), contacts, byJan)));
  it('is not named by somebody who does not decide', () => {
    given(...started)
      .when(change(withPiet, byKarin))
      .rejects({ code: 'NotStaff' });
    given(...started)
      .when(change(withPiet, byPiet))
      .rejects({ code: 'NotStaff' });
  });
  it('answers a quote, and no longer once the say is taken back: that is refused and kept', () => {
    const named = [...quoted, changed(withPiet, contacts, byJan)];
    const tap = { ...button(), answered: { addressId: as<AddressId>('piet-phone'), proven: true } };
    const decide = command(
      'DecideQuote',
      { quoteId, version: 1, decisionId: as('d-2'), selection: { kind: 'all' }, evidence: tap },
      meta(byPiet, minutes(10)),
    );
    const decision = repairDecider(rules).decide(decide, named.reduce(repairDecider(rules).evolve, { status: 'none' }));
    expect(decision.accepted && decision.events.map(({ type }) => type)).toEqual(['QuoteDecided']);
    given(...named, changed(removeDecider(withPiet, piet), withPiet, byJan))
      .when(decide)
      .yields(
        event(
          'DecisionRefused',
          { quoteId, version: 1, because: 'may_not_decide', how: 'button' },
          meta(byPiet, minutes(10)),
        ),
      );
  });
  it('does not take the say from who pays, nor from oneself', () => {
    const named = [...started, changed(withPiet, contacts, byJan)];
    given(...named)
      .when(change(removeDecider(withPiet, jan), byPiet))
      .rejects({ code: 'NotStaff' });
    given(...named)
      .when(change(removeDecider(withPiet, piet), byPiet))
      .rejects({ code: 'NotStaff' });
  });
  it('is no longer needed once the repair is over', () =>
    given(...started, event('RepairCancelled', {}))
      .when(change(withPiet, byJan))
      .rejects({ code: 'WrongStatus', status: 'cancelled' }));
});

const people = [jan, karin, piet] as const;
const anyBefore = fc
  .tuple(
    ...people.map((customerId) =>
      fc.record({
        customerId: fc.constant(customerId),
        informed: fc.boolean(),
        decides: fc.boolean(),
        pays: fc.boolean(),
        known: fc.boolean(),
      }),
    ),
  )
  .map((all) => all.filter(({ known }) => known).map(({ known: _, ...contact }): Contact => contact));
const anyEdit = fc.record({
  customerId: fc.constantFrom(...people),
  what: fc.constantFrom('decides', 'decides', 'decides', 'informed', 'pays', 'gone', 'twice'),
});
type Edit = { readonly customerId: CustomerId; readonly what: 'decides' | 'informed' | 'pays' | 'gone' | 'twice' };

const nobody = { informed: false, decides: false, pays: false };
function edited(before: readonly Contact[], { customerId, what }: Edit): readonly Contact[] {
  const own = before.find((one) => one.customerId === customerId) ?? { customerId, ...nobody };
  const others = before.filter((one) => one.customerId !== customerId);
  if (what === 'gone') return others;
  return what === 'twice' ? [...others, own, own] : [...others, { ...own, [what]: !own[what] }];
}

it('whatever a customer asks for, only the say changes hands, given by one who has it, and who pays keeps it', () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      anyBefore,
      fc.array(anyEdit, { maxLength: 3 }),
      fc.constantFrom(byJan, byKarin, byPiet),
      (before, edits, by) => {
        const wanted = edits.reduce(edited, before);
        const decider = repairDecider(rules);
        const state = [...started, changed(before, contacts, meta().by)].reduce(decider.evolve, decider.initial);
        const decision = decider.decide(change(wanted, by), state);
        if (!decision.accepted || decision.events.length === 0) return;
        accepted += 1;
        expect(by.kind === 'customer' && mayDecide(state, by.customerId)).toBe(true);
        const after = decision.events.reduce(decider.evolve, state);
        for (const one of before) {
          const now = wanted.filter(({ customerId }) => customerId === one.customerId);
          expect(now).toMatchObject([{ informed: one.informed, pays: one.pays }]);
          if (one.pays && one.decides) expect(mayDecide(after, one.customerId)).toBe(true);
        }
        for (const customerId of newDeciders(before, wanted)) expect(mayDecide(after, customerId)).toBe(true);
        const strangers = wanted.filter((one) => !before.some(({ customerId }) => customerId === one.customerId));
        expect(strangers.some(({ informed, pays }) => informed || pays)).toBe(false);
      },
    ),
    { numRuns: 2000, seed: 1 },
  );
  expect(accepted).toBeGreaterThan(50);
});
