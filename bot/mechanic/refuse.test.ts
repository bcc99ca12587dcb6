import { describe, expect, it } from 'vitest';
import { repairDecider } from '../../core/repair/decider.ts';
import type { RepairCommand, RepairEvent, RepairRejection } from '../../core/repair/repair.ts';
import {
  command,
  drafted,
  eur,
  minutes,
  quoted,
  quoteId,
  registered,
  repairId,
  rules,
  started,
  validUntil,
} from '../../core/testing/builders.ts';
import { aRepairView, aScene, miaChat } from '../../core/testing/scenes.ts';
import { refuseMechanic } from './refuse.ts';
import { cardsOf, labelsOf } from './testing/chat.ts';

function refuse(language: 'nl' | 'en', because: { code: string }, events: readonly RepairEvent[] = started) {
  return refuseMechanic(because, aScene({ repairs: [aRepairView(events)] }), {
    addressId: miaChat,
    language,
    repairId,
  });
}

const every: { readonly [Code in RepairRejection['code']]: Extract<RepairRejection, { code: Code }> } = {
  WrongStatus: { code: 'WrongStatus', status: 'completed' },
  UnknownQuote: { code: 'UnknownQuote' },
  NothingToRelease: { code: 'NothingToRelease' },
  NothingToRevoke: { code: 'NothingToRevoke' },
  NothingApproved: { code: 'NothingApproved' },
  WorkBegun: { code: 'WorkBegun', at: minutes(5) },
  EmptyQuote: { code: 'EmptyQuote' },
  MixedCurrency: { code: 'MixedCurrency' },
  InvalidAmount: { code: 'InvalidAmount' },
  InvalidChoices: { code: 'InvalidChoices' },
  OverReleaseLimit: { code: 'OverReleaseLimit', limit: eur(1_000_00) },
  OverApproved: { code: 'OverApproved', approved: eur(199_00), allowed: eur(199_00) },
  OpenQuote: { code: 'OpenQuote', quoteId, version: 1 },
  PhotoSent: { code: 'PhotoSent' },
  NotStaff: { code: 'NotStaff' },
};

describe('a refusal', () => {
  it.each(Object.values(every))('$code is a sentence in both languages with something to tap', (because) => {
    const [nl, en] = (['nl', 'en'] as const).map((language) => refuse(language, because));
    const texts = [nl, en].map((steps) => cardsOf(steps ?? [])[0]?.text ?? '');
    for (const text of texts) expect(text).toMatch(/^\p{Lu}[^!]+\.$/u);
    expect(texts[0]).not.toBe(texts[1]);
    expect(labelsOf(nl ?? []).length).toBeGreaterThan(0);
  });
  it('of an unknown kind still says that nothing changed', () =>
    expect(cardsOf(refuse('en', { code: 'NotInControl' }))[0]?.text).toContain('nothing was changed'));
  it('never offers what is refused again', () => {
    const refused: readonly (readonly [RepairCommand, readonly RepairEvent[], string])[] = [
      [command('CompleteRepair', { amount: eur(500_00) }), started, 'Maak offerte'],
      [command('CompleteRepair', { amount: undefined }), quoted, 'Intrekken'],
      [command('CompleteRepair', { amount: undefined }), [...started, drafted()], 'Offerte weggooien'],
      [command('CompleteRepair', { amount: undefined }), [registered()], 'Start'],
      [command('ReleaseQuote', { quoteId, version: 2, validUntil, mechanicWaits: true }), quoted, 'Toon'],
    ];
    for (const [one, events, label] of refused) {
      const decision = repairDecider(rules).decide(one, aRepairView(events).repair);
      if (decision.accepted) throw new Error(`${one.type} was accepted`);
      expect(labelsOf(refuse('nl', decision.because, events))[0]).toBe(label);
    }
  });
  it('of a repair that is gone is a sentence too', () => {
    const steps = refuseMechanic({ code: 'WrongStatus' }, aScene({ repairs: [] }), {
      addressId: miaChat,
      language: 'nl',
      repairId,
    });
    expect(steps).toMatchObject([{ reply: { text: expect.stringContaining('opgehaald') } }]);
  });
});
