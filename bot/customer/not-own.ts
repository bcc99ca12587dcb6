import { isAskedAbout, openQuotesFor } from '../../core/scene/queries.ts';
import type { CustomerInput, NotOwnWords, Step } from '../step.ts';
import { itemDueAt, raise } from '../step.ts';
import type { UnclearReason } from '../wording/customer/phrase.ts';
import { type CustomerAct, takeBack } from './customer-act.ts';
import { offerLink } from './deciders.ts';
import { askWho, notAnAnswer, passOn } from './fallbacks.ts';
import { converseMedia } from './media.ts';
import { converseText } from './text.ts';
import { understand } from './understanding/understand.ts';

type Text = Parameters<typeof converseText>[1];
type Media = Extract<CustomerInput['content'], { kind: 'media' }>;

/**
 * Reads only the writer's own words of a text, and they do not bind. All others are no command of
 * any kind.
 */
export function converseNotOwn(act: CustomerAct, text: Text, { why, own }: NotOwnWords): readonly Step[] {
  if (own !== '') return converseText(act, { ...text, text: own }, reasons[why]);
  const { scene, address } = act;
  if (address.frozen) return [];
  if (scene.conversation.controller.kind === 'agent') return takeBack(act);
  if (!address.proven) return askWho(act);
  if (openQuotesFor(scene, act.person.customerId).length > 0) return askSelf(act, text.text, why);
  const personWaits = scene.conversation.items.some(({ kind }) => kind === 'person');
  return [...takeBack(act), ...(personWaits ? [] : passOn(act))];
}

/**
 * A caption never answers. If words of another person in it look like an answer, the customer is
 * asked for their own.
 */
export function converseNotOwnMedia(act: CustomerAct, media: Media, { why, own }: NotOwnWords): readonly Step[] {
  const { scene, person, address, newId } = act;
  const [open] = openQuotesFor(scene, person.customerId);
  const isHeard = !address.frozen && address.proven && scene.conversation.controller.kind === 'bot';
  if (own !== '' || !media.caption || !open || !isHeard)
    return converseMedia(act, { ...media, caption: own || undefined });
  const { repairId, onLift } = open.view.repair;
  const item = { kind: 'person', owner: 'service', repairId, dueAt: itemDueAt(scene, onLift) } as const;
  return [...raise(scene, newId, item), ...askSelf(act, media.caption, why)];
}

const reasons: Readonly<Record<NotOwnWords['why'], UnclearReason>> = {
  forwarded: 'not_own',
  via: 'not_own',
  automatic: 'not_own',
  quoted: 'marked_words',
  struck: 'marked_words',
  elsewhere: 'elsewhere',
  overtaken: 'edited',
};

/**
 * Asks for an answer in the customer's own words. The person whose answer was forwarded may get a
 * link to decide.
 */
function askSelf(act: CustomerAct, text: string, why: NotOwnWords['why']): readonly Step[] {
  const { scene, person, address } = act;
  const open = openQuotesFor(scene, person.customerId);
  const newest = open.find((one) => isAskedAbout(scene.asked.get(address.addressId), one)) ?? open[0];
  const answers = newest && (why === 'forwarded' || why === 'quoted') && isAnswer(text);
  // The question comes last: behind anything else a plain answer would only be asked for again.
  return [...(answers ? [offerLink(act, newest.view)] : []), ...notAnAnswer(act, { open, newest }, reasons[why])];
}

function isAnswer(text: string): boolean {
  const understood = understand(text, { lines: [] });
  return 'answer' in understood || understood.ask.startsWith('confirm-') || understood.ask === 'choose-lines';
}
