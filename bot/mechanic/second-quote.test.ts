import { describe, expect, it } from 'vitest';
import { replay } from '../../core/decision.ts';
import type { RepairId } from '../../core/ids.ts';
import { repairDecider } from '../../core/repair/decider.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  decided,
  drafted,
  eur,
  line,
  quoteId,
  released,
  repairId,
  rules,
  started,
} from '../../core/testing/builders.ts';
import { aMechanic, aRepairView, aScene } from '../../core/testing/scenes.ts';
import { repairCard } from '../cards/repair-card.ts';
import { react } from '../react/react.ts';
import { commands, counting, said } from '../react/testing/stage.ts';
import type { Step } from '../step.ts';
import { actionOf, cardsOf, chat, commandsOf, dataOf, labelsOf } from './testing/chat.ts';

const catalyst = line(1, 900_00);
const words = new Map<string, string>([[catalyst.lineId, 'katalysator']]);
const asked: readonly RepairEvent[] = [...started, drafted(1, [catalyst]), released(1, eur(900_00))];
function sceneOf(events: readonly RepairEvent[], said: ReadonlyMap<string, string> = words): Scene {
  return aScene({ repairs: [aRepairView(events, { words: said })] });
}
const open = sceneOf(asked);

/** What the repair is after the commands of these steps. */
function become(events: readonly RepairEvent[], steps: readonly Step[], said: ReadonlyMap<string, string> = words) {
  const decider = repairDecider(rules);
  const all = [...events];
  const known = new Map(said);
  for (const step of steps) {
    if (step.do !== 'repair') continue;
    for (const [id, { text }] of step.words ?? []) known.set(id, text);
    const decision = decider.decide(
      { ...step.command, data: { number: 1, ...step.command.data } } as never,
      replay(decider, all),
    );
    if (!decision.accepted) throw new Error(decision.because.code);
    all.push(...decision.events);
  }
  return { events: all, scene: sceneOf(all, known) };
}
function cardOf(scene: Scene, language: 'nl' | 'en' = 'nl') {
  const [view] = scene.repairs;
  if (!view) throw new Error('no repair');
  return repairCard(view, scene, aMechanic({ language }));
}
function linesOf(scene: Scene) {
  const [view] = scene.repairs;
  const version = view?.repair.quotes.at(-1)?.versions.at(-1);
  return version?.lines.map(({ number, lineId, amount }) => [number, view?.words.get(lineId), amount.minor]);
}

