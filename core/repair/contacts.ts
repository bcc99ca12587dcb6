import { accept, reject } from '../decision.ts';
import type { CustomerId } from '../ids.ts';
import { isActive, type RepairDecision, wrongStatus } from './guard.ts';
import type { Contact, Repair, RepairCommandOf } from './repair.ts';

/**
 * Contacts may change until the repair is over, because somebody may still have to be told or to
 * pay. A customer who decides may add and remove other deciders; only the garage changes who is
 * informed and who pays.
 */
export function changeContacts({ data, meta }: RepairCommandOf<'ChangeContacts'>, repair: Repair): RepairDecision {
  if (!isActive(repair) && repair.status !== 'completed') return reject(wrongStatus(repair));
  const { contacts: before } = repair;
  const { contacts } = data;
  if (meta.by.kind === 'customer' && !sharesTheSay(meta.by.customerId, before, contacts))
    return reject({ code: 'NotStaff' });
  return sameContacts(before, contacts)
    ? accept()
    : accept({ type: 'ContactsChanged', data: { ...data, before }, meta });
}

/**
 * A customer may add deciders and remove those who do not pay, never themselves. Everything else
 * stays as it was.
 */
function sharesTheSay(by: CustomerId, before: readonly Contact[], after: readonly Contact[]): boolean {
  if (!before.some(({ customerId, decides }) => customerId === by && decides)) return false;
  if (new Set(after.map(({ customerId }) => customerId)).size < after.length) return false;
  const kept = before.every((old) => {
    const now = contactOf(after, old.customerId);
    if (!now || now.informed !== old.informed || now.pays !== old.pays) return false;
    return now.decides || !old.decides || !(old.pays || old.customerId === by);
  });
  const known = ({ customerId, informed, pays }: Contact): boolean =>
    contactOf(before, customerId) !== undefined || (!informed && !pays);
  return kept && after.every(known);
}

function contactOf(contacts: readonly Contact[], customerId: CustomerId): Contact | undefined {
  return contacts.find((contact) => contact.customerId === customerId);
}

export function addDecider(contacts: readonly Contact[], customerId: CustomerId): readonly Contact[] {
  return contactOf(contacts, customerId)
    ? contacts.map((contact) => (contact.customerId === customerId ? { ...contact, decides: true } : contact))
    : [...contacts, { customerId, informed: false, decides: true, pays: false }];
}

/**
 * Removes the right to decide and keeps the person on the list, even without any part: what they
 * still tap or write about the repair is then refused and kept, and does not look like a
 * stranger's.
 */
export function removeDecider(contacts: readonly Contact[], customerId: CustomerId): readonly Contact[] {
  return contacts.map((contact) => (contact.customerId === customerId ? { ...contact, decides: false } : contact));
}

/**
 * Lets a person follow a repair in the place of one who has no chat, or beside. Who pays stays who
 * pays.
 */
export function followInstead(
  contacts: readonly Contact[],
  customerId: CustomerId,
  instead: CustomerId | undefined,
): readonly Contact[] {
  return addDecider(contacts, customerId).map((contact) => {
    if (contact.customerId === customerId) return { ...contact, informed: true };
    return contact.customerId === instead ? { ...contact, informed: false, decides: false } : contact;
  });
}

/** Returns those who decide after a change and did not before. */
export function newDeciders(before: readonly Contact[], after: readonly Contact[]): readonly CustomerId[] {
  return deciding(after).filter((customerId) => !deciding(before).includes(customerId));
}

function deciding(contacts: readonly Contact[]): readonly CustomerId[] {
  return contacts.filter(({ decides }) => decides).map(({ customerId }) => customerId);
}

function sameContacts(before: readonly Contact[], after: readonly Contact[]): boolean {
  return (
    before.length === after.length &&
    before.every((contact, index) => {
      const other = after[index];
      return (
        other !== undefined &&
        contact.customerId === other.customerId &&
        contact.informed === other.informed &&
        contact.decides === other.decides &&
        contact.pays === other.pays
      );
    })
  );
}
