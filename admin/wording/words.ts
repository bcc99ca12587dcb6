import type { Language } from '../../core/customer/address.ts';
import { accountWords, auditWords, staffWords } from './accounts.ts';
import { inboxWords, refusalWords, saidWords, threadWords } from './inbox.ts';
import { privacyWords } from './privacy.ts';
import { repairWords } from './repair.ts';

function wordsOf(language: Language) {
  return {
    account: accountWords[language],
    audit: auditWords[language],
    privacy: privacyWords[language],
    common: common[language],
    inbox: inboxWords[language],
    refusals: refusalWords[language],
    repair: repairWords[language],
    said: saidWords[language],
    signIn: signIn[language],
    staff: staffWords[language],
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
  notForRole: { title: 'Geen toegang', text: 'Dit scherm is voor beheerders.' },
  staff: 'Medewerkers',
  audit: 'Logboek',
  account: 'Account',
  places: 'Schermen',
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
  notForRole: { title: 'No access', text: 'This screen is for administrators.' },
  staff: 'Staff',
  audit: 'Log',
  account: 'Account',
  places: 'Screens',
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
  forgotten: 'Wachtwoord vergeten? Een beheerder geeft u een nieuwe link.',
  code: 'Code uit uw app',
  codeTitle: 'Tweede stap',
  codeText: 'Typ de zes cijfers die uw authenticatie-app nu toont. Telefoon kwijt? Typ een van uw herstelcodes.',
  codeSubmit: 'Verder',
  wrong: 'Dit e-mailadres en wachtwoord horen niet bij elkaar.',
  wrongCode: 'Deze code klopt niet of is verlopen.',
  withMicrosoft: 'Inloggen met Microsoft',
  orMicrosoft: (email: string) => `Of zonder wachtwoord, met het Microsoft-account van ${email}:`,
  microsoftRefused:
    'Met dit Microsoft-account kunt u hier niet inloggen. Probeer het nog eens, of vraag een beheerder om een uitnodiging.',
  microsoftUnreachable: 'Microsoft antwoordt nu niet. Probeer het later nog eens, of log in met uw wachtwoord.',
  tooMany: 'Te veel pogingen. Probeer het over een kwartier nog eens.',
  setUp: {
    first: {
      title: 'Eerste beheerder',
      text: 'Maak het account waarmee u de garage beheert. Deze link werkt één keer.',
      submit: 'Account maken',
    },
    invited: {
      title: 'Uw account',
      text: 'Kies een wachtwoord. Deze link werkt één keer.',
      submit: 'Account maken',
    },
    reset: {
      title: 'Nieuw wachtwoord',
      text: 'Kies een nieuw wachtwoord. Deze link werkt één keer; overal waar u bent ingelogd, logt u opnieuw in.',
      submit: 'Wachtwoord opslaan',
    },
  },
  name: 'Naam',
  passwordHint: 'Minstens 10 tekens; een zin is goed te onthouden.',
  setupGoneTitle: 'Link verlopen',
  setupGone: 'Deze link werkt niet meer. Hij is gebruikt, verlopen of vervangen door een nieuwere.',
  faults: {
    name: 'Vul uw naam in, van hoogstens 80 gewone tekens.',
    email_malformed: 'Vul een e-mailadres in.',
    email_taken: 'Met dit e-mailadres logt al iemand in. Kies een ander adres.',
    short: 'Het wachtwoord is te kort: minstens 10 tekens.',
    long: 'Het wachtwoord is te lang: hoogstens 128 tekens.',
    published: 'Dit wachtwoord staat als voorbeeld in onze handleiding. Kies een eigen wachtwoord.',
    email: 'Het wachtwoord mag niet uw e-mailadres zijn.',
  },
  toSignIn: 'Naar het inlogscherm',
};

const signInEn: typeof signInNl = {
  title: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  forgotten: 'Forgotten your password? An administrator gives you a new link.',
  code: 'Code from your app',
  codeTitle: 'Second step',
  codeText:
    'Type the six digits that your authenticator app shows now. Lost your phone? Type one of your recovery codes.',
  codeSubmit: 'Continue',
  wrong: 'This e-mail address and password do not belong together.',
  wrongCode: 'This code is wrong or has expired.',
  withMicrosoft: 'Sign in with Microsoft',
  orMicrosoft: (email: string) => `Or without a password, with the Microsoft account of ${email}:`,
  microsoftRefused:
    'You cannot sign in here with this Microsoft account. Try again, or ask an administrator for an invitation.',
  microsoftUnreachable: 'Microsoft does not answer now. Try again later, or sign in with your password.',
  tooMany: 'Too many tries. Please try again in a quarter of an hour.',
  setUp: {
    first: {
      title: 'First administrator',
      text: 'Create the account with which you manage the garage. This link works once.',
      submit: 'Create account',
    },
    invited: {
      title: 'Your account',
      text: 'Choose a password. This link works once.',
      submit: 'Create account',
    },
    reset: {
      title: 'New password',
      text: 'Choose a new password. This link works once; wherever you are signed in, you sign in again.',
      submit: 'Save password',
    },
  },
  name: 'Name',
  passwordHint: 'At least 10 characters; a sentence is easy to remember.',
  setupGoneTitle: 'Link expired',
  setupGone: 'This link does not work any more. It was used, has expired, or was replaced by a newer one.',
  faults: {
    name: 'Fill in your name, of at most 80 ordinary characters.',
    email_malformed: 'Fill in an e-mail address.',
    email_taken: 'Somebody signs in with this e-mail address already. Choose another one.',
    short: 'The password is too short: at least 10 characters.',
    long: 'The password is too long: at most 128 characters.',
    published: 'This password stands in our manual as an example. Choose one of your own.',
    email: 'The password must not be your e-mail address.',
  },
  toSignIn: 'To the sign-in page',
};

/** Pages before sign-in. */
const signIn: Record<Language, typeof signInNl> = { nl: signInNl, en: signInEn };

/** Both languages have the same shape, so that a missing word does not compile. */
const both = {
  nl: wordsOf('nl'),
  en: wordsOf('en'),
};
