import type { Language } from '../../core/customer/address.ts';

const nl = {
  product: 'Pitstop Chat',
  inbox: 'Gesprekken',
  signOut: 'Uitloggen',
  language: 'Taal',
  roles: { agent: 'Klantenservice', manager: 'Werkplaatsmanager', administrator: 'Beheerder', mechanic: 'Monteur' },
  lost: 'Verbinding verbroken. Er wordt opnieuw verbonden…',
  failed: 'Dat is niet aangekomen. Probeer het nog eens.',
  channels: { telegram: 'Telegram', whatsapp: 'WhatsApp', teams: 'Teams', simulator: 'Simulator' } as Record<
    string,
    string
  >,
  languages: { nl: 'Nederlands', en: 'Engels' },
  notFound: { title: 'Niet gevonden', text: 'Deze pagina bestaat niet, of hoort bij een andere vestiging.' },
  forbidden: {
    title: 'Geen toegang',
    text: 'Dit scherm is voor de klantenservice. Als monteur werkt u in uw eigen chat.',
  },
  foreign: {
    title: 'Niet uitgevoerd',
    text: 'Het verzoek kwam van een andere website. Open de pagina opnieuw en probeer het nog eens.',
  },
  malformed: { title: 'Niet uitgevoerd', text: 'Het formulier is niet volledig ingevuld.' },
  broken: { title: 'Er ging iets mis', text: 'De storing is vastgelegd. Probeer het over een minuut nog eens.' },
  back: 'Naar de gesprekken',
};

const en: typeof nl = {
  product: 'Pitstop Chat',
  inbox: 'Conversations',
  signOut: 'Sign out',
  language: 'Language',
  roles: {
    agent: 'Customer service',
    manager: 'Workshop manager',
    administrator: 'Administrator',
    mechanic: 'Mechanic',
  },
  lost: 'Connection lost. Reconnecting…',
  failed: 'That did not arrive. Please try again.',
  channels: nl.channels,
  languages: { nl: 'Dutch', en: 'English' },
  notFound: { title: 'Not found', text: 'This page does not exist, or belongs to another garage.' },
  forbidden: {
    title: 'No access',
    text: 'This screen is for customer service. As a mechanic you work in your own chat.',
  },
  foreign: { title: 'Not done', text: 'The request came from another website. Open the page again and retry.' },
  malformed: { title: 'Not done', text: 'The form was not filled in completely.' },
  broken: { title: 'Something went wrong', text: 'The fault has been recorded. Please try again in a minute.' },
  back: 'To the conversations',
};

/** Words that stand on every page. */
export const common: Record<Language, typeof nl> = { nl, en };
