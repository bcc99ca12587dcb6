import { plainCapabilities } from '../../bot/workers/testing/fake-channel.ts';
import type {
  Capabilities,
  Channel,
  ChannelName,
  EditsMessages,
  FetchesMedia,
  OutboundMessage,
  Receipt,
} from '../../channels/channel.ts';

/** A message of the bot as a chat shows it now, so after edits. */
export type ShownNow = { readonly externalId: string; readonly message: OutboundMessage };

export type NetworkChannel = Channel &
  EditsMessages &
  FetchesMedia & {
    /** Everything that the bot said in a chat, oldest first. */
    shown(chat: string): readonly ShownNow[];
    /** Bytes that somebody sent, by their reference. */
    readonly files: Map<string, Uint8Array>;
  };

const capabilities: Capabilities = {
  ...plainCapabilities,
  choices: { support: 'full', max: 6, labelLength: 60 },
  cards: 'full',
};

/** A network with cards and edits that keeps what each chat shows. */
export function createNetworkChannel(name: ChannelName, now: () => Date): NetworkChannel {
  const chats = new Map<string, ShownNow[]>();
  const files = new Map<string, Uint8Array>();
  let count = 0;
  const inChat = (chat: string): ShownNow[] => {
    const shown = chats.get(chat) ?? [];
    chats.set(chat, shown);
    return shown;
  };
  const receipt = (externalId: string): Receipt => ({ externalId, at: now(), state: 'sent' });
  return {
    name,
    capabilities: { ...capabilities, audience: name === 'teams' ? 'staff' : 'everybody' },
    files,
    start: async () => undefined,
    health: () => ({ state: 'ready' }),
    shown: (chat) => inChat(chat),
    send: async (chat, message) => {
      count += 1;
      inChat(chat).push({ externalId: `${name}-${count}`, message });
      return receipt(`${name}-${count}`);
    },
    edit: async (chat, externalId, message) => {
      const shown = inChat(chat);
      const at = shown.findIndex((one) => one.externalId === externalId);
      shown[at] = { externalId, message };
      return receipt(externalId);
    },
    fetchMedia: async (reference) => ({ bytes: files.get(reference) ?? new Uint8Array(), mimeType: 'image/png' }),
  };
}
