/** What the bot of one Entra app needs. Anything may stand in for Microsoft's servers, but nothing switches the checks off. */
export type TeamsOptions = {
  readonly appId: string;
  readonly appPassword: string;
  /** GUIDs in lower case: whose people may talk to the bot. The first is the bot's own tenant, where its tokens come from. */
  readonly tenantIds: readonly string[];
  /** What the address that a message names for its answers has to begin with, e.g. `https://smba.trafficmanager.net/`. */
  readonly serviceUrls: readonly string[];
  /** Where Microsoft's signing keys are found. */
  readonly openIdMetadataUrl: string;
  /** Where the bot gets the token that it sends with. */
  readonly tokenUrl: string;
  readonly chats: ChatBook;
  readonly log: ChannelLog;
  readonly timing?: Partial<TeamsTiming>;
};

/** What is remembered of each chat, kept over restarts and by all processes. */
export interface ChatBook {
  find(chat: string): Promise<TeamsChat | undefined>;
  /** The newest replaces what was known. */
  keep(chat: string, record: TeamsChat): Promise<void>;
  forget(chat: string): Promise<void>;
}

/** Where a chat is in Teams: all that is needed to write there, in our own words, because the shapes of the SDK come and go. */
export type TeamsChat = {
  readonly kind: 'personal' | 'channel';
  readonly tenantId: string;
  /** Who the chat is with, in the tenant; undefined for a channel of a team. */
  readonly userAad?: string;
  readonly conversationId: string;
  readonly serviceUrl: string;
  /** The bot's id in Teams, e.g. `28:<appId>`. */
  readonly botId: string;
  /** The provider's time of the first event of this installation; an install brings several, and they get one welcome. */
  readonly installedAt?: string;
};

/** The part of pino that is used: facts as fields, never words of people. */
export type ChannelLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};

/** All waits of the adapter in ms, so that a test need not wait. */
export type TeamsTiming = {
  readonly sendMs: number;
  readonly downloadMs: number;
  readonly keysMs: number;
};

export const DEFAULT_TIMING: TeamsTiming = { sendMs: 10_000, downloadMs: 60_000, keysMs: 5_000 };
