import type { SimulatedPerson } from './store.ts';

export type Lang = 'nl' | 'en';

/** A line that a visitor can try; a tap puts it into that person's text box. */
/** `customer` is whoever of the customers has heard from the garage last. */
type Example = { readonly chat: SimulatedPerson['chat'] | 'customer'; readonly text: string };

const en = {
  locale: 'en-GB',
  title: 'Simulator',
  intro: 'Play every part in a repair. Only the people are simulated.',
  panel: 'Panel',
  language: 'Language',
  tryThis: 'Try this',
  steps: [
    {
      title: 'Register a car',
      text: 'Write as the mechanic, then use “Open invitation” at a customer.',
      examples: [{ chat: 'mechanic-1', text: 'new AB-123-C, Jan Jansen, 06-12345678, brakes squeal, € 199' }],
    },
    {
      title: 'Start, and send a quote',
      text: 'Release the quote with a button of its card.',
      examples: [
        { chat: 'mechanic-1', text: 'start AB-123-C' },
        { chat: 'mechanic-1', text: 'quote AB-123-C: brake pads 286.40 !; wipers 38 later' },
      ],
    },
    {
      title: 'Answer as the customer',
      text: 'With a button, or in words: YES, NO, or 1 for line 1 only. Then finish as the mechanic.',
      examples: [
        { chat: 'customer', text: '1' },
        { chat: 'mechanic-1', text: 'done AB-123-C' },
      ],
    },
  ] satisfies readonly { title: string; text: string; examples: readonly Example[] }[],
  clock: 'Simulated time',
  skip: 'Skip time, so that reminders can be seen',
  skips: [
    { minutes: 10, label: '+10 min' },
    { minutes: 60, label: '+1 hour' },
    { minutes: 1440, label: '+1 day' },
  ],
  skipped: 'The simulated time is now',
  captions: {
    'mechanic-1': 'Mechanic',
    'customer-buttons': 'Customer with buttons',
    'customer-text': 'Customer with text only',
  } satisfies Record<SimulatedPerson['chat'], string>,
  tabs: {
    'mechanic-1': 'Mechanic',
    'customer-buttons': 'Buttons',
    'customer-text': 'Text only',
  } satisfies Record<SimulatedPerson['chat'], string>,
  chats: 'Chats',
  log: 'Conversation',
  empty: {
    mechanic: 'Nothing here yet. Start by registering a car.',
    customer: 'Not connected yet. Open the invitation from the mechanic’s card.',
  } satisfies Record<SimulatedPerson['role'], string>,
  placeholder: 'Type a message…',
  send: 'Send',
  openInvitation: 'Open invitation',
  shareNumber: 'Share number',
  photo: 'Photo',
  choice: 'Your choice',
  edited: 'edited',
  mine: 'Written here',
  theirs: 'Received',
  opened: 'Invitation opened',
  approved: 'approved',
  declined: 'declined',
  followed: 'You followed an invitation. Who opens it?',
  lost: 'Connection lost. Reconnecting…',
  failed: 'That did not arrive. Please try again.',
  problems: {
    foreign: 'The request came from another site.',
    malformed: 'The request could not be read.',
    wrongType: 'The request is not of a kind that is understood here.',
    empty: 'There is no text to send.',
    unsendable: 'The text contains characters that cannot be sent.',
    tooLarge: 'That is too large: a text may have 64 kB, a photo 8 MB.',
    notAPhoto: 'Only JPEG, PNG, WebP and GIF pictures can be sent.',
    unknownChat: 'There is no such chat here.',
    noButtons: 'This person has no buttons.',
    notACustomer: 'Only a customer can open an invitation.',
    noNumber: 'Only a customer can share a number.',
    noInvitation: 'There is no invitation yet. First register a car as the mechanic.',
    badMinutes: 'Time can be skipped by 1 to 10,080 minutes.',
    realPeople: 'Real people write to this garage, so no time is skipped.',
    notFound: 'There is nothing here.',
  },
};

/** Without the fixed accessible names, which are the same in both languages. */
export type PageWords = typeof en;

