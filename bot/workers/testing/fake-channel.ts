import type { Capabilities, Channel, EditsMessages, OutboundMessage, Receipt } from '../../../channels/channel.ts';

type SentText = {
  readonly chat: string;
  readonly text: string;
  readonly edits?: string;
  /** The name of the picture that stands with it. */
  readonly picture?: string;
};

/**
 * Plays the network for one message; throwing a DeliveryError refuses it. The message counts as
 * arrived when this was called.
 */
export type Network = (sent: SentText, nth: number) => Promise<Partial<Receipt> | undefined>;

/** A message as the network shows it now. */
type ShownMessage = { readonly externalId: string; readonly chat: string; readonly message: OutboundMessage };

export type FakeChannel = Channel &
  EditsMessages & {
    readonly arrived: SentText[];
    /** What a chat shows, oldest first; an edit shows where its message stands. */
    shown(chat: string): readonly ShownMessage[];
  };

export const plainCapabilities: Capabilities = {
  audience: 'everybody',
  choices: { support: 'full', max: 10, labelLength: 60 },
  cards: 'fallback',
  media: 'full',
  contactRequests: false,
  maxTextLength: 4096,
  canStartConversation: true,
  receipts: 'none',
  clockPrecisionMs: 1,
  settleWithinMs: 0,
  pace: { perSecond: 100_000, atOnce: 100_000 },
  window: null,
};

/** A network of the test's own: it keeps what arrived, in order, and answers as `network` says. */
export function createFakeChannel(
  network: Network = async () => undefined,
  capabilities: Partial<Capabilities> = {},
): FakeChannel {
  const arrived: SentText[] = [];
  const showing = new Map<string, ShownMessage>();
  let nth = 0;
  const take = async (sent: SentText, message: OutboundMessage): Promise<Receipt> => {
    nth++;
    const mine = nth;
    arrived.push(sent);
    const told = await network(sent, mine).catch((error) => {
      if (error instanceof Error && 'outcome' in error && error.outcome !== 'unknown')
        arrived.splice(arrived.indexOf(sent), 1);
      throw error;
    });
    const receipt = { externalId: sent.edits ?? `x${mine}`, at: new Date(), state: 'sent', ...told } as const;
    showing.set(receipt.externalId, { externalId: receipt.externalId, chat: sent.chat, message });
    return receipt;
  };
  return {
    name: 'simulator',
    capabilities: { ...plainCapabilities, ...capabilities },
    start: async () => undefined,
    send: (chat, message) => take({ chat, text: textOf(message), ...pictureOf(message) }, message),
    edit: (chat, externalId, message) => take({ chat, text: textOf(message), edits: externalId }, message),
    shown: (chat) => [...showing.values()].filter((one) => one.chat === chat),
    health: () => ({ state: 'ready' }),
    arrived,
  };
}

function pictureOf(message: OutboundMessage): Pick<SentText, 'picture'> {
  return message.kind === 'text' && message.media ? { picture: message.media.fileName } : {};
}

function textOf(message: OutboundMessage): string {
  return message.kind === 'card' ? message.card.title : message.text;
}

type Nothing = undefined | null | false;

/** Waits for a state of the world; fails when it does not come within 15 s. */
export async function until<T>(look: () => Promise<T | Nothing> | T | Nothing): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (Date.now() > end) throw new Error('What was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A log that nobody reads. */
export const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
