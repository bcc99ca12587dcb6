import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPhrase, anyReader, kinds, kindsWithVehicle } from '../testing/any-phrase.ts';
import type { CustomerPhrase, Rendered, RenderFor } from './phrase.ts';
import { render } from './render.ts';

function always(kind: CustomerPhrase['kind'], rule: (said: Rendered, phrase: CustomerPhrase, to: RenderFor) => void) {
  return fc.assert(
    fc.property(anyPhrase(kind), anyReader, (phrase, to) => rule(render(phrase, to), phrase, to)),
    { numRuns: 100 },
  );
}

// Before the address is proven, and where the vehicle stands in the first sentence, the garage
// comes first.
const garageFirst: readonly CustomerPhrase['kind'][] = ['introduce', 'linked', 'opted-out', 'may-decide'];

const marks = {
  nl: /(?<!\p{L})(de|het|een|niet|niets|u|uw|van|btw|akkoord|antwoord|typ|bel|wij|samen|vandaag|morgen|klaar|monteur)(?!\p{L})/iu,
  en: /(?<!\p{L})(the|your|you|not|vat|approve|reply|type|call|together|today|tomorrow|ready|mechanic|please)(?!\p{L})/iu,
};

/** Whoever cannot read the language is told so in the one that they can. */
const otherLanguage =
  /In English, please|(?:In English\? |Shall we continue in English\?\s*)(?:Type \*ENGLISH\*\.)?|Liever Nederlands|(?:In het Nederlands\? |Zullen we in het Nederlands verdergaan\?\s*)(?:Typ \*NEDERLANDS\*\.)?/gu;

describe.each(kinds)('%s', (kind) => {
  it('is calm and whole: no exclamation, no emoji, nothing missing shows', () => {
    always(kind, ({ text }) => {
      expect(text).not.toMatch(/!|\p{Extended_Pictographic}|undefined|NaN|null|Invalid|\[object/u);
      expect(text).not.toMatch(/ {2}|\.\.|\( |,\.|: ?\.|\n\n/u);
      expect(text).toBe(text.trim());
    });
  });

  it('switches bold off as often as on, whatever people typed', () => {
    always(kind, ({ text }) => {
      for (const line of text.split('\n')) expect([...line].filter((sign) => sign === '*').length % 2).toBe(0);
    });
  });

  it('fits any channel, with buttons that fit theirs', () => {
    always(kind, ({ text, choices }) => {
      expect(text.length).toBeLessThanOrEqual(1000);
      expect(choices.length).toBeLessThanOrEqual(kind === 'choose-lines' ? 8 : 3);
      for (const { label } of choices) expect(label.length).toBeLessThanOrEqual(kind === 'choose-lines' ? 24 : 20);
      expect(new Set(choices.map(({ label }) => label)).size).toBe(choices.length);
    });
  });

  it('says in words how to answer whatever has buttons elsewhere', () => {
    always(kind, (_, phrase, to) => {
      const buttons = render(phrase, { ...to, buttons: true });
      const words = render(phrase, { ...to, buttons: false });
      expect(words.choices).toEqual([]);
      if (buttons.choices.length > 0) expect(words.text).toMatch(/\*[A-Z]{2,}( [A-Z]+)?\*/u);
    });
  });

  it('speaks one language', () => {
    always(kind, ({ text, choices }, _, { language }) => {
      const all = [text, ...choices.map(({ label }) => label)].join('\n').replace(otherLanguage, '');
      expect(all).not.toMatch(marks[language === 'nl' ? 'en' : 'nl']);
    });
  });

  it('asks one question at most, beside the offers of a person, a call or START', () => {
    always(kind, (_, phrase, to) => {
      const { text } = render(phrase, { ...to, buttons: true });
      const offers =
        /(Een medewerker|Want a person|Geen berichten meer|No more messages|Toch (anders|weer berichten)|Changed your mind|In English|In het Nederlands|Liever op een ander moment|Rather at another time|Want messages again|Haast|In a hurry|Vragen|Questions|Een andere combinatie|Another combination)\?/gu;
      expect(text.replace(offers, '').split('?').length - 1).toBeLessThanOrEqual(1);
    });
  });
});

describe('the first line', () => {
  it.each(kindsWithVehicle.filter((kind) => !garageFirst.includes(kind)))('of %s is the vehicle, in bold', (kind) => {
    always(kind, ({ text }, phrase) => {
      const plate = 'vehicle' in phrase ? phrase.vehicle.plate : '-';
      expect(text).toMatch(new RegExp(`^\\*([^*\n]* )?${plate}( [^*\n]*)?\\*`, 'u'));
    });
  });

  it.each(garageFirst)('of %s names the garage', (kind) => {
    always(kind, ({ text }, _, to) => {
      expect(text.split('\n').at(0)).toContain(to.garage.name.replace('*', '\u2217'));
    });
  });

  it('of an introduction keeps the plate from a stranger', () => {
    always('introduce', ({ text }, phrase) => {
      if (phrase.kind === 'introduce' && phrase.vehicle.plate.length > 3)
        expect(text).not.toContain(phrase.vehicle.plate);
      expect(text).toMatch(/geen mens|not a person/u);
    });
  });
});
