import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressId, as, type CustomerId } from '../../core/ids.ts';
import { addDecider, removeDecider } from '../../core/repair/contacts.ts';
import type { Contact } from '../../core/repair/repair.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  address,
  byJan,
  contacts,
  event,
  jan,
  janPhone,
  karin,
  meta,
  quoted,
  quoteId,
  registration,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aPerson } from '../../core/testing/scenes.ts';
import {
  askedScene,
  aView,
  commands,
  counting,
  doing,
  input,
  kinds,
  said,
  showing,
  text,
} from '../react/testing/stage.ts';
import type { ChoiceAction } from '../wording/customer/phrase.ts';
import { converse } from './converse.ts';

const piet = as<CustomerId>('piet');
const pietPhone = as<AddressId>('piet-phone');
const people = [
  aPerson(),
  aPerson({
    customerId: piet,
    name: 'Piet',
    addresses: [address({ addressId: pietPhone, customerId: piet })],
  }),
];
const both = addDecider(contacts, piet);

/**
 * Jan's repair with a quote that was shown to both; a second car of Jan's is nobody else's
 * business.
 */
function sceneOf(now: readonly Contact[], change: Partial<Scene> = {}): Scene {
  const other = { ...registration, contacts };
  const shown = [showing(), showing({ addressId: pietPhone, messageId: as('m-piet') })];
  const events = [...quoted, event('ContactsChanged', { contacts: now, before: contacts }, meta(byJan))];
  const polo = aView([event('RepairRegistered', other)], {
    vehicle: { plateKey: 'XY987Z', plate: 'XY-987-Z', model: 'VW Polo' },
  });
  const second = { ...polo, repair: { ...polo.repair, repairId: as<typeof repairId>('r-2') } };
  const question = { kind: 'quote', quoteId, version: 1 } as const;
  return askedScene({
    people,
    repairs: [aView(events, { shown }), second],
    asked: new Map([
      [janPhone, question],
      [pietPhone, question],
    ]),
    openQuotesAt: new Map([
      [janPhone, 1],
      [pietPhone, 1],
    ]),
    ...change,
  });
}
const atPiet = { addressId: pietPhone } as const;
function tap(scene: Scene, action: ChoiceAction, at: { readonly addressId?: AddressId } = {}) {
  return converse(input({ kind: 'choice', action, standing: 'live' }, at), scene, counting());
}
function hears(scene: Scene, words: string, at: { readonly addressId?: AddressId } = {}) {
  return converse(text(words, at), scene, counting());
}

describe('"somebody else decides"', () => {
  it('offers a link, and is no answer: a yes after it means the link', () => {
    const steps = hears(askedScene(), 'mijn vrouw beslist');
    expect(said(steps)).toMatchObject([{ phrase: { kind: 'offer-link', repairId }, asks: { kind: 'other' } }]);
    expect(commands(steps)).toEqual([]);
  });
  it('pauses only, where it asks for time', () =>
    expect(kinds(hears(askedScene(), 'ik overleg even met mijn man'))).toEqual(['consult']));
  it('takes back a yes that was waiting out its seconds', () => {
    const waiting = doing(hears(askedScene(), 'ja graag'), 'await-answer')[0]?.pending;
    const steps = hears(askedScene({ pendingAnswer: waiting }), 'mijn man beslist');
    expect(doing(steps, 'void-answer')).toHaveLength(1);
    expect(kinds(steps)).toEqual(['offer-link']);
  });
  it('passes on a question that stands beside it', () =>
    expect(kinds(hears(askedScene(), 'Is dat echt nodig? Mijn man beslist.'))).toEqual([
      'question-passed',
      'offer-link',
    ]));
  it('can be said before there is a quote', () =>
    expect(
      kinds(hears(askedScene({ repairs: [aView(started)], asked: new Map() }), 'mag mijn man beslissen?')),
    ).toEqual(['offer-link']));
  it('of somebody who does not decide offers nothing', () => {
    const driver = contacts.map((one) => (one.customerId === jan ? { ...one, decides: false, pays: false } : one));
    const both = sceneOf(addDecider(driver, karin));
    const scene = { ...both, repairs: both.repairs.slice(0, 1) };
    expect(kinds(hears(scene, 'mijn vrouw beslist'))).toEqual(['may-not-decide']);
    expect(kinds(tap(scene, { do: 'share-say', repairId }))).toEqual(['may-not-decide']);
    expect(said(tap(scene, { do: 'ask-or-call', repairId }))[0]?.phrase).toMatchObject({ decides: false });
  });
});

