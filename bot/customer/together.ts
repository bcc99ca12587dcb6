import type { MessageId } from '../../core/ids.ts';
import { reachedAt, showingsOf } from '../../core/scene/queries.ts';
import type { Exchanged } from '../../core/scene/scene.ts';
import type { OpenQuote } from '../react/open-quotes.ts';
import type { Together } from './reading.ts';
import type { Visit } from './visit.ts';

/** Stands for what cannot be read: it keeps the whole from being an answer. */
const UNREADABLE = '…';

/**
 * What a text continues: all that this person wrote which the newest question on the screen did not follow. Words that come within the
 * seconds after it were begun before it was read.
 */
export function together(
  visit: Visit,
  text: string,
  before: readonly Exchanged[],
  open: OpenQuote | undefined,
): Together {
  const answered = open ? before.findLastIndex(({ messageId }) => wasRead(visit, open, messageId)) : -1;
  const earlier = open ? before.slice(answered + 1).filter(({ by }) => by === 'customer') : [];
  const [first] = earlier;
  return {
    beganBefore: first !== undefined && before.indexOf(first) < sinceIn(visit, before),
    texts: [...earlier.map(({ words }) => words ?? UNREADABLE), text],
    messageIds: [...earlier.map(({ messageId }) => messageId), visit.input.messageId],
  };
}

/** From where on nothing but the newest question was said; -1 when that is longer ago. */
function sinceIn({ scene, address }: Visit, before: readonly Exchanged[]): number {
  const asked = scene.asked.get(address.addressId);
  const since = asked && 'since' in asked ? asked.since : undefined;
  return before.findIndex(({ messageId }) => messageId === since);
}

function wasRead({ scene, input, address }: Visit, open: OpenQuote, messageId: MessageId): boolean {
  const shown = showingsOf(open).find((one) => one.messageId === messageId && one.addressId === address.addressId);
  const reached = shown && reachedAt(shown, address);
  if (reached === undefined) return false;
  // Providers' times are coarse.
  const step = Math.max(1, address.skills.clockPrecisionMs);
  const floor = (at: Date): number => Math.floor(at.getTime() / step) * step;
  return floor(reached) + scene.garage.settings.wordsSettleMs <= floor(input.at);
}
