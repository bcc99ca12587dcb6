/** How a simulated account behaves: like a network with buttons and cards, or like one with words only. */
export type Profile = 'buttons' | 'text';

/** A person whom the page lets a visitor play. `region` is the fixed accessible name of that person's chat. */
export type Person = {
  readonly chat: 'mechanic-1' | 'customer-buttons' | 'customer-text';
  readonly profile: Profile;
  readonly region: 'Mechanic' | 'Customer with buttons' | 'Customer with text only';
  readonly role: 'mechanic' | 'customer';
  readonly icon: 'wrench' | 'buttons' | 'text';
  /** What a network would tell as the sender's name. */
  readonly name: string;
  /** The number that a network would vouch for. */
  readonly phone?: string;
};

/** Everybody on the page, in its order. The mechanic writes on the account with buttons, because only that one has cards. */
export const people: readonly Person[] = [
  {
    chat: 'mechanic-1',
    profile: 'buttons',
    region: 'Mechanic',
    role: 'mechanic',
    icon: 'wrench',
    name: 'Mechanic',
  },
  {
    chat: 'customer-buttons',
    profile: 'buttons',
    region: 'Customer with buttons',
    role: 'customer',
    icon: 'buttons',
    name: 'Jan',
    phone: '+31612345678',
  },
  {
    chat: 'customer-text',
    profile: 'text',
    region: 'Customer with text only',
    role: 'customer',
    icon: 'text',
    name: 'Piet',
    phone: '+31687654321',
  },
];

/** The person behind a chat id, which may come from an address line. */
export function personAt(chat: string): Person | undefined {
  return people.find((person) => person.chat === chat);
}
