import type { Language } from '../../core/customer/address.ts';

const nl = {
  title: 'Privacy',
  export: 'Gegevens downloaden',
  exportText:
    'Alles wat over deze klant bekend is, met de bestanden, in één zip. Geef het veilig door en verwijder het daarna.',
  erase: 'Klant wissen',
  eraseText:
    'Naam, nummer, kenteken, berichten en bestanden gaan overal weg, bij alle garages. Bedragen, tijden en beslissingen blijven, onder een pseudoniem. Dit kan niet ongedaan worden gemaakt.',
  typeName: (name: string) => `Typ ter bevestiging: ${name}`,
  evenOpen: 'Ook al is een reparatie nog open. Die gaat door zonder naam, kenteken en chat.',
  otherName: 'Dat is niet de naam van deze klant. Er is niets gewist.',
  openRepairs: (numbers: string) =>
    `Een reparatie is nog open (${numbers}). Er is niets gewist. Rond die eerst af, of vink aan dat het toch moet.`,
};

const en: typeof nl = {
  title: 'Privacy',
  export: 'Download data',
  exportText:
    'All that is known of this customer, with the files, in one zip. Hand it over safely, and delete it then.',
  erase: 'Erase customer',
  eraseText:
    'Name, number, plate, messages and files go everywhere, at all garages. Amounts, times and decisions stay, under a pseudonym. This cannot be undone.',
  typeName: (name) => `Type to confirm: ${name}`,
  evenOpen: 'Even though a repair is open. It goes on without name, plate and chat.',
  otherName: 'That is not the name of this customer. Nothing was erased.',
  openRepairs: (numbers) =>
    `A repair is still open (${numbers}). Nothing was erased. Complete it first, or tick that it has to be.`,
};

export const privacyWords: Record<Language, typeof nl> = { nl, en };
