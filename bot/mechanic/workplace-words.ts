import type { Language } from '../../core/customer/address.ts';

const nl = {
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
const en: typeof nl = {
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

/** What is said at a shared workplace about who stands there. */
export const workplaceWords: Readonly<Record<Language, typeof nl>> = { nl, en };
