import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cardAsText } from '../../channels/adapt.ts';
import type { Capabilities, OutboundMessage } from '../../channels/channel.ts';
import { outgoingOf, type ShowInvitation } from './prepare.ts';

const cards: Capabilities = {
  audience: 'everybody',
  choices: { support: 'full', max: 3, labelLength: 20 },
  cards: 'full',
  media: 'full',
  contactRequests: false,
  maxTextLength: 4096,
  canStartConversation: true,
  receipts: 'read',
  clockPrecisionMs: 1,
  settleWithinMs: 0,
  pace: { perSecond: 1, atOnce: 1 },
  window: null,
};
const textOnly: Capabilities = {
  ...cards,
  cards: 'fallback',
  choices: { support: 'fallback', max: 0, labelLength: 0 },
};

const token = 'Zm9yd2FyZCB0aGlzIGxpbms';
const page = `https://garage.example/i/${token}`;
const showInvitation: ShowInvitation = () => ({
  card: { links: [{ label: page, url: page }], image: { url: `${page}.png`, alt: 'QR' } },
  link: page,
  token,
});
const message = { body: 'Forward this link.', content: { invitationId: 'i-1' } };
const card = { body: '', content: { invitationId: 'i-1', card: { title: 'AB-123-C' } } };

function leaving(stored: typeof message, capabilities: Capabilities) {
  return outgoingOf(stored, capabilities, [], showInvitation);
}
function read(part: OutboundMessage): string {
  return part.kind === 'card' ? cardAsText(part.card) : part.text;
}

describe('the link of an invitation', () => {
  it.each([
    ['a text', message, cards],
    ['a text where there is nothing but words', message, textOnly],
    ['a card', card, cards],
    ['a card on a network without cards', card, textOnly],
  ])('goes out with %s and is not kept as evidence', (_, stored, capabilities) => {
    const { parts, text, hash } = leaving(stored, capabilities);
    expect(parts.map(read).join('\n')).toContain(page);
    expect(text).not.toContain(token);
    expect(text).toContain('https://garage.example/i/•••');
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
  });
  it('stands below the words, on a line of its own', () => {
    const [part] = leaving(message, textOnly).parts;
    expect(part).toMatchObject({ kind: 'text', text: `Forward this link.\n${page}` });
  });
});
