import { describe, expect, it } from 'vitest';
import { pictureTypes } from '../../core/application/media.ts';
import { as, type FindingId, type MessageId, type StaffId } from '../../core/ids.ts';
import { repairDecider } from '../../core/repair/decider.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import type { QuoteMessage, RepairView } from '../../core/scene/scene.ts';
import {
  approval,
  decided,
  drafted,
  eur,
  event,
  janPhone,
  mechanic,
  meta,
  minutes,
  pads,
  quoted,
  quoteId,
  registered,
  released,
  rules,
  started,
  validUntil,
  wipers,
} from '../../core/testing/builders.ts';
import { aMechanic, aRepairView, aScene, withQuestion } from '../../core/testing/scenes.ts';
import { chat } from '../mechanic/testing/chat.ts';
import { prepareCard } from './drawn-card.ts';
import { lostPhoto, repairCard, troubleOfCode, troubleOfType } from './repair-card.ts';

const words = new Map([
  [pads.lineId, 'Remblokken voor'],
  [wipers.lineId, 'Ruitenwissers'],
]);
function viewOf(events: readonly RepairEvent[], change: Partial<RepairView> = {}) {
  return aRepairView(events, { words: new Map<string, string>(words), ...change });
}
function cardOf(view: RepairView, language: 'nl' | 'en' = 'nl') {
  return repairCard(view, aScene({ repairs: [view] }), aMechanic({ language }));
}
function labelsOf(view: RepairView, language: 'nl' | 'en' = 'nl') {
  return cardOf(view, language).buttons?.map(({ label }) => label);
}
function shown(change: Partial<QuoteMessage>): QuoteMessage {
  return {
    quoteId,
    version: 1,
    addressId: janPhone,
    messageId: as<MessageId>('m-1'),
    sort: 'quote',
    state: 'sent',
    sentAt: minutes(5),
    deliveredAt: undefined,
    ...change,
  };
}
const completed = [...started, event('RepairCompleted', { amount: eur(199_00) }, meta(mechanic, minutes(15)))];
const lapsed = event('QuoteExpired', { quoteId, version: 1, validUntil });
const expired = [...quoted, lapsed];
const begun = [...quoted, decided(), event('ApprovedWorkBegun', { quoteIds: [quoteId] })];
const finding = event('FindingRecorded', { findingId: as<FindingId>('f-1'), severity: 'now' });

