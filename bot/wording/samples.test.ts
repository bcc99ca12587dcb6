import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../core/customer/address.ts';
import type { CustomerPhrase } from './customer/phrase.ts';
import { render } from './customer/render.ts';
import { garage, now, samples } from './testing/any-phrase.ts';

type Sample = { readonly id: string; readonly language: Language; readonly text: string; readonly labels: string[] };

function parse(markdown: string): Sample[] {
  return [
    ...markdown.matchAll(/^\*\*(\d+[a-d]?)[^\n]*\*\* \((nl|en), \d+\)\n```\n([\s\S]*?)\n```\n(?:Buttons: ([^\n]*))?/gm),
  ].map(([, id = '', language, text = '', buttons = '']) => ({
    id,
    language: language === 'nl' ? 'nl' : 'en',
    text,
    labels: [...buttons.matchAll(/\[([^\]]*)\]/g)].map(([, label = '']) => label),
  }));
}

const all = parse(readFileSync(new URL('fixtures/core-messages.md', import.meta.url), 'utf8'));
function normal(text: string) {
  return text.replaceAll('\u00a0', ' ');
}

type Difference = { readonly because: string; readonly nl: readonly Edit[]; readonly en: readonly Edit[] };
type Edit = readonly [sample: string, ours: string];

const vehicleLine: Difference = {
  because: 'every message about a vehicle names it first: a customer may have two cars in on one day',
  nl: [['', '*VW Golf AB-123-C*\n']],
  en: [['', '*VW Golf AB-123-C*\n']],
};
const article: Difference = {
  because: 'the article before the words of a line is not a fact',
  nl: [['over de remblokken', 'over remblokken']],
  en: [['about the front', 'about front']],
};

/** Where a sample says what no fact says. */
const differences: Readonly<Record<string, Difference>> = {
  '3': {
    because: 'the verb of the work and the consequence are not facts; the line and its severity are',
    nl: [
      ['Vervangen kost *€ 286,40* incl. btw.', 'Remblokken voor: *€ 286,40* incl. btw. *Nu nodig*.'],
      [', maar langere remweg en kans op APK-afkeur', ''],
    ],
    en: [
      ['Replacing them costs *€ 286.40* incl. VAT.', 'Front brake pads: *€ 286.40* incl. VAT. *Needed now*.'],
      [', but longer braking distance and the MOT may fail', ''],
    ],
  },
  '5a': article,
  '5b': article,
  '7a': {
    because: 'what was found is a fact, that it is why the version changed is not',
    nl: [['vervalt: er is', 'vervalt. Gevonden: er is']],
    en: [['applies: a brake', 'applies. Found: a brake']],
  },
  '7b': {
    because: 'why the version changed is not a fact',
    nl: [[', omdat ook een remschijf gescheurd is', '']],
    en: [[', because a brake disc is cracked too', '']],
  },
  '10a': vehicleLine,
  '14': vehicleLine,
  '16': vehicleLine,
};

function expected({ id, language, text }: Sample): string {
  return (differences[id]?.[language] ?? []).reduce((said, [sample, ours]) => {
    expect(said).toContain(sample);
    return said.replace(sample, ours);
  }, text);
}

function phraseOf({ id, language }: Sample): CustomerPhrase {
  const phrase = samples(language)[id];
  if (!phrase) throw new Error(`No facts for core message ${id}`);
  return phrase;
}

function said(sample: Sample, buttons: boolean) {
  return render(phraseOf(sample), { language: sample.language, buttons, garage, now });
}

describe('the core messages', () => {
  it('are all there, in both languages', () => {
    const ids = (language: Language) => all.filter((sample) => sample.language === language).map(({ id }) => id);
    expect(ids('nl')).toEqual(ids('en'));
    expect(new Set(ids('nl'))).toEqual(new Set(Object.keys(samples('nl'))));
  });

  it.each(all)('$id ($language) is said as written', (sample) => {
    expect(normal(said(sample, true).text)).toBe(expected(sample));
  });

  it.each(all)('$id ($language) has the buttons as written', (sample) => {
    expect(said(sample, true).choices.map(({ label }) => normal(label))).toEqual(sample.labels);
  });

  it.each(all)('$id ($language) fits: 435 characters, three buttons of twenty', (sample) => {
    const { text, choices } = said(sample, true);
    expect(text.length).toBeLessThanOrEqual(435);
    expect(choices.length).toBeLessThanOrEqual(3);
    expect(Math.max(0, ...choices.map(({ label }) => label.length))).toBeLessThanOrEqual(20);
  });

  it.each(all)('$id ($language) has sentences of under twenty words', (sample) => {
    const longest = Math.max(
      ...said(sample, true)
        .text.split(/[.?:;\n]\s*/u)
        .map((s) => s.split(/\s+/u).length),
    );
    expect(longest).toBeLessThanOrEqual(20);
  });
});

describe('without buttons', () => {
  const ending = (id: string, language: Language) =>
    normal(said({ id, language, text: '', labels: [] }, false).text)
      .split('\n')
      .at(-1);

  it('a message has no choices', () => {
    expect(all.flatMap((sample) => said(sample, false).choices)).toEqual([]);
  });

  it.each(['3', '5a', '5b', '7a', '7b', '10a'])('%s, one line, is answered by JA, NEE or BEL', (id) => {
    expect(ending(id, 'nl')).toMatch(
      /^Antwoord \*JA\* \(akkoord, € (286|412),[04]0\), \*NEE\* \(niet doen\) of \*BEL\*\. Een vraag\? Typ hem gewoon\.$/,
    );
    expect(ending(id, 'en')).toMatch(
      /^Reply \*YES\* \(approve, € (286|412)\.[04]0\), \*NO\* \(don't do it\) or \*CALL\*\. A question\? Just type it\.$/,
    );
  });

  it('several lines are answered by JA, NEE or their numbers', () => {
    expect(ending('4', 'nl')).toBe(
      'Antwoord *JA* (alles, € 324,40), *NEE* (niets) of de nummers die u wilt, bijvoorbeeld *1*. Liever bellen? Typ *BEL*. Een vraag? Typ hem gewoon.',
    );
    expect(ending('4', 'en')).toBe(
      'Reply *YES* (all, € 324.40), *NO* (none) or the numbers you want, for example *1*. Prefer a call? Type *CALL*. A question? Just type it.',
    );
  });

  it('the introduction is answered by JA, NEE or BEL', () => {
    expect(ending('1a', 'nl')).toBe('Antwoord *JA* als het klopt, *NEE* als dit niet uw auto is, of *BEL*.');
    expect(ending('1a', 'en')).toBe("Reply *YES* if that's right, *NO* if it's not your car, or *CALL*.");
  });

  it.each(['6a', '6b', '6c'])('%s, an echo, can be changed by WIJZIG', (id) => {
    expect(ending(id, 'nl')).toContain('Toch anders? Typ *WIJZIG*.');
    expect(ending(id, 'en')).toContain('Changed your mind? Type *CHANGE*.');
  });
});
