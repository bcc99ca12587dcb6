import { describe, expect, it } from 'vitest';
import type { Card } from '../../channels/channel.ts';
import { drawAdaptiveCard } from '../../channels/teams/card.ts';
import { as, type FindingId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import {
  approval,
  decided,
  drafted,
  eur,
  event,
  pads,
  quoted,
  registered,
  started,
  wipers,
} from '../../core/testing/builders.ts';
import { aDeskRepair, aMechanic, aRepairView, aScene, withQuestion } from '../../core/testing/scenes.ts';
import { cardsOf, chat } from '../mechanic/testing/chat.ts';
import type { MechanicCard } from './card.ts';
import { prepareCard } from './drawn-card.ts';
import { invitationCard, repairCard } from './repair-card.ts';

const words = new Map<string, string>([
  [pads.lineId, 'Remblokken voor'],
  [wipers.lineId, 'Ruitenwissers'],
]);
function viewOf(...events: readonly RepairEvent[]) {
  return aRepairView(events, { words });
}
function living(...events: readonly RepairEvent[]): MechanicCard {
  const view = viewOf(...events);
  return repairCard(view, aScene({ repairs: [view] }), aMechanic());
}
function answer(text: string, desk: object = {}): MechanicCard | undefined {
  return cardsOf(chat(aScene({ repairs: [viewOf(...started)] }), desk).types(text))[0];
}
const partly = approval({ outcome: 'partly', approved: [1], declined: [2], total: eur(286_40) });
const asked = withQuestion(aScene({ repairs: [viewOf(...started)] }));
const found = event('FindingRecorded', { findingId: as<FindingId>('f-1'), severity: 'now' });
const twelve = Array.from({ length: 12 }, (_, index) =>
  aDeskRepair(viewOf(...started), { plate: `AB-${100 + index}-C`, customerName: 'Jan Jansen' }),
);
const invitation = {
  links: [{ label: 'Telegram', url: 'https://garage.example/i/7f3a' }],
  image: { url: 'https://garage.example/i/7f3a.png', alt: 'QR-code' },
};

const cards: readonly [string, MechanicCard | undefined, Pick<Card, 'links' | 'image'>?][] = [
  ['new-car', living(registered(undefined))],
  ['draft', living(...started, drafted())],
  ['waiting', living(...quoted)],
  ['partly-approved', living(...quoted, decided(partly))],
  ['question', repairCard(asked.repairs[0] ?? viewOf(...started), asked, aMechanic())],
  ['finding', living(...started, found)],
  ['registration', answer('nieuw ZZ-999-X, 06-12345678', { repairs: [] })],
  ['all-cars', answer('alles', { repairs: twelve })],
  ['invitation', invitationCard('Jan Jansen', aMechanic()), invitation],
];

describe('T28: a card of a mechanic in Teams', () => {
  it.each(cards)('%s', async (name, card, more) => {
    if (card === undefined) throw new Error('There is no such card.');
    let count = 0;
    const prepared = prepareCard(card, () => `token-${String(++count).padStart(10, '0')}`);
    const drawn = JSON.stringify(drawAdaptiveCard({ ...(prepared.card as Card), ...more }), null, 2);
    expect(Buffer.byteLength(drawn)).toBeLessThan(24 * 1024);
    await expect(`${drawn}\n`).toMatchFileSnapshot(`../../channels/teams/fixtures/cards/${name}.json`);
  });
});
