import type { Step } from '../react/step.ts';
import { askWho } from './converse-who.ts';
import { answer, type Visit } from './visit.ts';

/** A number is kept only when the network vouches that it is the sender's own; it proves nothing about the car. */
export function converseContact(visit: Visit, phone: string, own: boolean): readonly Step[] {
  const { address, person } = visit;
  if (address.frozen) return [];
  if (!address.proven) return askWho(visit);
  if (!own) return [answer(visit, { kind: 'phone-refused' })];
  return [{ do: 'keep-phone', customerId: person.customerId, phone }, answer(visit, { kind: 'phone-kept' })];
}