describe('a second quote while one is open', () => {
  const typed = 'offerte AB-123-C: sensor 90; bougies 60';
  it('of other work is asked about before anything can be sent, with what would go', () => {
    const steps = chat(open).types(typed);
    expect(commandsOf(steps)).toEqual([]);
    expect(cardsOf(steps)[0]?.text).toContain('Vervangt: katalysator €\u00a0900,00');
    expect(labelsOf(steps)).toEqual(['Toevoegen aan de open offerte', 'Vervangen']);
    expect(cardsOf(steps)[0]?.buttons?.[0]?.style).toBe('primary');
    const english = chat(open, { staff: aMechanic({ language: 'en' }) }).types('quote AB-123-C: sensor 90');
    expect(cardsOf(english)[0]?.text).toContain('Replaces: katalysator €\u00a0900.00');
    expect(labelsOf(english)).toEqual(['Add to the open quote', 'Replace']);
  });
  it('is added on a tap: the next version has the old lines and the new', () => {
    const steps = chat(open).taps(actionOf(chat(open).types(typed), 'Toevoegen'));
    const { scene } = become(asked, steps);
    expect(dataOf(steps, 'DraftQuote')).toMatchObject({ quoteId });
    expect(linesOf(scene)).toEqual([
      [1, 'katalysator', 900_00],
      [2, 'sensor', 90_00],
      [3, 'bougies', 60_00],
    ]);
    expect(
      cardOf(scene)
        .lines?.map(({ text }) => text)
        .join(),
    ).not.toContain('Vervangt');
    expect(cardOf(scene).buttons?.map(({ action }) => action.do)).toContain('release');
  });
  it('takes its place on a tap, and the card goes on saying what goes and how to keep it', () => {
    const steps = chat(open).taps(actionOf(chat(open).types(typed), 'Vervangen'));
    const replaced = become(asked, steps);
    expect(linesOf(replaced.scene)).toEqual([
      [1, 'sensor', 90_00],
      [2, 'bougies', 60_00],
    ]);
    const card = cardOf(replaced.scene);
    expect(card.lines?.map(({ text }) => text)).toContain('Vervangt: katalysator €\u00a0900,00');
    const keep = card.buttons?.find(({ label }) => label === 'Toevoegen aan de open offerte');
    const kept = become(
      replaced.events,
      keep ? chat(replaced.scene).taps(keep.action) : [],
      new Map([...words, ...wordsOf(replaced.scene)]),
    );
    expect(linesOf(kept.scene)).toEqual([
      [1, 'katalysator', 900_00],
      [2, 'sensor', 90_00],
      [3, 'bougies', 60_00],
    ]);
  });
  it.each([
    'offerte AB-123-C: + sensor 90',
    'offerte AB-123-C + sensor 90',
    'offerte AB-123-C: +sensor 90',
    'offerte AB-123-C: extra sensor 90',
    'quote AB-123-C: extra: sensor 90',
    'quote AB-123-C extra sensor 90',
  ])('with a + or "extra" in front is added at once: %s', (text) => {
    const { scene } = become(asked, chat(open).types(text));
    expect(linesOf(scene)).toEqual([
      [1, 'katalysator', 900_00],
      [2, 'sensor', 90_00],
    ]);
  });
  it('keeps the word "extra" where no quote is open', () => {
    const { scene } = become(started, chat(sceneOf(started)).types('offerte AB-123-C: extra sleutel 20'));
    expect(linesOf(scene)).toEqual([[1, 'extra sleutel', 20_00]]);
  });
  it('with the same work is a change of it, and its new price counts', () => {
    const changed = become(asked, chat(open).types('offerte AB-123-C: Katalysator nieuw 850; sensor 90'));
    expect(linesOf(changed.scene)).toEqual([
      [1, 'Katalysator nieuw', 850_00],
      [2, 'sensor', 90_00],
    ]);
    expect(
      cardOf(changed.scene)
        .lines?.map(({ text }) => text)
        .join(),
    ).not.toContain('Vervangt');
    const repriced = become(asked, chat(open).types('offerte AB-123-C: + katalysator 850'));
    expect(linesOf(repriced.scene)).toEqual([[1, 'katalysator', 850_00]]);
  });
  it('that leaves some of it out says which, offers to keep it, and can be sent', () => {
    const pads = line(2, 100_00);
    const events = [...started, drafted(1, [catalyst, pads]), released(1, eur(1000_00))];
    const both = new Map([...words, [pads.lineId, 'remblokken']]);
    const { scene } = become(events, chat(sceneOf(events, both)).types('offerte AB-123-C: katalysator 850'), both);
    const card = cardOf(scene);
    expect(card.lines?.map(({ text }) => text)).toContain('Vervangt: remblokken €\u00a0100,00');
    expect(card.buttons?.map(({ action }) => action.do).slice(0, 2)).toEqual(['keep-open', 'release']);
    expect(card.buttons?.[0]?.style).toBe('primary');
  });
  it('over a draft that was not sent is asked about as well', () => {
    const draft = [...started, drafted(1, [catalyst])];
    expect(labelsOf(chat(sceneOf(draft)).types(typed))).toEqual(['Toevoegen aan de open offerte', 'Vervangen']);
  });
  it('after the answer is a quote of its own: what was decided is never edited', () => {
    const done = [...asked, decided()];
    for (const text of [typed, 'offerte AB-123-C: + sensor 90']) {
      const steps = chat(sceneOf(done)).types(text);
      expect(commandsOf(steps)).toEqual(['DraftQuote']);
      expect(dataOf(steps, 'DraftQuote')).not.toMatchObject({ quoteId });
    }
    // The customer answered between the question and the tap.
    const late = chat(sceneOf(done)).taps(actionOf(chat(open).types(typed), 'Toevoegen'));
    expect(dataOf(late, 'DraftQuote')).not.toMatchObject({ quoteId });
    expect(linesOf(become(done, late).scene)?.map(([, text]) => text)).toEqual(['sensor', 'bougies']);
    const keep = { do: 'keep-open', repairId: repairId as RepairId, quoteId, version: 2 } as const;
    expect(commandsOf(chat(sceneOf(done)).taps(keep))).toEqual([]);
  });
});

function wordsOf({ repairs }: Scene): ReadonlyMap<string, string> {
  return repairs[0]?.words ?? new Map();
}

describe('the customer of a quote that grew', () => {
  it('reads what is new', () => {
    const { events, scene } = become(asked, chat(open).types('offerte AB-123-C: + sensor 90; bougies 60'));
    const sent = [...events, ...released2(events)];
    const last = sent.at(-1);
    const messages = [{ quoteId, version: 1, addressId: 'jan-phone', messageId: 'm-1', sort: 'quote', state: 'sent' }];
    const view = aRepairView(sent, { words: wordsOf(scene), shown: messages as never });
    const steps = last ? react(last, aScene({ repairs: [view] }), counting()) : [];
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'quote', replaces: { total: eur(900_00), added: [2, 3] } });
    expect(commands(steps)).toEqual([]);
  });
});

function released2(events: readonly RepairEvent[]): readonly RepairEvent[] {
  const decider = repairDecider(rules);
  const sent = released(2, eur(1050_00), 1);
  const command = { type: 'ReleaseQuote', data: sent.data, meta: sent.meta } as never;
  const decision = decider.decide(command, replay(decider, events));
  if (!decision.accepted) throw new Error(decision.because.code);
  return decision.events;
}