describe('the card of a repair', () => {
  it('is headed by plate and model and names the customer', () => {
    const card = cardOf(viewOf([registered()]));
    expect(card.title).toBe('AB-123-C VW Golf');
    expect(card.facts).toContainEqual({ label: 'Klant', value: 'Jan Jansen' });
    expect(card.facts).toContainEqual({ label: 'Afgesproken', value: '€\u00a0199,00' });
  });
  it.each([
    [[registered()], 'Aangemeld, nog niet begonnen'],
    [started, 'In de werkplaats sinds 10:00 · op de brug'],
    [[...started, drafted()], 'Offerte staat klaar om te versturen'],
    [quoted, 'Wacht op klant 15 min'],
    [[...quoted, drafted(2)], 'Wacht op klant 15 min · nieuwe versie staat klaar'],
    [expired, 'Offerte verlopen · niets goedgekeurd'],
    [[...quoted, decided()], 'Akkoord om 10:10 · werk kan beginnen'],
    [begun, 'In de werkplaats sinds 10:00 · op de brug'],
    [completed, 'Klaar sinds 10:15 · klant kan ophalen'],
    [[...started, event('RepairBlocked', { by: 'parts' })], 'Wacht op onderdelen sinds vandaag 10:00'],
  ])('says whose move it is', (events, subtitle) => expect(cardOf(viewOf(events)).subtitle).toBe(subtitle));
  it.each([
    [[shown({})], 'verstuurd 10:05'],
    [[shown({ state: 'delivered', deliveredAt: minutes(6) })], 'bezorgd 10:06'],
    [[shown({ state: 'read', deliveredAt: minutes(6) })], 'gelezen'],
    [[shown({ state: 'read' }), shown({ sort: 'reminder' })], 'gelezen · herinnerd'],
    [[shown({ state: 'failed' })], 'niet aangekomen'],
  ])('says how far the question came', (all, end) =>
    expect(cardOf(viewOf(quoted, { shown: all })).subtitle).toBe(`Wacht op klant 15 min · ${end}`),
  );
  it.each([
    [[registered()], ['Start'], ['Start']],
    [started, ['Klaar', 'Brug af'], ['Done', 'Off the lift']],
    [
      [...started, drafted()],
      ['Verstuur · ik wacht', 'Verstuur · ik ga door', 'Offerte weggooien', 'Brug af'],
      ['Send · I wait', 'Send · I go on', 'Drop the quote', 'Off the lift'],
    ],
    [quoted, ['Intrekken', 'Brug af'], ['Withdraw', 'Off the lift']],
    [
      expired,
      ['Verstuur · ik wacht', 'Verstuur · ik ga door', 'Klaar', 'Brug af'],
      ['Send · I wait', 'Send · I go on', 'Done', 'Off the lift'],
    ],
    [
      [...quoted, decided()],
      ['Ik begin hieraan', 'Klaar', 'Brug af'],
      ['I begin this', 'Done', 'Off the lift'],
    ],
    [begun, ['Klaar', 'Brug af'], ['Done', 'Off the lift']],
    [
      [...started, finding],
      ['Prijs maken', 'Klaar', 'Brug af'],
      ['Make the price', 'Done', 'Off the lift'],
    ],
    [completed, ['Opgehaald', 'Toch niet klaar'], ['Collected', 'Not ready after all']],
    [[...completed, event('VehicleCollected', {})], [], []],
  ])('has only the next legal buttons', (events, nl, en) => {
    expect(labelsOf(viewOf(events))).toEqual(nl);
    expect(labelsOf(viewOf(events), 'en')).toEqual(en);
  });
  it('has six buttons at most, the first of them primary, and the one that keeps what was typed among them', () => {
    const much = [
      ...quoted.slice(0, 1),
      event('RepairBlocked', { by: 'parts' }),
      finding,
      drafted(),
      released(),
      lapsed,
    ];
    const card = cardOf(viewOf(much, { complaint: undefined, heldUntil: minutes(60) }));
    expect(card.buttons).toHaveLength(6);
    expect(card.buttons?.[0]).toMatchObject({ label: 'Start', style: 'primary' });
    expect(card.buttons?.at(-1)?.label).toBe('Bewaren');
  });
  it('has no button that the repair refuses', () => {
    for (const events of [
      [registered()],
      started,
      [...started, drafted()],
      quoted,
      expired,
      [...quoted, decided()],
      begun,
      completed,
    ]) {
      const view = viewOf(events);
      const scene = aScene({ repairs: [view] });
      for (const { action } of cardOf(view).buttons ?? [])
        for (const step of chat(scene).taps(action))
          if (step.do === 'repair')
            expect(repairDecider(rules).decide(step.command as never, view.repair), action.do).toMatchObject({
              accepted: true,
            });
    }
  });
  it('shows the lines that wait with their total, and what was approved and declined', () => {
    const lines = cardOf(viewOf(quoted)).lines ?? [];
    expect(lines.map(({ state }) => state)).toEqual(['plain', 'pending', 'pending', 'plain']);
    expect(lines[1]).toEqual({ text: '1. Remblokken voor · nu', amount: '€\u00a0286,40', state: 'pending' });
    expect(lines[3]?.amount).toBe('€\u00a0324,40');
    const partly = approval({ outcome: 'partly', approved: [1], declined: [2], total: eur(286_40) });
    const card = cardOf(viewOf([...quoted, decided(partly)]));
    expect(card.lines?.map(({ state }) => state)).toEqual(['approved', 'declined']);
    expect(card.facts).toContainEqual({ label: 'Afgesproken en akkoord', value: '€\u00a0485,40' });
    expect(card.subtitle).toContain('Deels akkoord');
  });
  it('asks what nobody typed while the car is new', () => {
    const card = cardOf(aRepairView([registered(undefined)], { complaint: undefined }));
    expect(card.inputs?.map(({ name }) => name)).toEqual(['complaint']);
    expect(card.buttons?.at(-1)).toMatchObject({ action: { do: 'agree' } });
  });
  it('says when a word is held for quiet hours, and lets it be sent now', () => {
    const view = viewOf(started, { heldUntil: new Date('2026-11-24T06:00:00Z') });
    expect(cardOf(view).facts).toContainEqual({
      label: 'Stille uren',
      value: 'klant hoort het morgen (di 24 nov) 7:00',
    });
    expect(labelsOf(view)).toContain('Nu sturen');
    expect(labelsOf(view, 'en')).toContain('Send now');
  });
  it('says that the customer asks something, and who has the conversation', () => {
    const view = viewOf(started);
    const scene = withQuestion(aScene({ repairs: [view] }));
    expect(repairCard(view, scene, aMechanic()).subtitle).toBe('Klant vraagt iets · antwoord nodig');
    const controller = { kind: 'agent', staffId: as<StaffId>('anna'), since: minutes(1) } as const;
    const taken = { ...scene, conversation: { ...scene.conversation, controller }, agent: aMechanic({ name: 'Anna' }) };
    const facts = repairCard(view, taken, aMechanic()).facts;
    expect(facts).toContainEqual({ label: 'Gesprek', value: 'klantenservice (Anna) antwoordt' });
  });
  it('never shows a phone number, wherever it was typed', () => {
    const view = viewOf([registered()], { complaint: 'bel +31 6 12 34 56 78 of 026-1234567' });
    expect(JSON.stringify(cardOf(view))).toContain('••78');
    expect(JSON.stringify(cardOf(view))).not.toMatch(/12 34 56|1234567/);
  });
});

