import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressId, as } from '../ids.ts';
import { address, minutes } from '../testing/builders.ts';
import type { Address } from './address.ts';
import { chooseAddress } from './address.ts';

const telegram = address();
const whatsapp = address({ addressId: as<AddressId>('wa'), channel: 'whatsapp', lastHeardAt: minutes(5) });
const typed = address({
  addressId: as<AddressId>('typed'),
  proven: false,
  lastHeardAt: undefined,
  skills: { ...telegram.skills, canStart: true },
});
const quote = { quote: true };
const plain = { quote: false };

describe('where a customer is written to', () => {
  it('is where the customer was heard from last', () =>
    expect(chooseAddress([telegram, whatsapp], 'begin', quote)).toEqual({ address: whatsapp }));
  it('is where the question came from, for an answer', () =>
    expect(chooseAddress([telegram, whatsapp], 'answer', { ...quote, answerTo: telegram.addressId })).toEqual({
      address: telegram,
    }));
  it('is a proven address rather than one that was typed', () =>
    expect(chooseAddress([{ ...typed, lastHeardAt: minutes(9) }, telegram], 'begin', plain)).toEqual({
      address: telegram,
    }));
  it('is not where nothing arrives', () => {
    expect(chooseAddress([telegram, { ...whatsapp, reachable: false }], 'begin', quote)).toEqual({ address: telegram });
    expect(chooseAddress([{ ...whatsapp, reachable: false }], 'begin', quote)).toEqual({ reason: 'unreachable' });
  });
  it('is nowhere without an address', () => expect(chooseAddress([], 'begin', plain)).toEqual({ reason: 'none' }));
});

describe('an address that nobody proved', () => {
  it('is only asked whether this is the customer', () => {
    expect(chooseAddress([typed], 'begin', plain)).toEqual({ reason: 'unproven', address: typed });
    expect(chooseAddress([typed], 'answer', quote)).toEqual({ reason: 'unproven', address: typed });
  });
  it('gets an answer to what was written there, without a price', () => {
    const wrote = { ...typed, lastHeardAt: minutes(1) };
    expect(chooseAddress([wrote], 'answer', { quote: false, answerTo: wrote.addressId })).toEqual({ address: wrote });
  });
  it('cannot be asked where only the customer may begin', () =>
    expect(chooseAddress([{ ...typed, skills: telegram.skills }], 'begin', quote)).toEqual({ reason: 'unproven' }));
});

describe('a customer who wants no messages', () => {
  const stopped = { ...telegram, optedOut: true };
  it('gets answers and nothing that we begin', () => {
    expect(chooseAddress([stopped], 'begin', plain)).toEqual({ reason: 'opted_out' });
    expect(chooseAddress([stopped], 'answer', quote)).toEqual({ address: stopped });
  });
  it('whose car this is not gets nothing at all', () => {
    const frozen = { ...telegram, frozen: true };
    expect(chooseAddress([frozen], 'begin', plain)).toEqual({ reason: 'frozen' });
    expect(chooseAddress([frozen], 'answer', plain)).toEqual({ reason: 'frozen' });
  });
});

describe('whatever addresses a customer has', () => {
  const anyAddress: fc.Arbitrary<Address> = fc
    .record({
      proven: fc.boolean(),
      frozen: fc.boolean(),
      optedOut: fc.boolean(),
      reachable: fc.boolean(),
      canStart: fc.boolean(),
      lastHeardAt: fc.option(fc.integer({ min: 0, max: 90 }).map(minutes), { nil: undefined }),
    })
    .map(({ canStart, ...rest }) => address({ ...rest, skills: { ...telegram.skills, canStart } }));
  it('a quote goes only where it may, and an address is found when there is one', () =>
    fc.assert(
      fc.property(fc.array(anyAddress, { maxLength: 5 }), fc.constantFrom('begin', 'answer'), (addresses, sort) => {
        const fits = ({ proven, frozen, optedOut, reachable, lastHeardAt, skills }: Address) =>
          proven &&
          !frozen &&
          reachable &&
          (sort === 'answer' || !optedOut) &&
          (skills.canStart || lastHeardAt !== undefined);
        const chosen = chooseAddress(addresses, sort, quote);
        const found = chosen.reason === undefined ? chosen.address : undefined;
        expect(found ? fits(found) : addresses.some(fits)).toBe(found !== undefined);
        if (chosen.reason === 'unproven' && chosen.address) expect(chosen.address.frozen).toBe(false);
      }),
    ));
});
