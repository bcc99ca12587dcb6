import { openQuotesFor } from '../../core/scene/queries.ts';
import { asksQuote, type CustomerInput, raise, redAt, type Step } from '../step.ts';
import { quoteFacts } from '../wording/customer/facts.ts';
import { askWho } from './fallbacks.ts';
import { optOut } from './opt-out.ts';
import { passQuestion } from './talk.ts';
import { understand } from './understanding/understand.ts';
import { answer, takeBack, type Visit } from './visit.ts';

type Sent = Pick<Extract<CustomerInput['content'], { kind: 'media' }>, 'what' | 'caption' | 'follows'>;

/**
 * A picture, a recording or a file is kept for a person, and is never an answer; nor is what stands below it, apart from STOP. An album is
 * answered once.
 */
export function converseMedia(visit: Visit, { what, caption, follows }: Sent): readonly Step[] {
  const { scene, person, address, newId } = visit;
  if (caption && askOf(caption) === 'optout') return [optOut(visit)];
  if (address.frozen) return [];
  if (scene.conversation.controller.kind === 'agent') return takeBack(visit);
  if (follows && !caption) return takeBack(visit);
  if (!address.proven) return askWho(visit);
  const [open] = openQuotesFor(scene, person.customerId);
  const quote = open && quoteFacts(scene, open.view, open.quote, open.version);
  const kept = answer(visit, { kind: 'media-kept', what, quote }, open ? asksQuote(open, 'again') : {});
  if (what === 'other') return [...takeBack(visit), kept];
  if (caption && askOf(caption) === 'question')
    return [...takeBack(visit), ...passQuestion(visit, open, caption), kept];
  const repairId = open?.view.repair.repairId;
  const dueAt = redAt(scene, open?.view.repair.onLift ?? false);
  return [...takeBack(visit), ...raise(scene, newId, { kind: 'person', owner: 'service', repairId, dueAt }), kept];
}

function askOf(caption: string) {
  const understood = understand(caption, { lines: [] });
  return 'ask' in understood ? understood.ask : undefined;
}
