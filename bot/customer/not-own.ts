import { isAskedAbout, openQuotesFor } from '../../core/scene/queries.ts';
import type { CustomerInput, NotOwnWords, Step } from '../step.ts';
import { raise, redAt } from '../step.ts';
import type { UnclearReason } from '../wording/customer/phrase.ts';
import { offerLink } from './deciders.ts';
import { askWho, notAnAnswer, passOn } from './fallbacks.ts';
import { converseMedia } from './media.ts';
import { converseText } from './text.ts';
import { understand } from './understanding/understand.ts';
import { takeBack, type Visit } from './visit.ts';

type Text = Parameters<typeof converseText>[1];
type Media = Extract<CustomerInput['content'], { kind: 'media' }>;

/** A text with words that are not the writer's own: what is own is read and binds nothing, all else is no command of any kind. */
export function converseNotOwn(visit: Visit, text: Text, { why, own }: NotOwnWords): readonly Step[] {
  if (own !== '') return converseText(visit, { ...text, text: own }, reasons[why]);
  const { scene, address } = visit;
  if (address.frozen) return [];
  if (scene.conversation.controller.kind === 'agent') return takeBack(visit);
  if (!address.proven) return askWho(visit);
  if (openQuotesFor(scene, visit.person.customerId).length > 0) return askSelf(visit, text.text, why);
  const personWaits = scene.conversation.items.some(({ kind }) => kind === 'person');
  return [...takeBack(visit), ...(personWaits ? [] : passOn(visit))];
}

/** Words below a picture never answer; where somebody else's look like an answer, the customer is asked for the own one. */
export function converseNotOwnMedia(visit: Visit, media: Media, { why, own }: NotOwnWords): readonly Step[] {
  const { scene, person, address, newId } = visit;
  const [open] = openQuotesFor(scene, person.customerId);
  const isHeard = !address.frozen && address.proven && scene.conversation.controller.kind === 'bot';
  if (own !== '' || !media.caption || !open || !isHeard)
    return converseMedia(visit, { ...media, caption: own || undefined });
  const { repairId, onLift } = open.view.repair;
  const item = { kind: 'person', owner: 'service', repairId, dueAt: redAt(scene, onLift) } as const;
  return [...raise(scene, newId, item), ...askSelf(visit, media.caption, why)];
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

/** The question once more, for an answer of one's own; whoever's answer was passed on may give it there. */
function askSelf(visit: Visit, text: string, why: NotOwnWords['why']): readonly Step[] {
  const { scene, person, address } = visit;
  const open = openQuotesFor(scene, person.customerId);
  const newest = open.find((one) => isAskedAbout(scene.asked.get(address.addressId), one)) ?? open[0];
  const answers = newest && (why === 'forwarded' || why === 'quoted') && isAnswer(text);
  // The question comes last: behind anything else a plain answer would only be asked for once more.
  return [...(answers ? [offerLink(visit, newest.view)] : []), ...notAnAnswer(visit, { open, newest }, reasons[why])];
}

function isAnswer(text: string): boolean {
  const understood = understand(text, { lines: [] });
  return 'answer' in understood || understood.ask.startsWith('confirm-') || understood.ask === 'choose-lines';
}
