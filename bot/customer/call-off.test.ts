import { describe, expect, it } from 'vitest';
import { type AddressId, as, type StaffId } from '../../core/ids.ts';
import type { AskedQuestion, Scene } from '../../core/scene/scene.ts';
import { address, janPhone, karin, minutes, quoteId, registered, started } from '../../core/testing/builders.ts';
import { aPerson, aRepairView, aScene, withItem } from '../../core/testing/scenes.ts';
import { askedScene, commands, counting, input, kinds, said, text, textOnly } from '../react/testing/stage.ts';
import type { ChoiceAction } from '../wording/customer/phrase.ts';
import { render } from '../wording/customer/render.ts';
import { wantsNoCall } from './call-off.ts';
import { converse } from './converse.ts';

const promised = withItem(askedScene(), 'question', 'callback', 'call', 'person');
function types(words: string, scene: Scene = promised) {
  return converse(text(words), scene, counting());
}
function taps(action: ChoiceAction, scene: Scene = promised) {
  return converse(input({ kind: 'choice', action, standing: 'live' }), scene, counting());
}
function ends(steps: ReturnType<typeof types>) {
  return commands(steps).flatMap((one) => (one.type === 'EndItems' ? [one] : []));
}
function asking(asked: AskedQuestion, scene: Scene = promised): Scene {
  return { ...scene, asked: new Map([[janPhone, asked]]) };
}