describe('a prepared card', () => {
  it('names each button by a token, and its text is the card without buttons', () => {
    let count = 0;
    const prepared = prepareCard(cardOf(viewOf(quoted)), () => `t${++count}`);
    expect(prepared.choices.map(({ token }) => token)).toEqual(['t1', 't2']);
    expect(prepared.card).toMatchObject({
      actions: [{ token: 't1', label: 'Intrekken' }, { token: 't2' }],
    });
    expect(prepared.body).toContain('• 1. Remblokken voor · nu: €\u00a0286,40');
    expect(JSON.stringify(prepared.card)).not.toContain('repairId');
  });
});

const view = aRepairView(started);
function photo(went: object | undefined) {
  return { messageId: as<MessageId>('m-1'), went } as never;
}

describe('T40: a photo that cannot go along', () => {
  it('is told of by what is in it, or why it never came', () => {
    expect(
      ['image/heic', 'image/avif', 'application/octet-stream', 'image/png'].map((type) =>
        troubleOfType(type, pictureTypes),
      ),
    ).toEqual(['heic', 'heic', 'no_picture', undefined]);
    expect(['too_large', 'empty', 'unreadable', 'invalid', 'failed'].map(troubleOfCode)).toEqual([
      'too_large',
      'no_picture',
      'no_picture',
      'gone',
      'gone',
    ]);
  });
  it('names the car and what to do, in the mechanic’s language', () => {
    expect(lostPhoto('heic', 'nl', { view, photo: undefined })).toBe(
      'AB-123-C VW Golf: de foto is een HEIC-bestand, dat de meeste telefoons niet tonen. Stuur hem als JPEG, of maak een schermafbeelding.',
    );
    expect(lostPhoto('gone', 'en', undefined)).toBe('The photo could not be fetched. Send it again.');
  });
  it('says what the customer has missed because of it', () => {
    const quoted = lostPhoto('gone', 'nl', { view, photo: photo({ at: minutes(5), quoteId, version: 1 }) });
    expect(quoted).toContain('De offerte ging zonder deze foto.');
    expect(lostPhoto('gone', 'nl', { view, photo: photo({ at: minutes(5) }) })).toContain('niet gekregen');
  });
});
