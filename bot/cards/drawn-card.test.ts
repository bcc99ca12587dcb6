import { describe, expect, it } from 'vitest';
import type { ChannelCard } from './drawn-card.ts';
import { renewedCard, spentCard, workingCard } from './drawn-card.ts';

const card: ChannelCard = {
  title: 'AB-123-C VW Golf',
  subtitle: 'Klant: Jan',
  text: 'Jan vraagt: kan het wachten?',
  facts: [{ label: 'Klacht', value: 'remmen' }],
  lines: [{ text: '1. remblokken', amount: '€ 286,40', state: 'pending' }],
  inputs: [
    { name: 'text', label: 'Antwoord' },
    { name: 'when', label: 'Wanneer', options: [{ value: 'soon', label: 'Binnenkort' }] },
    { name: 'phone', label: 'Telefoon', placeholder: '06…' },
  ],
  actions: [
    { token: 'one', label: 'Naar klant', style: 'primary' },
    { token: 'two', label: 'Notitie' },
  ],
};

describe('a card that was used', () => {
  it('has neither buttons nor inputs, and says what was chosen and typed', () => {
    const values = { text: ' Ja, dat kan\nwachten ', when: 'soon', phone: '06-12345678' };
    const spent = spentCard(card, { label: 'Naar klant', values });
    expect(spent.choices).toEqual([]);
    expect(spent.card).toEqual({
      title: 'AB-123-C VW Golf',
      subtitle: 'Klant: Jan › Naar klant',
      text: 'Jan vraagt: kan het wachten?',
      facts: [
        { label: 'Klacht', value: 'remmen' },
        { label: 'Antwoord', value: 'Ja, dat kan wachten' },
        { label: 'Wanneer', value: 'Binnenkort' },
        { label: 'Telefoon', value: '••78' },
      ],
      lines: [{ text: '1. remblokken', amount: '€ 286,40', state: 'pending' }],
    });
    expect(spent.body).toContain('Antwoord: Ja, dat kan wachten');
  });

  it('leaves out what was left empty, and what it did not ask for', () => {
    const spent = spentCard(
      { title: 'Nieuwe auto', inputs: [{ name: 'name', label: 'Naam' }] },
      {
        label: 'Inschrijven',
        values: { name: '  ', role: 'administrator' },
      },
    );
    expect(spent.card).toEqual({ title: 'Nieuwe auto', subtitle: '› Inschrijven' });
  });

  it('works again with new tokens for the same buttons, when nothing came of the tap', () => {
    const choices = [
      { token: 'one', label: 'Naar klant', action: { do: 'say' } },
      { token: 'two', label: 'Notitie', action: { do: 'note' } },
    ];
    let n = 0;
    const renewed = renewedCard(card, choices, () => `new-${++n}`);
    expect(renewed.choices.map(({ token, action }) => [token, action])).toEqual([
      ['new-1', { do: 'say' }],
      ['new-2', { do: 'note' }],
    ]);
    expect(renewed.card).toEqual({
      ...card,
      actions: [
        { token: 'new-1', label: 'Naar klant', style: 'primary' },
        { token: 'new-2', label: 'Notitie' },
      ],
    });
  });
});

describe('a card whose tap waits for its turn', () => {
  it('says so in the language of its reader, and nothing more can be tapped', () => {
    const { actions: _, inputs: __, ...rest } = card;
    expect(workingCard(card, 'nl')).toEqual({ ...rest, subtitle: 'Wordt verwerkt…' });
    expect(workingCard(card, 'en').subtitle).toBe('Working on it…');
  });
});
