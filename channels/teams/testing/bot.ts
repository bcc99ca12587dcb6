// The channel loads the SDK with its first message, which on a busy machine takes longer than a test may.
import 'botbuilder';
import type { ChannelLog, ChatBook, TeamsChat, TeamsOptions, TeamsTiming } from '../options.ts';
import { personalChat } from '../options.ts';
import { APP_ID, MIA as MIA_IN_TEAMS, TENANT } from './activities.ts';
import type { StandInConnector } from './connector.ts';

export const PASSWORD = 'secret~of-the-app';
export const MIA = MIA_IN_TEAMS.aadObjectId;

/** Mia's chat with the bot, and the conversation that it is in. */
export const CHAT = personalChat(TENANT, MIA);
export const CONVERSATION = 'a:1mia';

/** A log that keeps its lines, so that a test can search them for what must not be there. */
export function keepingLog(): ChannelLog & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  return { lines, info: keep, warn: keep };
}

/** What is remembered of chats, in memory. */
export function keptChats(known: Readonly<Record<string, TeamsChat>> = {}): ChatBook {
  const chats = new Map(Object.entries(known));
  return {
    find: async (chat) => chats.get(chat),
    keep: async (chat, record) => void chats.set(chat, record),
    forget: async (chat) => void chats.delete(chat),
  };
}

/** Where Mia's chat is. */
export function miasRecord(serviceUrl: string): TeamsChat {
  return {
    kind: 'personal',
    tenantId: TENANT,
    userAad: MIA,
    conversationId: CONVERSATION,
    serviceUrl,
    botId: `28:${APP_ID}`,
  };
}

/** Options of a bot at a stand-in, which has met Mia. */
export function botAt(
  { serviceUrl, tokenUrl }: Pick<StandInConnector, 'serviceUrl' | 'tokenUrl'>,
  timing: Partial<TeamsTiming> = {},
): TeamsOptions {
  return {
    appId: APP_ID,
    appPassword: PASSWORD,
    tenantIds: [TENANT],
    serviceUrls: [serviceUrl],
    openIdMetadataUrl: `${serviceUrl}openid`,
    tokenUrl,
    chats: keptChats({ [CHAT]: miasRecord(serviceUrl) }),
    log: keepingLog(),
    timing,
  };
}
