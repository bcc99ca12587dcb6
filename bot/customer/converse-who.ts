import type { Step } from '../react/step.ts';
import { command } from '../step.ts';
import { introduction } from '../wording/customer/facts.ts';
import { answer, type Visit } from './visit.ts';

/** The person behind this address says that it is the customer's. */
export function sayYes({ scene, person, address }: Visit): Step {
  return command({
    type: 'LinkAddress',
    data: {
      conversationId: scene.conversation.conversationId,
      addressId: address.addressId,
      how: 'said_yes',
      customerId: person.customerId,
    },
    meta: { at: scene.now, by: { kind: 'customer', customerId: person.customerId, addressId: address.addressId } },
  });
}

/** Nothing goes there any more, this answer aside. */
export function disown(visit: Visit): readonly Step[] {
  const { scene, person, address } = visit;
  return [
    answer(visit, { kind: 'wrong-number' }),
    command({
      type: 'DisownAddress',
      data: { conversationId: scene.conversation.conversationId, addressId: address.addressId },
      meta: { at: scene.now, by: { kind: 'customer', customerId: person.customerId, addressId: address.addressId } },
    }),
  ];
}

/** The question whether this is the customer, and nothing else about the car. */
export function askWho(visit: Visit): readonly Step[] {
  const phrase = introduction(visit.scene);
  return phrase ? [answer(visit, phrase, { asks: { kind: 'my-car' } })] : [answer(visit, { kind: 'no-repair' })];
}
