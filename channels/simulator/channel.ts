import {
  type AcknowledgesTaps,
  type Capabilities,
  type Channel,
  type ChannelHealth,
  type ChatId,
  DeliveryError,
  type EditsMessages,
  type FetchesMedia,
  type InvitesByLink,
  type OutboundMessage,
  type Receipt,
} from '../channel.ts';
import { simulatorPaths } from './paths.ts';
import { type EntryContent, type EntryMedia, type Profile, personInChat, type SimulatorStore } from './store.ts';

export type SimulatorChannelOptions = {
  readonly profile: Profile;
  readonly store: SimulatorStore;
  readonly now: () => Date;
  readonly newId: () => string;
};

/**
 * Makes the channel of one simulated account: sent messages are stored, and the page shows them.
 * Nothing listens here; the page calls `receive`.
 */
export function createSimulatorChannel(
  options: SimulatorChannelOptions,
): Channel & EditsMessages & AcknowledgesTaps & FetchesMedia & InvitesByLink {
  const { profile, store, now, newId } = options;
  let health: ChannelHealth = { state: 'starting' };

  const send = async (to: ChatId, message: OutboundMessage): Promise<Receipt> => {
    assertReachable(profile, to);
    const { content, media } = stored(profile, message);
    const externalId = newId();
    const at = now();
    await reaching(store.append({ chat: to, direction: 'out', externalId, at: at.toISOString(), content }, media));
    return { externalId, at, state: 'delivered' };
  };

  return {
    name: 'simulator',
    capabilities: capabilitiesOf[profile],
    start: async (_receive, signal) => {
      health = { state: 'ready' };
      signal.addEventListener('abort', () => {
        health = { state: 'starting' };
      });
    },
    send,
    invitationLink: simulatorPaths.invitation,
    health: () => health,
    edit: async (to, externalId, message) => {
      assertReachable(profile, to);
      const { content, media } = stored(profile, message);
      const found = await reaching(store.replace(to, externalId, content, media));
      if (!found) {
        throw new DeliveryError('invalid', 'The chat has no message with this id', { outcome: 'permanent' });
      }
      return { externalId, at: now(), state: 'delivered' };
    },
    acknowledgeTap: async (tap, notice) => {
      const chat = chatOfTap(tap);
      if (notice === undefined || chat === undefined) return;
      const content = { kind: 'notice', text: notice } as const;
      await store.append({ chat, direction: 'out', externalId: newId(), at: now().toISOString(), content });
    },
    fetchMedia: async (reference) => {
      const { chat, externalId } = fromReference(reference);
      const media = await reaching(store.media(chat, externalId));
      if (media === undefined) {
        throw new DeliveryError('invalid', 'There is no media with this reference', { outcome: 'permanent' });
      }
      return { bytes: media.bytes, mimeType: media.mimeType };
    },
  };
}

/** Names a tap for `acknowledgeTap`, so that the notice goes back to its chat. */
export function tapOf(chat: ChatId, key: string): string {
  return `${chat}/${key}`;
}

/** Names the bytes of an entry for `fetchMedia`. */
export function mediaReference(chat: ChatId, externalId: string): string {
  return `${chat}/${externalId}`;
}

function chatOfTap(tap: string): ChatId | undefined {
  return personInChat(tap.slice(0, tap.indexOf('/')))?.chat;
}

function fromReference(reference: string): { chat: ChatId; externalId: string } {
  const at = reference.indexOf('/');
  return { chat: reference.slice(0, Math.max(at, 0)), externalId: reference.slice(at + 1) };
}

function assertReachable(profile: Profile, chat: ChatId): void {
  if (personInChat(chat)?.profile !== profile) {
    throw new DeliveryError('chat_not_found', 'The simulated account has no such chat', { outcome: 'permanent' });
  }
}

function stored(profile: Profile, message: OutboundMessage): { content: EntryContent; media?: EntryMedia } {
  const { choices, maxTextLength, cards } = capabilitiesOf[profile];
  if (message.kind === 'card') {
    if (cards !== 'full') throw unacceptable('This simulated account shows no cards');
    return { content: message };
  }
  const { text, media, contactRequest } = message;
  // An account without buttons shows none; the caller has put the choices into words.
  const buttons = choices.support === 'full' ? (message.choices ?? []) : [];
  if (text.trim() === '' && media === undefined) throw unacceptable('The message is empty');
  if (text.length > maxTextLength) throw unacceptable(`A text may have at most ${maxTextLength} characters`);
  if (buttons.length > choices.max) throw unacceptable(`A message may have at most ${choices.max} buttons`);
  if (buttons.some(({ label }) => label === '' || label.length > choices.labelLength)) {
    throw unacceptable(`The label of a button has 1 to ${choices.labelLength} characters`);
  }
  const content: EntryContent = {
    kind: 'text',
    text,
    ...(buttons.length > 0 && { choices: buttons }),
    ...(contactRequest !== undefined && { contactRequest }),
    ...(media && { media: { mimeType: media.mimeType, fileName: media.fileName } }),
  };
  return media === undefined ? { content } : { content, media };
}

function unacceptable(sentence: string) {
  return new DeliveryError('invalid', sentence, { outcome: 'permanent' });
}

/** A store that failed may have written the row before its answer was lost. */
async function reaching<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new DeliveryError('unavailable', 'The simulator could not reach its store', { outcome: 'unknown', cause });
  }
}

const shared = {
  audience: 'everybody',
  media: 'full',
  maxTextLength: 4096,
  canStartConversation: false,
  receipts: 'read',
  clockPrecisionMs: 1,
  settleWithinMs: 0,
  pace: { perSecond: 1000, atOnce: 200 },
  window: null,
} as const satisfies Partial<Capabilities>;

const capabilitiesOf: Readonly<Record<Profile, Capabilities>> = {
  buttons: { ...shared, choices: { support: 'full', max: 10, labelLength: 40 }, cards: 'full', contactRequests: true },
  text: {
    ...shared,
    choices: { support: 'fallback', max: 0, labelLength: 0 },
    cards: 'fallback',
    contactRequests: false,
  },
};
