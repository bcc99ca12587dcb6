import type { LinkUse } from '../../../core/application/party.ts';
import type { Language } from '../../../core/customer/address.ts';
import { assertNever } from '../../../core/decision.ts';

const workplaceNl = {
  who: 'Wie bent u?',
  afterwards: (said: string) => `Daarna doe ik: ${said}`,
  byLetters: 'Typ uw letters.',
  nobody: 'Bij deze garage is nog geen monteur bekend. Vraag het uw beheerder.',
  notHere: 'Deze naam hoort niet meer bij deze werkplek.',
  tooMuch: 'Dit heb ik niet bewaard. Kies eerst wie u bent.',
  missed: (said: string) => `Niet gedaan, want het is te lang geleden: ${said}. Typ het opnieuw als het nog geldt.`,
  below: 'De vraag staat nu hieronder.',
  onDuty: (until: string) => `U werkt hier tot ${until}. Komt er iemand anders, typ dan wissel.`,
  switch: 'Iemand anders',
  mechanic: 'Monteur',
  photo: 'een foto',
  button: 'een knop',
  something: 'een bericht',
  linkedAlready: (name: string) => `Deze chat is al gekoppeld als werkplek ${name}.`,
};
const workplaceEn: typeof workplaceNl = {
  who: 'Who are you?',
  afterwards: (said) => `Then I do: ${said}`,
  byLetters: 'Type your letters.',
  nobody: 'No mechanic of this garage is known yet. Ask your administrator.',
  notHere: 'This name does not belong to this workplace any more.',
  tooMuch: 'I have not kept this. Choose who you are first.',
  missed: (said) => `Not done, because it is too long ago: ${said}. Type it again if it still holds.`,
  below: 'The question is below now.',
  onDuty: (until) => `You work here until ${until}. When somebody else comes, type switch.`,
  switch: 'Somebody else',
  mechanic: 'Mechanic',
  photo: 'a photo',
  button: 'a button',
  something: 'a message',
  linkedAlready: (name) => `This chat is already linked as workplace ${name}.`,
};

/** Sentences at a shared workplace about who is on duty. */
export const workplaceWords: Readonly<Record<Language, typeof workplaceNl>> = { nl: workplaceNl, en: workplaceEn };

const linkNl = {
  staff: (name: string) => `Gelukt, ${name}. Deze chat hoort nu bij u. Typ hulp voor wat u hier kunt doen.`,
  workplace: (name: string, garage: string) =>
    `Gelukt. Dit is nu werkplek ${name} van ${garage}. Wie hier begint, kiest eerst zijn naam.`,
  posts: (garage: string) =>
    `Gelukt. Het werkplaatsnieuws van ${garage} komt voortaan hier. Antwoorden kan in uw eigen chat met mij.`,
  refused: {
    unknown: 'Deze code klopt niet of is al gebruikt. Vraag uw beheerder om een nieuwe code.',
    'read-by-others':
      'Deze code is voor een chat waarin niemand meeleest. Iedereen hier heeft hem gezien, dus hij werkt niet meer. ' +
      'Vraag uw beheerder om een nieuwe en typ die in uw eigen chat met mij.',
    'not-shared': 'Deze code is voor een kanaal van een team. Typ hem daar; hij blijft geldig.',
  },
  tooOften: 'Er zijn hier te veel codes geprobeerd. Probeer het over 10 minuten opnieuw.',
  ofCustomer:
    'In deze chat bent u klant, en een code die hier staat, werkt niet meer. ' +
    'Gebruik voor uw werk een andere chat en vraag uw beheerder om een nieuwe code.',
  /** To an unknown person in a network for staff. */
  howTo: 'Ik ken u hier nog niet. Typ koppel CODE; de code krijgt u van uw beheerder.',
  howToPost: 'Dit kanaal is nog niet gekoppeld. Typ koppel CODE; de code krijgt u van uw beheerder.',
  ofTheCustomer: 'Deze link is voor de klant en blijft geldig: deze chat is uw werkplek. Laat de klant hem openen.',
  readOnly: 'Hier plaats ik alleen nieuws van de werkplaats, en ik lees niet mee. Schrijf me in uw eigen chat met mij.',
};
const linkEn: typeof linkNl = {
  staff: (name) => `Done, ${name}. This chat is yours now. Type help to see what you can do here.`,
  workplace: (name, garage) =>
    `Done. This is workplace ${name} of ${garage} now. Whoever begins here chooses their name first.`,
  posts: (garage) => `Done. The workshop news of ${garage} comes here from now on. Answer in your own chat with me.`,
  refused: {
    unknown: 'This code is not right or has been used. Ask your administrator for a new one.',
    'read-by-others':
      'This code is for a chat that nobody reads along in. Everybody here has seen it, so it has stopped working. ' +
      'Ask your administrator for a new one, and type it in your own chat with me.',
    'not-shared': 'This code is for a channel of a team. Type it there; it stays valid.',
  },
  tooOften: 'Too many codes were tried here. Try again in 10 minutes.',
  ofCustomer:
    'In this chat you are a customer, and a code that stands here has stopped working. ' +
    'Use another chat for your work, and ask your administrator for a new code.',
  howTo: 'I do not know you here yet. Type link CODE; your administrator gives you the code.',
  howToPost: 'This channel is not linked yet. Type link CODE; your administrator gives you the code.',
  ofTheCustomer:
    'This link is for the customer and stays valid: this chat is your workplace. Let the customer open it.',
  readOnly: 'I only post news of the workshop here, and I do not read along. Write to me in your own chat with me.',
};

/** Sentences about codes, and to chats that are nobody's. */
export const linkWords: Readonly<Record<Language, typeof linkNl>> = { nl: linkNl, en: linkEn };

/** Says what a code did; a member of staff reads it in their own language. */
export function saidOfLink(use: LinkUse, language: Language): string {
  switch (use.kind) {
    case 'staff':
      return linkWords[use.language].staff(use.name);
    case 'workplace':
      return linkWords[language].workplace(use.name, use.garageName);
    case 'posts':
      return linkWords[language].posts(use.garageName);
    case 'refused':
      return linkWords[language].refused[use.why];
    default:
      return assertNever(use);
  }
}
