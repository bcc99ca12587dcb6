import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardLine } from '../channel.ts';
import { drawAdaptiveCard, drawChoices, literal } from './card.ts';
import { buttonsOn, type CardNode, nodesOf, wordsOn } from './testing/connector.ts';

const KB = 1024;
function sizeOf(drawn: unknown): number {
  return Buffer.byteLength(JSON.stringify(drawn));
}
function find(card: Card, type: string): CardNode[] {
  return nodesOf(drawAdaptiveCard(card)).filter((node) => node.type === type);
}
function token(index: number) {
  return `token-${String(index).padStart(10, '0')}`;
}
function actions(count: number) {
  return Array.from({ length: count }, (_, index) => ({ token: token(index), label: `Auto ${index}` }));
}

/** The elements of schema 1.5 that we use. */
const ELEMENTS = new Set(
  `AdaptiveCard TextBlock RichTextBlock TextRun FactSet ColumnSet Column Image ActionSet Input.Text Input.ChoiceSet
  Action.Execute Action.Submit Action.OpenUrl`.split(/\s+/),
);

describe('T28: every card', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 600 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(20, 8_000).map((count) => '漢 '.repeat(count)),
    fc.constant('*a* '.repeat(900)),
  );
  const short = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  const line = fc.record<CardLine>({
    text: words,
    amount: short,
    state: fc.constantFrom('plain', 'pending', 'approved', 'declined'),
  });
  const url = fc.oneof(
    fc.webUrl(),
    fc.constant('javascript:alert(1)'),
    fc.constant(`https://x.nl/${'a'.repeat(9_000)}`),
  );
  const option = fc.record({ value: fc.string({ maxLength: 40 }), label: words });
  const input = fc.record(
    { name: short, label: words, value: words, placeholder: words, options: fc.array(option, { maxLength: 40 }) },
    { requiredKeys: ['name', 'label'] },
  );
  const card = fc.record<Card>(
    {
      title: words,
      subtitle: words,
      text: words,
      facts: fc.array(fc.record({ label: words, value: words }), { maxLength: 30 }),
      lines: fc.array(line, { maxLength: 80 }),
      inputs: fc.array(input, { maxLength: 12 }),
      actions: fc.integer({ min: 0, max: 40 }).map(actions),
      image: fc.record({ url, alt: words }),
      links: fc.array(fc.record({ label: words, url }), { maxLength: 10 }),
    },
    { requiredKeys: ['title'] },
  );

  it('is below 24 KB in schema 1.5, with all of its buttons and inputs', () =>
    fc.assert(
      fc.property(card, (any) => {
        const drawn = drawAdaptiveCard(any);
        expect(sizeOf(drawn)).toBeLessThan(24 * KB);
        expect(drawn.version).toBe('1.5');
        const nodes = nodesOf(drawn);
        for (const { type } of nodes) if (type !== undefined) expect(ELEMENTS).toContain(type);
        expect(buttonsOn(drawn).map((button) => button.token)).toEqual(
          any.actions?.map((action) => action.token) ?? [],
        );
        const ids = nodes.filter(({ type }) => String(type).startsWith('Input.')).map(({ id }) => id);
        expect(ids).toEqual(any.inputs?.map(({ name }) => name) ?? []);
        for (const sets of nodes) if (Array.isArray(sets.actions)) expect(sets.actions.length).toBeLessThanOrEqual(6);
      }),
      { numRuns: 40 },
    ));

  it('of a repair with 200 lines of 500 letters says how many are not shown', () => {
    const lines = Array.from({ length: 200 }, (_, index): CardLine => {
      return { text: `${index + 1}. ${'Remblokken '.repeat(45)}`, amount: '€ 286,40', state: 'pending' };
    });
    const drawn = drawAdaptiveCard({ title: 'AB-123-C VW Golf', lines, actions: actions(6) });
    expect(sizeOf(drawn)).toBeLessThan(24 * KB);
    const shown = wordsOn(drawn).filter((text) => text.startsWith('• '));
    expect(shown.length).toBeGreaterThan(20);
    expect(wordsOn(drawn).at(-1)).toBe(`… +${200 - shown.length}`);
  });

  it('that fits is not touched', () => {
    const text = 'Remblokken '.repeat(300).trim();
    expect(wordsOn(drawChoices(text, actions(2)))).toEqual([text]);
  });
});

