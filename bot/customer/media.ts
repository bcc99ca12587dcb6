import { openQuotesFor } from '../../core/scene/queries.ts';
import { asksQuote, type CustomerInput, itemDueAt, raise, type Step } from '../step.ts';
import { quoteFacts } from '../wording/customer/facts.ts';
import { answer, type CustomerAct, takeBack } from './customer-act.ts';
import { askWho } from './fallbacks.ts';
import { optOut } from './opt-out.ts';
import { passQuestion } from './talk.ts';
import { understand } from './understanding/understand.ts';

type Sent = Pick<Extract<CustomerInput['content'], { kind: 'media' }>, 'what' | 'caption' | 'follows'>;

/**
 * Keeps a picture, a recording or a file for a person. It is never an answer, and neither is its
 * caption, except STOP. An album is answered once.
 */
export function converseMedia(act: CustomerAct, { what, caption, follows }: Sent): readonly Step[] {
  const { scene, person, address, newId } = act;
  if (caption && askOf(caption) === 'optout') return [optOut(act)];
  if (address.frozen) return [];
  if (scene.conversation.controller.kind === 'agent') return takeBack(act);
  if (follows && !caption) return takeBack(act);
  if (!address.proven) return askWho(act);
  const [open] = openQuotesFor(scene, person.customerId);
  const quote = open && quoteFacts(scene, open.view, open.quote, open.version);
  const kept = answer(act, { kind: 'media-kept', what, quote }, open ? asksQuote(open, 'again') : {});
  if (what === 'other') return [...takeBack(act), kept];
  if (caption && askOf(caption) === 'question') return [...takeBack(act), ...passQuestion(act, open, caption), kept];
  const repairId = open?.view.repair.repairId;
  const dueAt = itemDueAt(scene, open?.view.repair.onLift ?? false);
  return [...takeBack(act), ...raise(scene, newId, { kind: 'person', owner: 'service', repairId, dueAt }), kept];
}

function askOf(caption: string) {
  const understood = understand(caption, { lines: [] });
  return 'ask' in understood ? understood.ask : undefined;
}
