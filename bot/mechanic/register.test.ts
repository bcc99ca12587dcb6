import { describe, expect, it } from 'vitest';
import { eur } from '../../core/testing/builders.ts';
import { aDesk, aScene } from '../../core/testing/scenes.ts';
import { actionOf, cardsOf, chat, labelsOf, outputOf } from './testing/chat.ts';

const scene = aScene();
const nothingOpen = chat(scene, { repairs: [] });
const whole = 'nieuw AB-123-C, Jan Jansen, 06-12345678, remmen piepen, € 199';

describe('a new car', () => {
  it('is registered when plate and name are known', () =>
    expect(nothingOpen.types(whole)).toEqual([
      {
        do: 'register',
        garageId: 'g-1',
        staffId: 'mechanic',
        role: 'mechanic',
        addressId: 'mia-chat',
        plateKey: 'AB123C',
        name: 'Jan Jansen',
        phone: '+31612345678',
        complaint: 'remmen piepen',
        agreedAmount: eur(199_00),
      },
    ]));
  it.each(['new AB-123-C, Jan Jansen', 'nieuw AB-123-C, Jan Jansen, remmen piepen'])(
    'needs neither phone nor complaint nor amount: %s',
    (text) => {
      const steps = nothingOpen.types(text);
      // A name alone may be a complaint too; then it is one tap.
      const registered = steps[0]?.do === 'register' ? steps : nothingOpen.taps(actionOf(steps, 'Naam'));
      expect(registered).toMatchObject([{ do: 'register', plateKey: 'AB123C', name: 'Jan Jansen' }]);
    },
  );
  it('is asked for its plate and name, with what is known filled in and the phone never shown', () => {
    const steps = nothingOpen.types('nieuw AB-123-C, 06-12345678');
    const [card] = cardsOf(steps);
    expect(card?.inputs?.map(({ name }) => name)).toEqual(['plate', 'name', 'phone', 'complaint', 'amount', 'model']);
    expect(card?.inputs?.[0]?.value).toBe('AB-123-C');
    expect(card?.inputs?.[2]).toEqual({ name: 'phone', label: 'Telefoon (mag leeg)', placeholder: '••78' });
    const values = { plate: 'AB-123-C', name: 'Jan Jansen', phone: '', complaint: '', amount: '199', model: 'VW Golf' };
    expect(nothingOpen.taps(actionOf(steps, 'Aanmelden'), { values })).toMatchObject([
      { do: 'register', name: 'Jan Jansen', phone: '+31612345678', agreedAmount: eur(199_00), model: 'VW Golf' },
    ]);
  });
  it.each([
    ['nieuw AB-1?3-C, Jan Jansen, 06-12345678, remmen piepen', 'AB-1?3-C'],
    ['nieuw BNO 1234, Jan Jansen, 06-12345678, remmen piepen', 'BNO 1234'],
  ])('is asked about a plate that is not sure, with every other fact in its place: %s', (typed, plate) => {
    const [card] = cardsOf(nothingOpen.types(typed));
    expect(card?.inputs?.map(({ name, value, placeholder }) => [name, value ?? placeholder])).toMatchObject([
      ['plate', plate],
      ['name', 'Jan Jansen'],
      ['phone', '••78'],
      ['complaint', 'remmen piepen'],
      ['amount', expect.anything()],
      ['model', expect.anything()],
    ]);
  });
  it('never gets a plate that can be two cars, until one is chosen', () => {
    const steps = nothingOpen.types('nieuw BNO 1234, Hans Berg, +49 151 12345678, bremsen');
    expect(cardsOf(steps)[0]?.text).toContain('"BNO 1234" is misschien niet het kenteken');
    const untouched = { values: { plate: 'BNO 1234' } };
    expect(nothingOpen.taps(actionOf(steps, 'Aanmelden'), untouched)).toMatchObject([{ do: 'reply' }]);
    expect(nothingOpen.taps(actionOf(steps, 'BN-O 1234'), untouched)).toMatchObject([
      { do: 'register', plateKey: 'BN-O1234', name: 'Hans Berg', complaint: 'bremsen' },
    ]);
    const dutch = nothingOpen.types('nieuw HH-AB 12, Hans Berg, +49 151 12345678, bremsen');
    expect(nothingOpen.taps(actionOf(dutch, 'HH-AB-12'))).toMatchObject([{ do: 'register', plateKey: 'HHAB12' }]);
    expect(nothingOpen.taps(actionOf(dutch, 'HH-AB 12'))).toMatchObject([{ do: 'register', plateKey: 'HH-AB12' }]);
    const unsure = nothingOpen.types('nieuw AB-1?3-C, Hans Berg, 06-12345678, remmen');
    const asked = nothingOpen.taps(actionOf(unsure, 'Aanmelden'), { values: { plate: 'AB-1?3-C' } });
    expect(asked).toMatchObject([{ do: 'reply' }]);
    expect(nothingOpen.taps(actionOf(asked, 'Aanmelden'), { values: { plate: 'kenteken ab123c' } })).toMatchObject([
      { do: 'register', plateKey: 'AB123C', name: 'Hans Berg', complaint: 'remmen' },
    ]);
  });
  it('from Germany is the open one under its former key only for the same customer', () => {
    const [hans] = aDesk(scene).repairs;
    const former = { ...hans, plateKey: 'BNO1234', plate: 'BNO1234', customerName: 'Hans Berg' } as const;
    const open = chat(scene, { repairs: [former as NonNullable<typeof hans>] });
    expect(actionOf(open.types('nieuw B-NO 1234, hans berg, +49 151 12345678, bremsen'), 'Toon')).toBeDefined();
    expect(open.types('nieuw BN-O 1234, Fritz Baum, +49 151 87654321, auspuff')).toMatchObject([{ do: 'register' }]);
  });
  it('keeps a plate of a country that is not known as it was typed', () =>
    expect(nothingOpen.types('nieuw AA 1234 BC, Petr Novák, 06-12345678, lekt')).toMatchObject([
      { do: 'register', plateKey: 'AA1234BC', plate: 'AA 1234 BC', name: 'Petr Novák' },
    ]));
  it.each(['06-555', '06-1234567', '06-123456789'])('is asked about %s, which is no phone number', (phone) => {
    const steps = nothingOpen.types(`nieuw AB-123-C, Truus Bakker, ${phone}, wiel rammelt`);
    const [card] = cardsOf(steps);
    expect(card?.text).toContain('is geen telefoonnummer');
    expect(card?.inputs?.[3]?.value).toBe('wiel rammelt');
    const again = nothingOpen.taps(actionOf(steps, 'Aanmelden'), { values: { phone: '06-12' } });
    expect(cardsOf(again)[0]?.text).toContain('"06-12" is geen telefoonnummer');
    expect(nothingOpen.taps(actionOf(steps, 'Aanmelden'), { values: { phone: '06 - 12345678' } })).toMatchObject([
      { do: 'register', phone: '+31612345678', complaint: 'wiel rammelt' },
    ]);
    expect(nothingOpen.taps(actionOf(steps, 'Aanmelden'), { values: {} })).toMatchObject([{ do: 'register' }]);
  });
  it('asks all of it when only the word was typed', () => {
    const steps = nothingOpen.types('nieuw');
    expect(cardsOf(steps)[0]).toMatchObject({ title: 'Nieuwe auto' });
    expect(nothingOpen.taps(actionOf(steps, 'Aanmelden'), { values: { name: 'Jan' } })).toMatchObject([
      { do: 'reply' },
    ]);
  });
  it('that was here before needs only the complaint, and shows whose it was', () => {
    const knownCar = { plateKey: 'AB123C', ownerName: 'Jan Jansen', model: 'VW Golf' };
    const before = chat(scene, { repairs: [], knownCar });
    const complaint = { do: 'register', name: 'Jan Jansen', complaint: 'remmen piepen' };
    expect(before.types('nieuw AB-123-C, remmen piepen')).toMatchObject([complaint]);
    const [card] = cardsOf(before.types('nieuw AB-123-C'));
    expect(card?.text).toContain('Dit kenteken was van Jan Jansen');
    expect(card?.inputs?.map(({ value }) => value)).toEqual([
      'AB-123-C',
      'Jan Jansen',
      undefined,
      undefined,
      undefined,
      'VW Golf',
    ]);
    expect(before.types('nieuw AB-123-C, Piet de Vries, 06-87654321, apk')).toMatchObject([{ name: 'Piet de Vries' }]);
    // One word may be a name.
    expect(before.types('nieuw AB-123-C, remmen')).toMatchObject([{ do: 'reply' }]);
    expect(
      chat(scene, { repairs: [], knownCar: { ...knownCar, plateKey: 'XX99YY' } }).types(
        'nieuw AB-123-C, remmen piepen',
      ),
    ).toMatchObject([{ do: 'reply' }]);
  });
  it('that is open already shows that instead', () => {
    const steps = chat(scene).types(whole);
    expect(actionOf(steps, 'Toon')).toEqual({ do: 'show', repairId: 'r-1' });
    expect(cardsOf(steps)[0]?.text).toContain('Jan Jansen');
  });
  it('asks whether words are the name or the complaint', () => {
    const steps = nothingOpen.types('nieuw AB-123-C, remmen piepen');
    expect(nothingOpen.taps(actionOf(steps, 'Klacht'))).toMatchObject([{ do: 'reply' }]);
    const named = nothingOpen.types('nieuw AB-123-C, jan, remmen piepen');
    expect(nothingOpen.taps(actionOf(named, 'Naam'))).toMatchObject([
      { do: 'register', name: 'jan', complaint: 'remmen piepen' },
    ]);
    const complaint = nothingOpen.taps(actionOf(named, 'Klacht'));
    expect(cardsOf(complaint)[0]?.inputs?.[3]?.value).toBe('jan, remmen piepen');
  });
  it('asks which amount was agreed when it can be read in two ways', () => {
    const steps = nothingOpen.types('nieuw AB-123-C, Jan Jansen, 06-12345678, remmen, 1.286');
    expect(labelsOf(steps)).toContain('€\u00a01.286,00');
    expect(nothingOpen.taps(actionOf(steps, '1.286'))).toMatchObject([{ agreedAmount: eur(1_286_00) }]);
  });
  it.each([
    'nieuw AB-123-C, Jan Jansen, 06-12345678, remmen piepen 199',
    'nieuw ab123c Jan Jansen 0612345678 remmen piepen 199',
    'nieuw AB-123-C, Jan Jansen, remmen piepen 199',
    'new AB-123-C Jan Jansen 0612345678 remmen piepen voor 199',
  ])('has a bare number at its end offered as the agreed amount: %s', (text) => {
    const steps = nothingOpen.types(text);
    expect(cardsOf(steps)[0]?.text).toContain('"199"');
    const agreed = nothingOpen.taps(actionOf(steps, '199,00 afgesproken'));
    expect(agreed).toMatchObject([
      { do: 'register', name: 'Jan Jansen', complaint: 'remmen piepen', agreedAmount: eur(199_00) },
    ]);
    const none = nothingOpen.taps(actionOf(steps, 'Hoort bij de klacht'));
    expect(none).toMatchObject([{ do: 'register', name: 'Jan Jansen', agreedAmount: undefined }]);
    expect(none[0]).toMatchObject({ complaint: expect.stringMatching(/^remmen piepen (?:voor )?199$/) });
  });
  it('takes a phone that stands in the name for a phone, and never shows one that stands in the complaint', () => {
    const tapped = nothingOpen.taps(
      { do: 'register', plateKey: 'AB123C' },
      { values: { name: 'Jan 06-12345678', complaint: 'bel 0687654321' } },
    );
    expect(tapped).toMatchObject([{ do: 'register', name: 'Jan', phone: '+31612345678', complaint: 'bel 0687654321' }]);
    const asked = nothingOpen.taps({ do: 'register' }, { values: { name: 'Jan', complaint: 'bel 0687654321' } });
    expect(outputOf(asked, scene, aDesk(scene))).not.toContain('87654321');
    // What was masked on the card and left alone is kept as it was.
    const [card] = cardsOf(asked);
    const values = Object.fromEntries((card?.inputs ?? []).map(({ name, value = '' }) => [name, value]));
    const again = nothingOpen.taps(actionOf(asked, 'Aanmelden'), { values: { ...values, plate: 'AB-123-C' } });
    expect(again).toMatchObject([{ do: 'register', complaint: 'bel 0687654321' }]);
  });
});