describe('the lines of a card', () => {
  const lines: CardLine[] = [
    { text: 'Remblokken', amount: '€ 286,40', state: 'approved' },
    { text: 'Wissers', amount: '€ 38,00', state: 'declined' },
    { text: 'Banden', state: 'pending' },
    { text: 'Offerte 2041', state: 'plain' },
  ];

  it('stand with their amount at the right, approved big, declined struck out', () => {
    const runs = find({ title: '', lines }, 'TextRun');
    expect(runs).toEqual([
      { type: 'TextRun', text: '✓ Remblokken', size: 'Large', weight: 'Bolder' },
      { type: 'TextRun', text: '€ 286,40', size: 'Large', weight: 'Bolder' },
      { type: 'TextRun', text: '✗ Wissers', isSubtle: true, strikethrough: true },
      { type: 'TextRun', text: '€ 38,00', isSubtle: true, strikethrough: true },
      { type: 'TextRun', text: '• Banden', weight: 'Bolder' },
      { type: 'TextRun', text: 'Offerte 2041' },
    ]);
    expect(find({ title: '', lines }, 'RichTextBlock')[1]).toMatchObject({ horizontalAlignment: 'Right' });
  });

  it('are large below a large title, and a card without anything below its title is small', () => {
    expect(find({ title: 'AB-123-C', lines }, 'TextBlock')).toMatchObject([{ size: 'ExtraLarge', weight: 'Bolder' }]);
    const [folded] = find({ title: 'AB-123-C', subtitle: 'Zie de nieuwste kaart hieronder.' }, 'TextBlock');
    expect([folded?.text, folded?.size, folded?.isSubtle]).toEqual(['AB-123-C', undefined, true]);
  });

  it('have no colour that is not of the theme', () =>
    expect(JSON.stringify(drawAdaptiveCard({ title: 'AB-123-C', lines }))).not.toMatch(/#[0-9a-f]{3,8}\b/i));
});

describe('what people wrote', () => {
  const written = 'zie [x](http://evil), 1. *nu*, <at>Mia</at> & _echt_\n1. remmen\n- wissers';

  it('stands on a card as it was written, and our own bold words are bold', () => {
    const runs = find({ title: '', text: `*Jan:*\n${written}` }, 'TextRun');
    expect(runs[0]).toEqual({ type: 'TextRun', text: 'Jan:', weight: 'Bolder' });
    expect(runs.map(({ text }) => text).join('|')).toBe(
      'Jan:|zie [x](http://evil), 1. |nu|, <at>Mia</at> & _echt_|1. remmen|- wissers',
    );
  });

  it.each([
    ['zie [x](http://evil)', 'zie [x]\u2060(http://evil)'],
    ['[x]: http://evil', '[x]\u2060: http://evil'],
    ['1. remmen', '\u20601. remmen'],
    ['- remmen', '\u2060- remmen'],
    ['# remmen', '\u2060# remmen'],
    ['*nu* en _nu_', '\\*nu\\* en \\_nu\\_'],
    ['<http://evil>', '<\u2060http://evil>'],
    ['&lt;b&gt;', '&\u2060lt;b&\u2060gt;'],
    ['{{DATE(2026-11-24T08:00:00Z)}}', '{\u2060{DATE(2026-11-24T08:00:00Z)}}'],
    ['AB-123-C · € 1.286,40 & 2 * 3', 'AB-123-C · € 1.286,40 & 2 * 3'],
    ['op\n# twee regels', 'op # twee regels'],
  ])('is no mark-up in a title or a fact: %s', (text, marked) => {
    expect(literal(text)).toBe(marked);
    const drawn = drawAdaptiveCard({ title: text, facts: [{ label: text, value: text }] });
    const line = text.replace('\n', ' ');
    expect(wordsOn(drawn)).toEqual([line, `${line}: ${line}`]);
  });
});

describe('the inputs of a card', () => {
  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Auto ${index}` }));

  it('have their label above, what is known filled in, and room for sentences', () => {
    const inputs = [
      { name: 'plate', label: 'Kenteken', value: 'AB-123-C', placeholder: 'AB-123-C' },
      { name: 'complaint', label: 'Klacht' },
    ];
    expect(find({ title: '', inputs }, 'Input.Text')).toEqual([
      { type: 'Input.Text', id: 'plate', label: 'Kenteken', value: 'AB-123-C', placeholder: 'AB-123-C' },
      { type: 'Input.Text', id: 'complaint', label: 'Klacht', isMultiline: true },
    ]);
  });

  it('show up to five choices at once, and more in a list that opens', () => {
    const choiceOf = (count: number) =>
      find(
        { title: '', inputs: [{ name: 'car', label: 'Auto', value: 'v1', options: options(count) }] },
        'Input.ChoiceSet',
      );
    expect(choiceOf(5)[0]).toMatchObject({ style: 'expanded', value: 'v1' });
    expect(choiceOf(6)[0]).toMatchObject({ style: 'compact', choices: { length: 6 } });
  });
});

describe('the buttons of a card', () => {
  it('name their token only, once for clients of today and once for old ones', () => {
    const [button] = find(
      { title: '', actions: [{ token: token(1), label: 'Intrekken', style: 'danger' }] },
      'Action.Execute',
    );
    const same = { title: 'Intrekken', data: { token: token(1) }, style: 'destructive' };
    expect(button).toEqual({
      type: 'Action.Execute',
      verb: 'tap',
      ...same,
      fallback: { type: 'Action.Submit', ...same },
    });
  });

  it('stand in sets of six when there are more, because Teams shows no more of one set', () => {
    const sets = find(
      { title: '', actions: actions(13), links: [{ label: 'Foto', url: 'https://garage.example/1' }] },
      'ActionSet',
    );
    expect(sets.map(({ actions: set }) => (set as unknown[]).length)).toEqual([6, 6, 2]);
    expect(drawAdaptiveCard({ title: '', actions: actions(6) }).actions).toHaveLength(6);
  });

  it('that are links, and pictures, lead to web addresses only', () => {
    const links = ['https://garage.example/i/1', 'javascript:alert(1)', 'nonsense'].map((url) => ({
      label: 'Open',
      url,
    }));
    const image = { url: 'https://garage.example/i/1.png', alt: 'QR-code' };
    expect(find({ title: '', links, image }, 'Action.OpenUrl')).toHaveLength(1);
    expect(find({ title: '', links, image }, 'Image')).toMatchObject([{ url: image.url, altText: 'QR-code' }]);
    expect(find({ title: '', image: { ...image, url: 'data:image/png;base64,AA' } }, 'Image')).toEqual([]);
  });
});
