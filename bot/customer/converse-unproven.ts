import type { Step } from '../react/step.ts';
import { byBot, clearUnclear, command } from '../step.ts';
import { promiseCall } from './converse-call.ts';
import { speakLanguage } from './converse-language.ts';
import { passOn } from './converse-person.ts';
import { askWho, disown, sayYes } from './converse-who.ts';
import type { Command } from './understanding/commands.ts';
import type { Understood } from './understanding/understand.ts';
import type { Visit } from './visit.ts';

/** Only a plain yes to "Did you bring us this car?" opens anything; a stranger may have this number. */
export function converseUnproven(
  visit: Visit,
  text: string,
  understood: Understood,
  said: Command | undefined,
): readonly Step[] {
  const { scene, address } = visit;
  const asked = scene.asked.get(address.addressId)?.kind === 'my-car';
  const ask = 'ask' in understood ? understood.ask : undefined;
  if (said?.kind === 'language') return speakLanguage(visit, said.language);
  if (ask === 'call') return promiseCall(visit, undefined);
  if (ask === 'person' && !asksWho.test(text)) return passOn(visit);
  if (ask === 'wrong-person') return disown(visit);
  if (!asked) return askWho(visit);
  if (isYes(text, understood, said)) return [...clearUnclear(scene), sayYes(visit)];
  const isReject = 'answer' in understood && understood.answer === 'reject';
  return isReject || isNo(text) ? disown(visit) : askOnceMore(visit);
}

/** The question that is put here says who writes. */
const asksWho =
  /\b(?:wie (?:is|zijn) (?:dit|dat|jullie)|wie (?:bent u|ben je)|who(?:'s| is| are) (?:this|you|dis))\b/iu;

const yes = /^\W*(?:ja+|jawel|yes|yep|yeah|jazeker|zeker|klopt|inderdaad|correct|right|that'?s right)\b/iu;
const doubt = /\b(?:niet|geen|nee|not|no|never|nooit|maar|but|verkeerde?|wrong|onjuist|welke|which)\b|\?/iu;
const most = 8;

function isYes(text: string, understood: Understood, said: Command | undefined): boolean {
  const plain = 'answer' in understood || said?.kind === 'confirmation' || text.trim().split(/\s+/u).length <= most;
  return plain && yes.test(text) && !doubt.test(text);
}

function isNo(text: string): boolean {
  return /^\W*(?:nee+|neen|no|nope)\b\W*(?:hoor|sorry|thanks|bedankt)?\W*$/iu.test(text);
}

/** The bot does not ask for ever: the second time a person looks, and then it waits for that person. */
function askOnceMore(visit: Visit): readonly Step[] {
  const { conversationId, unclear } = visit.scene.conversation;
  const count = command({ type: 'CountUnclear', data: { conversationId }, meta: byBot(visit.scene) });
  if (unclear === 0) return [count, ...askWho(visit)];
  return unclear === 1 ? [count, ...passOn(visit)] : [count];
}
