import type { Capabilities, ChatId } from '../channel.ts';

/**
 * Settings of the bot of one Entra app. A test may replace Microsoft's servers, but nothing
 * switches the checks off.
 */
export type TeamsOptions = {
  readonly appId: string;
  readonly appPassword: string;
  /**
   * The tenants (GUIDs in lower case) whose people may talk to the bot. The first is the bot's own;
   * its tokens come from there.
   */
  readonly tenantIds: readonly string[];
  /**
   * Allowed beginnings of the address that a message names for its answers, e.g.
   * `https://smba.trafficmanager.net/`.
   */
  readonly serviceUrls: readonly string[];
  /** Lists Microsoft's signing keys. */
  readonly openIdMetadataUrl: string;
  /** Gives the token that the bot sends with. */
  readonly tokenUrl: string;
  readonly chats: ChatBook;
  readonly log: ChannelLog;
  readonly timing?: Partial<TeamsTiming>;
};

/** The record of each chat, kept over restarts and shared by all processes. */
export interface ChatBook {
  find(chat: string): Promise<TeamsChat | undefined>;
  /** Replaces the known record. */
  keep(chat: string, record: TeamsChat): Promise<void>;
  forget(chat: string): Promise<void>;
}

/** All that is needed to write to a chat. Our own type, because the shapes of the SDK change. */
export type TeamsChat = {
  readonly kind: 'personal' | 'channel';
  readonly tenantId: string;
  /** The person's id in the tenant; undefined for a channel of a team. */
  readonly userAad?: string;
  readonly conversationId: string;
  readonly serviceUrl: string;
  /** The bot's id in Teams, e.g. `28:<appId>`. */
  readonly botId: string;
  /**
   * Teams' time of the first event of this installation. An install brings several events, which
   * share one welcome.
   */
  readonly installedAt?: string;
};

/** The part of pino that is used. Fields hold facts, never people's words. */
export type ChannelLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};

/** All waits in ms; tests shorten them. */
export type TeamsTiming = {
  readonly sendMs: number;
  readonly downloadMs: number;
  readonly keysMs: number;
};

export const DEFAULT_TIMING: TeamsTiming = { sendMs: 10_000, downloadMs: 60_000, keysMs: 5_000 };

export const TEAMS_CAPABILITIES: Capabilities = {
  audience: 'staff',
  // Teams shows six buttons of one set; the adapter puts more into further sets.
  choices: { support: 'full', max: 18, labelLength: 40 },
  cards: 'full',
  // A bot can send pictures by address, or ask for consent to put a file into a person's OneDrive,
  // but no bytes.
  media: 'dropped',
  contactRequests: false,
  // A message may have some 80 KB. A text drawn with its buttons has to fit on a card of 24 KB, in
  // any script.
  maxTextLength: 4000,
  // Works once the app is installed for the person, which an administrator can do for everybody.
  // Before that Teams answers 403.
  canStartConversation: true,
  receipts: 'none',
  clockPrecisionMs: 1,
  // Teams never tells later whether a message with a lost answer was sent.
  settleWithinMs: 0,
  // The limit of the app in one tenant; send.ts keeps the limit of one conversation.
  pace: { perSecond: 30, atOnce: 30 },
  window: null,
};

/** Throws a sentence when a setting would leave a check nothing to compare with. */
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

/**
 * The chat with a person is named by tenant and person: conversation ids change with a new install.
 */
export function personalChat(tenantId: string, userAad: string): ChatId {
  return `${tenantId}/${userAad}`;
}

/** A channel of a team is named by the conversation that posts go to. */
export function channelChat(tenantId: string, conversationId: string): ChatId {
  return `${tenantId}/channel/${conversationId}`;
}

/** Returns the person of a personal chat; undefined for a channel or a foreign id. */
export function personIn(chat: ChatId): { readonly tenantId: string; readonly userAad: string } | undefined {
  const [tenantId, userAad, ...rest] = chat.split('/');
  return tenantId && userAad && rest.length === 0 ? { tenantId, userAad } : undefined;
}

/**
 * Tells if an address is below one of the allowed ones. Compares parsed addresses, so that no
 * similar host, user name or sibling folder passes: the bot's token goes there.
 */
export function isServiceUrl(url: string, serviceUrls: readonly string[]): boolean {
  const given = parsed(url);
  if (given === undefined || given.username !== '' || given.password !== '') return false;
  return serviceUrls.some((beginning) => {
    const allowed = parsed(beginning);
    return allowed !== undefined && given.origin === allowed.origin && folder(given).startsWith(folder(allowed));
  });
}

/** Parses an address; undefined when it is none. */
export function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

function folder({ pathname }: URL): string {
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}
