import { describe, expect, it } from 'vitest';
import { readRegistration } from './registration.ts';

const options = { currency: 'EUR', pricesIncludeVat: true, vatRate: 2100 } as const;
function read(text: string) {
  const { agreed, doubts, ...facts } = readRegistration(text, options);
  return { ...facts, minor: agreed?.amount.minor, doubts: doubts.map(({ kind }) => kind) };
}
const jan = { name: 'Jan Jansen', phone: '+31612345678', complaint: 'brakes squeal', minor: undefined, doubts: [] };

describe('a registration', () => {
  it.each([
    'Jan Jansen, 06-12345678, brakes squeal',
    'Jan Jansen 06-12345678 brakes squeal',
    '06-12345678, Jan Jansen, brakes squeal',
    'Jan Jansen, brakes squeal, 06-12345678',
    'Jan Jansen,06-12345678,brakes squeal',
    'Jan Jansen\n06-12345678\nbrakes squeal',
  ])('has its facts in any sensible order: %s', (text) => expect(read(text)).toEqual(jan));
  it.each([
    ['06 12 34 56 78', '+31612345678'],
    ['06 - 12345678', '+31612345678'],
    ['06–12345678', '+31612345678'],
    ['o6-12345678', '+31612345678'],
    ['+31 (0)6 12345678', '+31612345678'],
    ['026 123 45 67', '+31261234567'],
    ['0049 151 12345678', '+4915112345678'],
    ['+48 (0) 512 123 456', '+48512123456'],
  ])('finds the phone %s', (typed, phone) =>
    expect(read(`Jan Jansen, ${typed}, brakes squeal`)).toEqual({ ...jan, phone }),
  );
  it.each(['06-555', '06-1234567', '06-123456789', '06-'])('asks about %s, which is no phone', (typed) =>
    expect(read(`Jan Jansen, ${typed}, brakes squeal`)).toEqual({ ...jan, phone: undefined, doubts: ['phone'] }),
  );
  it('has no digits in its name', () =>
    expect(read('4 tyres, Ben Smit, 06-12345678')).toMatchObject({ name: 'Ben Smit', complaint: '4 tyres' }));
  it('leaves dates where they are', () => {
    expect(read('Els Bos, APK 23-11-2026')).toMatchObject({ phone: undefined, complaint: 'APK 23-11-2026' });
    expect(read('Els Bos, geb. 12-05-1980, 0612345678, lekt')).toMatchObject({ phone: '+31612345678', doubts: [] });
  });
  it('looks over a second phone, which the customer would read back in the complaint', () => {
    const two = { ...jan, phone: '+31612345678', doubts: ['second-phone'] };
    expect(read('Jan Jansen, 0612345678 0687654321, brakes squeal')).toEqual(two);
    expect(read('Jan Jansen, 0612345678 020 123, brakes squeal')).toMatchObject({ phone: '+31612345678' });
    expect(read('Jan Jansen, 0612345678, brakes squeal, 0687654321')).toEqual(two);
  });
  it.each(['€ 199', '199', '199,-', '199,00', '€199.00', '199 euro'])('ends with the agreed amount %s', (amount) => {
    expect(read(`Jan Jansen, 06-12345678, brakes squeal, ${amount}`)).toEqual({ ...jan, minor: 199_00 });
    expect(read(`Jan Jansen,06-12345678,brakes squeal,${amount}`)).toEqual({ ...jan, minor: 199_00 });
  });
  it('takes a signed amount behind the complaint, and leaves other numbers in it', () => {
    expect(read('Jan Jansen, 06-12345678, beurt € 1.286,40')).toMatchObject({ complaint: 'beurt', minor: 1286_40 });
    expect(read('Jan Jansen, 06-12345678, beurt 30000 km')).toMatchObject({
      complaint: 'beurt 30000 km',
      minor: undefined,
    });
    expect(read('Jan Jansen, 06-12345678, code P0301')).toMatchObject({ complaint: 'code P0301', minor: undefined });
  });
  it.each(['199', '199 ', '1250', '85', '20'])(
    'asks if a bare number behind the complaint is the price: %s',
    (amount) => {
      expect(read(`Jan Jansen, 06-12345678, brakes squeal ${amount}`)).toEqual({
        ...jan,
        complaint: `brakes squeal ${amount.trim()}`,
        doubts: ['agreed-or-complaint'],
      });
      expect(read(`Jan Jansen 06-12345678 brakes squeal ${amount}`).doubts).toEqual(['agreed-or-complaint']);
      expect(read(`Jan Jansen, brakes squeal ${amount}`).doubts).toEqual(['agreed-or-complaint']);
    },
  );
  it.each(['199,-', '199,00', '€ 199', '199 euro', '199 incl btw', 'voor 199,00', '199.-'])(
    'takes an amount that can be nothing else behind the complaint: %s',
    (amount) => expect(read(`Jan Jansen, 06-12345678, brakes squeal ${amount}`)).toEqual({ ...jan, minor: 199_00 }),
  );
  it.each(['beurt 30000 km', 'code P0301', 'band 205', 'cilinder 3', 'maat 17', '4 banden', 'bel na 12:30'])(
    'leaves a number that is none in the complaint: %s',
    (complaint) =>
      expect(read(`Jan Jansen, 06-12345678, ${complaint}`)).toMatchObject({ complaint, minor: undefined, doubts: [] }),
  );
  it.each(['1.286', '1,286', '16.30', '€ 1,286'])('asks back a doubtful amount: %s', (amount) =>
    expect(read(`Jan Jansen, 06-12345678, brakes squeal, ${amount}`)).toEqual({ ...jan, doubts: ['amount'] }),
  );
  it('adds VAT to an amount that was typed without', () =>
    expect(readRegistration('Jan Jansen, 06-12345678, beurt, 100 ex', options).agreed?.amount.minor).toBe(121_00));
  it('needs only the complaint, and says that it may be a name', () => {
    expect(read('brakes squeal')).toEqual({ ...jan, name: undefined, phone: undefined, doubts: ['name-or-complaint'] });
  });
  it('says so when words without a phone may be a name or the complaint', () => {
    expect(read('Jan Jansen')).toMatchObject({
      name: 'Jan Jansen',
      complaint: undefined,
      doubts: ['name-or-complaint'],
    });
    expect(read('remmen piepen, lekkage')).toMatchObject({ doubts: ['name-or-complaint'] });
    expect(read('Jan van der Berg, lekkage')).toMatchObject({
      name: 'Jan van der Berg',
      complaint: 'lekkage',
      doubts: [],
    });
    expect(read('mevr jansen, lekkage')).toMatchObject({ name: 'mevr jansen', doubts: [] });
  });
  it('may be empty, or a phone alone', () => {
    expect(read('')).toEqual({ name: undefined, phone: undefined, complaint: undefined, minor: undefined, doubts: [] });
    expect(read('06-12345678')).toMatchObject({
      name: undefined,
      phone: '+31612345678',
      complaint: undefined,
      doubts: [],
    });
  });
});
