import type { Card, Channel, InboundMessage, OutboundMessage, Receive } from '../../channel.ts';
import { acknowledgesTaps, editsMessages } from '../../channel.ts';
import type { Profile } from '../store.ts';

/**
 * Echoes every text, draws a card for `card`, a question for `ask`, and edits the tapped message.
 */
export function createEchoBot(channels: Readonly<Record<Profile, Channel>>) {
  const received: InboundMessage[] = [];
  const answer = async (channel: Channel, { chat, content }: InboundMessage): Promise<void> => {
    if (content.kind === 'text') await channel.send(chat, answerTo(content.text));
    if (content.kind === 'start') await channel.send(chat, words(`Welcome, ${content.payload}.`));
    if (content.kind !== 'choice') return;
    if (editsMessages(channel) && content.onMessage !== undefined) {
      await channel.edit(chat, content.onMessage, words(`*Noted*: ${content.token}`));
    }
    if (acknowledgesTaps(channel) && content.tap !== undefined) await channel.acknowledgeTap(content.tap, 'Thank you');
  };
  const receive =
    (profile: Profile): Receive =>
    async (message) => {
      if (received.some(({ dedupeKey }) => dedupeKey === message.dedupeKey)) return;
      received.push(message);
      await answer(channels[profile], message);
    };
  return { received, receive };
}

function words(text: string): OutboundMessage {
  return { kind: 'text', text };
}

function answerTo(text: string): OutboundMessage {
  if (text === 'card') return { kind: 'card', card };
  if (text === 'ask') return quote;
  return words(`Heard: ${text}`);
}

const quote: OutboundMessage = {
  kind: 'text',
  text: [
    '*VW Golf AB-123-C* · uw akkoord gevraagd',
    'We vonden 2 dingen:',
    '1. Remblokken voor, nog 2 mm (minimum): €\u00a0286,40. *Nu nodig*',
    '2. Ruitenwissers, strepen: €\u00a038,00. Kan later',
    '*Samen €\u00a0324,40* incl. btw. Meer wordt het niet zonder uw akkoord.',
    'Alles doen: klaar vandaag 16:30. Niets doen: klaar 15:00.',
    'Geldig t/m di 24 nov 17:30. (Offerte 2041, versie 1)',
  ].join('\n'),
  choices: [
    { token: 'approve-all', label: 'Akkoord €\u00a0324,40' },
    { token: 'choose', label: 'Kiezen of vragen' },
    { token: 'nothing', label: 'Niets doen' },
  ],
};

const card: Card = {
  title: 'AB-123-C · VW Golf',
  subtitle: 'Wacht op klant 23 min · gelezen 14:05',
  facts: [
    { label: 'Klant', value: 'Jan Jansen ••78' },
    { label: 'Klacht', value: 'Remmen piepen' },
  ],
  lines: [
    { text: 'Remblokken voor', amount: '€\u00a0286,40', state: 'approved' },
    { text: 'Ruitenwissers', amount: '€\u00a038,00', state: 'declined' },
    { text: 'Koelvloeistof', amount: '€\u00a019,00', state: 'pending' },
  ],
  inputs: [
    { name: 'eta', label: 'Klaar om', placeholder: '16:30' },
    {
      name: 'bay',
      label: 'Brug',
      value: '2',
      options: [
        { value: '1', label: 'Brug 1' },
        { value: '2', label: 'Brug 2' },
      ],
    },
  ],
  image: { url: '/simulator/assets/icon.svg', alt: 'QR-code van de uitnodiging' },
  links: [{ label: 'Uitnodiging', url: 'https://garage.example/i/abc' }],
  actions: [
    { token: 'send-wait', label: 'Verstuur · ik wacht', style: 'primary' },
    { token: 'send-on', label: 'Verstuur · ik ga door' },
    { token: 'withdraw', label: 'Intrekken', style: 'danger' },
  ],
};
