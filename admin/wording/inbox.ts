import type { ItemKind } from '../../core/conversation/conversation.ts';
import type { Language } from '../../core/customer/address.ts';

const nl = {
  tabs: { all: 'Alle', person: 'Mens nodig', approval: 'Wacht op akkoord' },
  tabsLabel: 'Welke gesprekken',
  list: 'Lijst van gesprekken',
  ours: 'Wij',
  you: 'U',
  bot: 'BOT',
  simulated: 'Demo',
  noMessages: 'Nog geen berichten',
  now: 'nu',
  waits: (time: string) => `Klant wacht ${time}`,
  quoteWaits: (time: string) => `Wacht op akkoord ${time}`,
  overdue: (kind: string) => `${kind} · te laat`,
  items: {
    question: 'Vraag voor de monteur',
    person: 'Klant wil een mens',
    call: 'Bellen',
    callback: 'Beloofd te bellen',
    wrong_number: 'Verkeerd nummer',
    delivery: 'Niet aangekomen',
    authorisation: 'Machtiging vragen',
    draft: 'Concept van de monteur',
    dead: 'Niet verwerkt bericht',
  } satisfies Record<ItemKind, string>,
  more: 'Oudere gesprekken',
  newest: 'Nieuwste gesprekken',
  none: {
    all: { title: 'Nog geen gesprekken', text: 'Zodra een monteur een auto inschrijft, staat het gesprek hier.' },
    person: { title: 'Niemand wacht op een mens', text: 'De bot handelt de andere gesprekken af.' },
    approval: { title: 'Geen offerte staat open', text: 'Hier komen de auto’s waarvan de klant nog moet beslissen.' },
  },
  choose: { title: 'Kies een gesprek', text: 'Met J en K loopt u door de lijst, met Enter opent u een gesprek.' },
};

const en: typeof nl = {
  tabs: { all: 'All', person: 'Needs a person', approval: 'Waiting for approval' },
  tabsLabel: 'Which conversations',
  list: 'List of conversations',
  ours: 'We',
  you: 'You',
  bot: 'BOT',
  simulated: 'Demo',
  noMessages: 'No messages yet',
  now: 'now',
  waits: (time) => `Customer waits ${time}`,
  quoteWaits: (time) => `Waiting for approval ${time}`,
  overdue: (kind) => `${kind} · overdue`,
  items: {
    question: 'Question for the mechanic',
    person: 'Customer wants a person',
    call: 'To call',
    callback: 'Promised to call',
    wrong_number: 'Wrong number',
    delivery: 'Not delivered',
    authorisation: 'Ask for authorisation',
    draft: 'Mechanic’s draft',
    dead: 'Message not handled',
  },
  more: 'Older conversations',
  newest: 'Newest conversations',
  none: {
    all: { title: 'No conversations yet', text: 'As soon as a mechanic registers a car, its conversation is here.' },
    person: { title: 'Nobody waits for a person', text: 'The other conversations are with the bot.' },
    approval: { title: 'No quote is open', text: 'Here are the cars whose customer still has to decide.' },
  },
  choose: { title: 'Choose a conversation', text: 'J and K walk through the list, Enter opens a conversation.' },
};

/** Words of the list of conversations. */
export const inbox: Record<Language, typeof nl> = { nl, en };