describe('the link', () => {
  it('is handed out at a tap, or at the word where there are no buttons', () => {
    for (const steps of [tap(askedScene(), { do: 'share-say', repairId }), hears(askedScene(), 'LINK')])
      expect(said(steps)).toMatchObject([
        { phrase: { kind: 'decider-link' }, invites: 'decider', about: { repairId }, asks: { kind: 'other' } },
      ]);
  });
  it('is not handed out at an address that nobody proved', () => {
    const jan = aPerson({ addresses: [address({ proven: false })] });
    const scene = askedScene({ customer: jan, people: [jan] });
    expect(kinds(tap(scene, { do: 'share-say', repairId }))).toEqual(['introduce']);
  });
});

describe('"only I decide"', () => {
  it('takes the say back, and what was handed out and not followed yet', () => {
    for (const steps of [
      tap(sceneOf(both), { do: 'take-say', repairId, customerId: piet }),
      hears(sceneOf(both), 'ALLEEN IK'),
    ]) {
      expect(doing(steps, 'end-invitations')).toEqual([{ do: 'end-invitations', customerId: jan, repairId }]);
      expect(commands(steps)).toMatchObject([
        { type: 'ChangeContacts', data: { contacts: removeDecider(both, piet) }, meta: { by: byJan } },
      ]);
    }
  });
  it('twice is said to be done', () =>
    expect(kinds(tap(sceneOf(removeDecider(both, piet)), { do: 'take-say', repairId, customerId: piet }))).toEqual([
      'say-taken',
    ]));
  it('of somebody who decides no longer changes nothing', () => {
    const steps = tap(sceneOf(removeDecider(both, piet)), { do: 'take-say', repairId, customerId: jan }, atPiet);
    expect(kinds(steps)).toEqual(['may-not-decide']);
    expect(commands(steps)).toEqual([]);
  });
});

describe('a second person who decides', () => {
  it('hears how it goes with this car, and of no other', () => {
    const status = said(hears(sceneOf(both), 'wanneer is hij klaar?', atPiet));
    expect(status).toMatchObject([{ customerId: piet, phrase: { kind: 'status', vehicle: { plate: 'AB-123-C' } } }]);
    expect(status[0]?.about).toEqual({});
    expect(kinds(hears(sceneOf(removeDecider(both, piet)), 'wanneer is hij klaar?', atPiet))).toEqual(['no-repair']);
  });
  it('does not overwrite an answer of the first that waits out its seconds', () => {
    const waiting = doing(hears(sceneOf(both), 'ja graag'), 'await-answer')[0]?.pending;
    const steps = hears(sceneOf(both, { pendingAnswer: waiting }), 'nee', atPiet);
    expect(kinds(steps)).toEqual(['unclear-quote']);
    expect([...doing(steps, 'await-answer'), ...doing(steps, 'void-answer')]).toEqual([]);
  });
});

const anyText = fc
  .array(
    fc.constantFrom(
      ...'ja nee akkoord graag doe maar 1 alles mijn man beslist LINK alleen ik laat Piet beslissen prima ? wijzig stop'.split(
        ' ',
      ),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((words) => words.join(' '));

it('whatever somebody writes who decides no longer, nothing is decided, waits, or is handed on', () =>
  fc.assert(
    fc.property(anyText, (words) => {
      const steps = hears(sceneOf(removeDecider(both, piet)), words, atPiet);
      expect(doing(steps, 'await-answer')).toEqual([]);
      expect(said(steps).some(({ invites }) => invites !== undefined)).toBe(false);
      const wanted = commands(steps).map(({ type }) => type);
      expect(wanted.filter((type) => type === 'DecideQuote' || type === 'ChangeContacts')).toEqual([]);
    }),
    { numRuns: 500 },
  ));

it('whatever the two write, an answer that waits is never replaced by words of the other', () =>
  fc.assert(
    fc.property(anyText, anyText, (first, second) => {
      const waiting = doing(hears(sceneOf(both), first), 'await-answer')[0]?.pending;
      const steps = hears(sceneOf(both, { pendingAnswer: waiting }), second, atPiet);
      const replaced = doing(steps, 'await-answer').length + doing(steps, 'void-answer').length;
      expect(waiting === undefined || replaced === 0).toBe(true);
    }),
    { numRuns: 500 },
  ));
