import type { Capabilities, ChatId } from '../channel.ts';

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

/** What a bot can do in Teams. */
export const TEAMS_CAPABILITIES: Capabilities = {
  audience: 'staff',
  // Teams shows six buttons of one set; more go into further sets below it.
  choices: { support: 'full', max: 18, labelLength: 40 },
  cards: 'full',
  // A bot sends pictures by their address, or asks for consent to put a file into the person's OneDrive. Bytes it cannot send.
  media: 'dropped',
  contactRequests: false,
  // A message may have some 80 KB; a text that is drawn with its buttons has to fit on a card of 24 KB, whatever letters it has.
  maxTextLength: 4000,
  // Once the app is installed for a person, which an administrator can do for everybody. Until then Teams answers 403.
  canStartConversation: true,
  receipts: 'none',
  clockPrecisionMs: 1,
  // Teams never tells afterwards what became of a message whose answer was lost.
  settleWithinMs: 0,
  // Of the app in one tenant; what one conversation may get is kept to in conversation-pace.ts.
  pace: { perSecond: 30, atOnce: 30 },
  window: null,
};

/** Throws a sentence when a setting would leave a check without anything to check against: there is no mode without checks. */
export function assertSealed({ appId, tenantIds, serviceUrls, openIdMetadataUrl }: TeamsOptions): void {
  if (appId.trim() === '')
    throw new Error(
      'Teams needs the id of its app, e.g. 5d1f0e3c-8a51-4f0e-9b7e-3a0c6f2d9e10: nobody is let in without it.',
    );
  if (tenantIds.length === 0 || tenantIds.some((tenant) => tenant.trim() === ''))
    throw new Error('Teams needs at least one tenant whose people may talk to the bot, as a GUID.');
  if (serviceUrls.length === 0 || !serviceUrls.every(isHttp))
    throw new Error('Teams needs addresses that answers may go to, e.g. https://smba.trafficmanager.net/.');
  if (!isHttp(openIdMetadataUrl))
    throw new Error(
      'Teams needs the address of its signing keys, e.g. https://login.botframework.com/v1/.well-known/openidconfiguration.',
    );
}

function isHttp(url: string): boolean {
  return ['http:', 'https:'].includes(parsed(url)?.protocol ?? '');
}

/** A person's chat with the bot: tenant and person, because ids of conversations change when the app is installed anew. */
export function personalChat(tenantId: string, userAad: string): ChatId {
  return `${tenantId}/${userAad}`;
}

/** A channel of a team, by the conversation that posts go to. */
export function channelChat(tenantId: string, conversationId: string): ChatId {
  return `${tenantId}/channel/${conversationId}`;
}

/** Who a chat is with; undefined for a channel, or for what is no chat of Teams. */
export function personIn(chat: ChatId): { readonly tenantId: string; readonly userAad: string } | undefined {
  const [tenantId, userAad, ...rest] = chat.split('/');
  return tenantId && userAad && rest.length === 0 ? { tenantId, userAad } : undefined;
}

/**
 * Whether an address lies under one of the allowed beginnings. Both are compared as parsed, so that no look-alike host, user name or
 * sibling folder passes: whoever is at that address gets the bot's token.
 */
export function isServiceUrl(url: string, serviceUrls: readonly string[]): boolean {
  const given = parsed(url);
  if (given === undefined || given.username !== '' || given.password !== '') return false;
  return serviceUrls.some((beginning) => {
    const allowed = parsed(beginning);
    return allowed !== undefined && given.origin === allowed.origin && folder(given).startsWith(folder(allowed));
  });
}

/** An address, or undefined when it is none. */
export function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

function folder({ pathname }: URL): string {
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}
