import type { Address } from '../customer/address.ts';
import type { MessageId } from '../ids.ts';
import type { AskedQuestion, Scene } from '../scene/scene.ts';
import type { TurnContext } from './context.ts';

/** Keeps what a message asks. Whatever is said ends an older question about a quote: a yes that follows may be meant for the newer words. */
export async function noteAsked<Phrase, Card>(
  { store, now }: TurnContext<Phrase, Card>,
  { asked, conversation: { conversationId } }: Scene,
  { addressId }: Address,
  asks: AskedQuestion | undefined,
  messageId: MessageId,
): Promise<Scene['asked']> {
  const before = asked.get(addressId);
  const newest =
    asks && asks.kind !== 'other'
      ? withSince(asks, before, messageId)
      : (afterQuote(before) ?? asks ?? afterwards(before));
  if (!newest) return asked;
  await store.setAsked(addressId, newest, { conversationId, at: now });
  return new Map([...asked, [addressId, newest]]);
}

/** Which quote was asked about before is kept, so that an answer to it finds its conversation. */
function afterQuote(before: AskedQuestion | undefined): AskedQuestion | undefined {
  return before && 'quoteId' in before
    ? { kind: 'after-quote', quoteId: before.quoteId, version: before.version }
    : undefined;
}

/** A yes after other words stops no messages, either. */
function afterwards(before: AskedQuestion | undefined): AskedQuestion | undefined {
  return before?.kind === 'confirm-optout' ? { kind: 'other' } : undefined;
}

/** A question about a quote goes on from where the same was asked before, in whatever words. */
function withSince(asks: AskedQuestion, before: AskedQuestion | undefined, messageId: MessageId): AskedQuestion {
  if (asks.kind !== 'quote' && asks.kind !== 'confirm-none' && asks.kind !== 'confirm-lines') return asks;
  const since = goesOn(asks, before) && before && 'since' in before ? before.since : messageId;
  return { ...asks, since };
}

/** A no to the quote is one to "not at all?"; a yes to that, or to some lines, is none to the quote. */
function goesOn(
  asks: Extract<AskedQuestion, { kind: 'quote' | 'confirm-none' | 'confirm-lines' }>,
  before: AskedQuestion | undefined,
): boolean {
  if (before?.kind !== 'quote' && before?.kind !== 'confirm-none') return false;
  if (before.quoteId !== asks.quoteId || before.version !== asks.version) return false;
  return asks.kind === 'confirm-none' || asks.kind === before.kind;
}
