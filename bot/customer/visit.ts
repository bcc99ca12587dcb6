import type { Address, Language } from '../../core/customer/address.ts';
import type { NewId } from '../../core/ids.ts';
import type { Person, RepairView, Scene } from '../../core/scene/scene.ts';
import { openRepairsOf } from '../react/open-quotes.ts';
import type { CustomerInput, Step } from '../react/step.ts';
import { tell } from '../step.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';

/** One thing that one person did at one address, with all that it is looked at against. */
export type Visit = {
  readonly input: CustomerInput;
  readonly scene: Scene;
  readonly newId: NewId;
  readonly person: Person;
  readonly address: Address;
  readonly language: Language;
};

/** Undefined when the address is nobody's in this conversation. */
export function visitOf(input: CustomerInput, scene: Scene, newId: NewId): Visit | undefined {
  for (const person of scene.people) {
    const address = person.addresses.find(({ addressId }) => addressId === input.addressId);
    if (address) return { input, scene, newId, person, address, language: address.language ?? person.language };
  }
  return undefined;
}

type More = NonNullable<Parameters<typeof tell>[3]>;

/** Answers at the address that wrote. */
export function answer({ person, address }: Visit, phrase: CustomerPhrase, more: More = {}): Step {
  return tell(person.customerId, phrase, 'answer', { ...more, answerTo: address.addressId });
}

/** Where answers about a quote go. */
export function to({ person, address }: Visit) {
  return { customerId: person.customerId, answerTo: address.addressId };
}

/** The open repairs that this person has a part in: others of the conversation are nobody's business here. */
export function ownRepairs({ scene, person }: Visit): readonly RepairView[] {
  return openRepairsOf(scene, person.customerId);
}

/** Whether words of this very person wait out their seconds. */
export function isWaiting({ scene: { pendingAnswer }, person }: Visit): boolean {
  return pendingAnswer !== undefined && person.addresses.some(({ addressId }) => addressId === pendingAnswer.addressId);
}

/** Whoever comes between his own words takes them back. */
export function takeBack(visit: Visit): readonly Step[] {
  return isWaiting(visit) ? [{ do: 'void-answer' }] : [];
}
