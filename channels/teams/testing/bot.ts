// The channel loads the SDK with its first message, which takes longer than a test may on a busy
// machine.
import 'botbuilder';
import type { ChannelLog, ChatBook, TeamsChat, TeamsOptions, TeamsTiming } from '../options.ts';
import { personalChat } from '../options.ts';
import { APP_ID, MIA as MIA_IN_TEAMS, TENANT } from './activities.ts';
import type { StandInConnector } from './connector.ts';

export const PASSWORD = 'secret~of-the-app';
export const MIA = MIA_IN_TEAMS.aadObjectId;

/** Mia's chat with the bot, and its conversation. */
export const CHAT = personalChat(TENANT, MIA);
export const CONVERSATION = 'a:1mia';

/** A log that keeps its lines, so that a test can search them for forbidden words. */
export function keepingLog(): ChannelLog & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  return { lines, info: keep, warn: keep };
}

/** A chat book in memory. */
export function keptChats(known: Readonly<Record<string, TeamsChat>> = {}): ChatBook {
  const chats = new Map(Object.entries(known));
  return {
    find: async (chat) => chats.get(chat),
    keep: async (chat, record) => void chats.set(chat, record),
    forget: async (chat) => void chats.delete(chat),
  };
}

/** The record of Mia's chat. */
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

/** Options of a bot at a stand-in, which knows Mia. */
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
