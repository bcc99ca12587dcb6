import type { Language } from '../../core/customer/address.ts';

const nl = {
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

const en: typeof nl = {
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

/** Words of the pages before somebody is signed in. */
export const signIn: Record<Language, typeof nl> = { nl, en };
