import type { Language } from '../../core/customer/address.ts';
import { inboxWords, refusalWords, saidWords, threadWords } from './inbox.ts';
import { repairWords } from './repair.ts';

function wordsOf(language: Language) {
  return {
    common: common[language],
    inbox: inboxWords[language],
    refusals: refusalWords[language],
    repair: repairWords[language],
    said: saidWords[language],
    signIn: signIn[language],
    thread: threadWords[language],
  };
}

export type Words = ReturnType<typeof wordsOf>;

export function wordsIn(language: Language): Words {
  return both[language];
}

const commonNl = {
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

const commonEn: typeof commonNl = {
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
  channels: commonNl.channels,
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

/** Words on every page. */
const common: Record<Language, typeof commonNl> = { nl: commonNl, en: commonEn };

const signInNl = {
  title: 'Inloggen',
  email: 'E-mailadres',
  password: 'Wachtwoord',
  submit: 'Inloggen',
  code: 'Code uit uw app',
  codeTitle: 'Tweede stap',
  codeText: 'Typ de zes cijfers die uw authenticatie-app nu toont.',
  codeSubmit: 'Verder',
  wrong: 'Dit e-mailadres en wachtwoord horen niet bij elkaar.',
  wrongCode: 'Deze code klopt niet of is verlopen.',
  tooMany: 'Te veel pogingen. Probeer het over een kwartier nog eens.',
  setupTitle: 'Eerste beheerder',
  setupText: 'Maak het account waarmee u de garage beheert. Deze link werkt één keer.',
  name: 'Naam',
  passwordHint: 'Minstens 12 tekens; een zin is goed te onthouden.',
  setupSubmit: 'Account maken',
  setupGone: 'Deze link werkt niet meer. Hij is gebruikt, verlopen of vervangen door een nieuwere.',
  setupInvalid: 'Vul een naam, een e-mailadres en een wachtwoord van minstens 12 tekens in.',
  toSignIn: 'Naar het inlogscherm',
};

const signInEn: typeof signInNl = {
  title: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  code: 'Code from your app',
  codeTitle: 'Second step',
  codeText: 'Type the six digits that your authenticator app shows now.',
  codeSubmit: 'Continue',
  wrong: 'This e-mail address and password do not belong together.',
  wrongCode: 'This code is wrong or has expired.',
  tooMany: 'Too many tries. Please try again in a quarter of an hour.',
  setupTitle: 'First administrator',
  setupText: 'Create the account with which you manage the garage. This link works once.',
  name: 'Name',
  passwordHint: 'At least 12 characters; a sentence is easy to remember.',
  setupSubmit: 'Create account',
  setupGone: 'This link does not work any more. It was used, has expired, or was replaced by a newer one.',
  setupInvalid: 'Fill in a name, an e-mail address and a password of at least 12 characters.',
  toSignIn: 'To the sign-in page',
};

/** Pages before sign-in. */
const signIn: Record<Language, typeof signInNl> = { nl: signInNl, en: signInEn };

/** Both languages have the same shape, so that a missing word does not compile. */
const both = {
  nl: wordsOf('nl'),
  en: wordsOf('en'),
};
