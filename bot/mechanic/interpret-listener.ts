import type { CustomerId } from '../../core/ids.ts';
import { hasPart } from '../../core/repair/queries.ts';
import type { Person } from '../../core/scene/scene.ts';
import { customerOf } from './cards-facts.ts';
import { shownWords } from './cards-plain.ts';
import { questionsOf } from './cards-state.ts';
import type { AtCar } from './chat.ts';

/**
 * Whom the mechanic's words are for: the person who is named, as long as that one has a part in the repair, else whoever wrote last
 * since a question is open, else the customer of the repair.
 */
export function listenerOf(at: AtCar, to?: CustomerId): Person {
  const { scene, view } = at;
  const partners = scene.people.filter(({ customerId }) => hasPart(view.repair, customerId));
  const named = partners.find(({ customerId }) => customerId === to);
  return named ?? askerAmong(at, partners) ?? customerOf(view, scene);
}

/** A question does not say whose it is, but who asked has been heard since. */
function askerAmong({ scene, view }: AtCar, partners: readonly Person[]): Person | undefined {
  const [first] = questionsOf(view, scene);
  if (!first) return undefined;
  const heard = partners
    .map((person) => ({ person, at: lastHeard(person) }))
    .filter(({ at }) => at >= first.raisedAt.getTime());
  return heard.reduce((last, one) => (last && last.at >= one.at ? last : one), heard[0])?.person;
}

function lastHeard({ addresses }: Person): number {
  return Math.max(0, ...addresses.map(({ lastHeardAt }) => lastHeardAt?.getTime() ?? 0));
}

/** A listener as a card may name him; whoever came by a forwarded link may have no name. */
export function nameOf({ by }: AtCar, { name }: Person): string {
  return shownWords(name, 60) || by.say.customer;
}
