import type { InboundMessage } from '../channel.ts';
import { type ContractSetup, channelContract } from '../testing/contract.ts';
import { createTeamsChannel } from './channel.ts';
import { botAt, CHAT, CONVERSATION, MIA } from './testing/bot.ts';
import { startConnector } from './testing/connector.ts';

const blocked = { status: 403, body: { error: { code: 'ConversationBlockedByUser' } } };

// What Mia writes and taps is handed over as if it had been pushed, verified and parsed.
const setup: ContractSetup = async (receive) => {
  const connector = await startConnector();
  let count = 0;
  let newest: InboundMessage | undefined;
  const arrives = async (content: InboundMessage['content']) => {
    count += 1;
    newest = { chat: CHAT, dedupeKey: `k${count}`, sender: { id: MIA }, at: new Date().toISOString(), content };
    await receive(newest);
  };
  return {
    channel: { ...createTeamsChannel(botAt(connector)), webhook: async () => new Response() },
    chat: CHAT,
    shown: async () => connector.shown(CONVERSATION),
    writes: (text) => arrives({ kind: 'text', text, externalId: `in-${count}` }),
    taps: (token) => arrives({ kind: 'choice', token }),
    redelivers: async () => {
      if (newest !== undefined) await receive(newest);
    },
    refuses: async () => connector.refuses(CONVERSATION, blocked),
    close: connector.close,
  };
};

channelContract('teams', setup);