describe('a promised call', () => {
  it.each([
    'laat maar, niet bellen',
    'NIET BELLEN',
    'nee laat maar, u hoeft niet te bellen',
    'je hoeft me niet meer te bellen hoor',
    'bel maar niet',
    'bellen is niet meer nodig, bedankt',
    'ik hoef niet gebeld te worden',
    'zeg het telefoontje maar af',
    'niet bellen maar appen',
    "don't call",
    'Don’t call me please',
    'no need to call me back',
    "never mind, don't call",
    'cancel the call',
    'CANCEL CALL',
    "I don't want to be called",
    "don't call me, text me",
    'no call needed, thanks',
  ])('is taken off by the customer’s own words, who is told so: %s', (words) => {
    const steps = types(words);
    expect(ends(steps)).toMatchObject([
      { data: { itemId: 'i-2', how: 'called_off' }, meta: { by: { kind: 'customer', addressId: janPhone } } },
    ]);
    expect(said(steps)).toMatchObject([{ phrase: { kind: 'call-off', wasPromised: true }, answerTo: janPhone }]);
  });
  it.each([
    'bel me nu niet',
    'niet voor 5 uur bellen',
    'vandaag niet bellen',
    'nog niet bellen',
    'niet vergeten te bellen!',
    'niet appen maar bellen',
    'bellen, niet appen',
    'ik kan niet bellen, bel mij maar',
    'niet gebeld',
    'u hebt mij niet gebeld',
    'waarom niet gebeld',
    'bellen jullie niet?',
    "don't text, call me",
    "don't call me now",
    "don't call before 5",
    "don't forget to call",
    "you don't call me",
    'not called yet',
    "why don't you call",
    'no call',
  ])('is not taken off by other words about calling: %s', (words) => expect(wantsNoCall(words)).toBe(false));

  it('is taken off by its button, also while a person of the garage has the conversation', () => {
    const controller = { kind: 'agent', staffId: as<StaffId>('anna'), since: promised.now } as const;
    for (const scene of [promised, { ...promised, conversation: { ...promised.conversation, controller } }]) {
      const steps = taps({ do: 'call-off' }, scene);
      expect(ends(steps).map(({ data }) => data.itemId)).toEqual(['i-2']);
      expect(kinds(steps)).toEqual(['call-off']);
    }
  });
  it('is taken off by "never mind" only right after it was promised, and an open quote is asked again', () => {
    const just = asking({ kind: 'after-quote', quoteId, version: 1, said: 'call-promised' });
    for (const words of ['laat maar', 'nee laat maar', 'never mind', 'hoeft niet meer']) {
      const steps = types(words, just);
      expect(ends(steps).map(({ data }) => data.itemId)).toEqual(['i-2']);
      expect(kinds(steps)).toEqual(['call-off', 'unclear-quote']);
    }
    for (const asked of [
      { kind: 'after-quote', quoteId, version: 1 },
      { kind: 'quote', quoteId, version: 1 },
    ] as const)
      expect(ends(types('laat maar', asking(asked)))).toEqual([]);
  });
  it('approves and rejects nothing when it is taken off', () =>
    expect(commands(types('laat maar, niet bellen')).map(({ type }) => type)).toEqual(['EndItems']));
  it.each([
    'ja',
    'nee',
    'STOP',
    'START',
    'MENS',
    'WIJZIG',
    'hoi',
    'bedankt',
    'kan ik pinnen?',
    'mijn man beslist',
    'english please',
  ])('and every question stay when the customer writes something else: %s', (words) =>
    expect(ends(types(words))).toEqual([]),
  );
  it.each([
    [{ do: 'call-me' }, ['i-3']],
    [{ do: 'call-at', from: minutes(180), to: minutes(240) }, ['i-3', 'i-2']],
    [{ do: 'call-later' }, []],
    [{ do: 'person' }, []],
    [{ do: 'opt-out' }, []],
    [{ do: 'status' }, []],
    [{ do: 'change', quoteId }, []],
    [{ do: 'decide', quoteId, version: 1, selection: { kind: 'none' } }, []],
  ] as const)('takes the place of a call that we wanted to make, and of an earlier promise: %j', (action, gone) => {
    const contacts = [{ customerId: aPerson().customerId, informed: true, decides: true, pays: true }];
    const scene = {
      ...promised,
      repairs: promised.repairs.map((view) => ({ ...view, repair: { ...view.repair, contacts } })),
    };
    expect(ends(taps(action, scene)).map(({ data }) => data.itemId)).toEqual(gone);
  });
  it('that nobody promised cannot be taken off', () => {
    expect(taps({ do: 'call-off' }, askedScene()).filter((step) => step.do === 'conversation')).toEqual([]);
    expect(said(taps({ do: 'call-off' }, askedScene()))).toMatchObject([{ phrase: { wasPromised: false } }]);
    expect(ends(types('niet bellen', withItem(askedScene(), 'call', 'question')))).toEqual([]);
  });
  it('is left to the person who has the conversation when it is taken off in words', () => {
    const controller = { kind: 'agent', staffId: as<StaffId>('anna'), since: promised.now } as const;
    const scene = { ...promised, conversation: { ...promised.conversation, controller } };
    expect(types('niet bellen', scene)).toEqual([]);
  });
  it('is not taken off by words that are not the writer’s own', () => {
    const forwarded = { kind: 'text', text: 'niet bellen', notOwn: { why: 'forwarded', own: '' } } as const;
    expect(ends(converse(input(forwarded), promised, counting()))).toEqual([]);
  });
  it('that another decider counts on is told to that person, too', () => {
    const phone = address({ addressId: as<AddressId>('karin-phone'), customerId: karin });
    const both = registered();
    const contacts = [
      { customerId: aPerson().customerId, informed: true, decides: true, pays: true },
      { customerId: karin, informed: false, decides: true, pays: false },
    ];
    const view = aRepairView([{ ...both, data: { ...both.data, contacts } } as never, ...started.slice(1)]);
    const people = [aPerson(), aPerson({ customerId: karin, name: 'Karin', addresses: [phone] })];
    const steps = types('niet bellen', withItem(aScene({ repairs: [view], people }), 'callback'));
    expect(said(steps)).toMatchObject([
      { phrase: { kind: 'call-off' }, answerTo: janPhone },
      { phrase: { kind: 'call-off' }, customerId: karin, sort: 'notification' },
    ]);
  });
  it('says with its promise how it is taken off, with and without buttons', () => {
    const phrase = said(taps({ do: 'call-me' }, askedScene()))[0]?.phrase;
    const typed = said(types('BEL', textOnly(askedScene())))[0]?.phrase;
    const garage = { name: 'De Brug', addressLine: undefined, phone: undefined, zone: 'Europe/Amsterdam' };
    const to = { garage, now: promised.now } as const;
    if (!phrase || !typed) throw new Error('nothing was promised');
    expect(render(phrase, { ...to, language: 'nl', buttons: true }).choices).toEqual([
      { label: 'Toch niet bellen', action: { do: 'call-off' } },
    ]);
    expect(render(typed, { ...to, language: 'nl', buttons: false }).text).toContain('*NIET BELLEN*');
    expect(render(typed, { ...to, language: 'en', buttons: false }).text).toContain('*CANCEL CALL*');
  });
});
