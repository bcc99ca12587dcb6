import type { CustomerId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';

const titles = /^(?:de|den|dhr|heer|meneer|mevr|mevrouw|mw|mej|fam|familie|dr|ir|ing|drs|mr|mrs|ms|miss|sir|madam)$/iu;

/** The first name of `Karin de Vries`; undefined for `Mevr. De Vries`, `J. Jansen` and where nobody gave a name. */
export function firstName(name: string): string | undefined {
  const [first = ''] = name.trim().split(/\s+/u);
  return /^\p{L}[\p{L}'’-]+$/u.test(first) && !titles.test(first) ? first : undefined;
}

/** The first name of somebody with a part in the conversation's repairs. */
export function firstNameOf({ people }: Scene, customerId: CustomerId): string | undefined {
  return firstName(people.find((one) => one.customerId === customerId)?.name ?? '');
}