const nl: PageWords = {
  locale: 'nl-NL',
  title: 'Simulator',
  intro: 'Speel elke rol in een reparatie. Alleen de mensen zijn gesimuleerd.',
  panel: 'Paneel',
  language: 'Taal',
  tryThis: 'Probeer dit',
  steps: [
    {
      title: 'Meld een auto aan',
      text: 'Schrijf als monteur en kies daarna “Open uitnodiging” bij een klant.',
      examples: [{ chat: 'mechanic-1', text: 'nieuw AB-123-C, Jan Jansen, 06-12345678, remmen piepen, € 199' }],
    },
    {
      title: 'Begin en stuur een offerte',
      text: 'Geef de offerte vrij met een knop op de kaart.',
      examples: [
        { chat: 'mechanic-1', text: 'start AB-123-C' },
        { chat: 'mechanic-1', text: 'offerte AB-123-C: remblokken 286,40 !; wissers 38 later' },
      ],
    },
    {
      title: 'Antwoord als klant',
      text: 'Met een knop of in woorden: JA, NEE, of 1 voor alleen regel 1. Rond daarna af als monteur.',
      examples: [
        { chat: 'customer', text: '1' },
        { chat: 'mechanic-1', text: 'klaar AB-123-C' },
      ],
    },
  ],
  clock: 'Gesimuleerde tijd',
  skip: 'Sla tijd over om herinneringen te zien',
  skips: [
    { minutes: 10, label: '+10 min' },
    { minutes: 60, label: '+1 uur' },
    { minutes: 1440, label: '+1 dag' },
  ],
  skipped: 'De gesimuleerde tijd is nu',
  captions: {
    'mechanic-1': 'Monteur',
    'customer-buttons': 'Klant met knoppen',
    'customer-text': 'Klant met alleen tekst',
  },
  tabs: {
    'mechanic-1': 'Monteur',
    'customer-buttons': 'Knoppen',
    'customer-text': 'Alleen tekst',
  },
  chats: 'Gesprekken',
  log: 'Gesprek',
  empty: {
    mechanic: 'Nog niets te zien. Meld eerst een auto aan.',
    customer: 'Nog niet verbonden. Open de uitnodiging van de kaart van de monteur.',
  },
  placeholder: 'Typ een bericht…',
  send: 'Stuur',
  openInvitation: 'Open uitnodiging',
  shareNumber: 'Deel nummer',
  photo: 'Foto',
  choice: 'Uw keuze',
  edited: 'bewerkt',
  mine: 'Hier geschreven',
  theirs: 'Ontvangen',
  opened: 'Uitnodiging geopend',
  approved: 'akkoord',
  declined: 'niet akkoord',
  followed: 'U hebt een uitnodiging gevolgd. Wie opent die?',
  lost: 'Verbinding weg. We verbinden opnieuw…',
  failed: 'Dat is niet aangekomen. Probeer het opnieuw.',
  problems: {
    foreign: 'Het verzoek kwam van een andere site.',
    malformed: 'Het verzoek is niet te lezen.',
    wrongType: 'Deze soort verzoek wordt hier niet begrepen.',
    empty: 'Er is geen tekst om te sturen.',
    unsendable: 'De tekst bevat tekens die niet verstuurd kunnen worden.',
    tooLarge: 'Dat is te groot: een tekst mag 64 kB zijn, een foto 8 MB.',
    notAPhoto: 'Alleen foto’s in JPEG, PNG, WebP of GIF kunnen verstuurd worden.',
    unknownChat: 'Dit gesprek bestaat hier niet.',
    noButtons: 'Deze persoon heeft geen knoppen.',
    notACustomer: 'Alleen een klant kan een uitnodiging openen.',
    noNumber: 'Alleen een klant kan een nummer delen.',
    noInvitation: 'Er is nog geen uitnodiging. Meld eerst als monteur een auto aan.',
    badMinutes: 'U kunt 1 tot 10.080 minuten overslaan.',
    realPeople: 'Er schrijven echte mensen met deze garage, daarom wordt er geen tijd overgeslagen.',
    notFound: 'Hier is niets.',
  },
};

export function pageWordsIn(lang: Lang): PageWords {
  return lang === 'nl' ? nl : en;
}
