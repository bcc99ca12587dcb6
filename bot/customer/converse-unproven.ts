import { introduction } from '../react/facts.ts';
import type { Step } from '../react/step.ts';
import { byBot, clearUnclear, command } from '../react/steps.ts';
import { passOn, promiseCall } from './converse-person.ts';
import type { Understanding } from './intent.ts';
import { answer, type Visit } from './visit.ts';

/** Only a plain yes to "Did you bring us this car?" opens anything; a stranger may have this number. */
export const converseUnproven = (visit: Visit, text: string, { kind }: Understanding): readonly Step[] => {
  const { scene, address } = visit;
  const asked = scene.asked.get(address.addressId)?.kind === 'my-car';
  if (kind === 'call') return promiseCall(visit, 'now', undefined);
  if (kind === 'human' || kind === 'complaint' || kind === 'stop-work') return passOn(visit);
  if (kind === 'wrong-person') return disown(visit);
  if (!asked) return askWho(visit);
  if (isYes(text, kind)) return [...clearUnclear(scene), sayYes(visit)];
  return kind === 'reject' || isNo(text) ? disown(visit) : askOnceMore(visit);
};

const yes = /^\W*(?:ja+|jawel|yes|yep|yeah|jazeker|zeker|klopt|inderdaad|correct|right|that'?s right)\b/iu;
const doubt = /\b(?:niet|geen|nee|not|no|never|nooit|maar|but|verkeerde?|wrong|onjuist|welke|which)\b|\?/iu;
const most = 8;

const isYes = (text: string, kind: Understanding['kind']): boolean => {
  const plain = kind === 'approve' || kind === 'confirm' || text.trim().split(/\s+/u).length <= most;
  return plain && yes.test(text) && !doubt.test(text);
};

const isNo = (text: string): boolean => /^\W*(?:nee+|neen|no|nope)\b\W*(?:hoor|sorry|thanks|bedankt)?\W*$/iu.test(text);

/** The person behind this address says that it is the customer's. */
export const sayYes = ({ scene, person, address }: Visit): Step =>
  command({
    type: 'LinkAddress',
    data: {
      conversationId: scene.conversation.conversationId,
      addressId: address.addressId,
      how: 'said_yes',
      customerId: person.customerId,
    },
    meta: { at: scene.now, by: { kind: 'customer', customerId: person.customerId, addressId: address.addressId } },
  });

/** Nothing goes there any more, this answer aside. */
export const disown = (visit: Visit): readonly Step[] => {
  const { scene, person, address } = visit;
  return [
    answer(visit, { kind: 'wrong-number' }),
    command({
      type: 'DisownAddress',
      data: { conversationId: scene.conversation.conversationId, addressId: address.addressId },
      meta: { at: scene.now, by: { kind: 'customer', customerId: person.customerId, addressId: address.addressId } },
    }),
  ];
};

/** The question whether this is the customer, and nothing else about the car. */
export const askWho = (visit: Visit): readonly Step[] => {
  const phrase = introduction(visit.scene);
  return phrase ? [answer(visit, phrase, { asks: { kind: 'my-car' } })] : [answer(visit, { kind: 'no-repair' })];
};

/** The bot does not ask for ever: the second time a person looks, and then it waits for that person. */
const askOnceMore = (visit: Visit): readonly Step[] => {
  const { conversationId, unclear } = visit.scene.conversation;
  const count = command({ type: 'CountUnclear', data: { conversationId }, meta: byBot(visit.scene) });
  if (unclear === 0) return [count, ...askWho(visit)];
  return unclear === 1 ? [count, ...passOn(visit)] : [count];
};
