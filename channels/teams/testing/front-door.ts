// The channel loads the SDK with its first message, which on a busy machine takes longer than a test may.
import 'botframework-connector';
import type { Card, InboundMessage, Receive, ReceiveTap } from '../../channel.ts';
import {
  type ChannelLog,
  type ChatBook,
  personalChat,
  type TeamsChat,
  type TeamsOptions,
  type TeamsTiming,
} from '../options.ts';
import { createWebhook } from '../webhook.ts';
import { type Activity, APP_ID, MIA as MIA_IN_TEAMS, SERVICE_URL, TENANT } from './activities.ts';
import type { StandInConnector } from './connector.ts';
import { type Claims, type Issuer, tokenFor } from './issuer.ts';

/** A plain drawing that names its card. */
function drawPlainly(card: Card) {
  return { type: 'AdaptiveCard', title: card.title };
}

/** Options for a bot whose keys come from this issuer. */
export function optionsAt(
  issuer: Pick<Issuer, 'metadataUrl'>,
): TeamsOptions & { chats: ReturnType<typeof memoryChatBook> } {
  return {
    appId: APP_ID,
    appPassword: 'not used by what comes in',
    tenantIds: [TENANT],
    serviceUrls: ['https://smba.trafficmanager.net/'],
    openIdMetadataUrl: issuer.metadataUrl,
    tokenUrl: `${SERVICE_URL}token`,
    chats: memoryChatBook(),
    log: { info: () => {}, warn: () => {} },
  };
}

type Posting = {
  /** In place of the header that Teams would send; `undefined` for none. */
  readonly authorization?: string | undefined;
  readonly claims?: Claims;
  readonly receive?: Receive;
  readonly answer?: ReceiveTap;
};

/** The webhook with a store that knows each key once, like the inbox. */
export function openDoor(issuer: Issuer, options: TeamsOptions = optionsAt(issuer)) {
  const webhook = createWebhook(options, drawPlainly);
  const stored = new Map<string, InboundMessage>();
  const receive: Receive = async (message) => {
    if (!stored.has(message.dedupeKey)) stored.set(message.dedupeKey, message);
  };
  const cards = new Map<string, Card>();
  /** A new card for each new key, and the same one for a known key. */
  const answer: ReceiveTap = async (message) => {
    await receive(message);
    const card = cards.get(message.dedupeKey) ?? { title: `card ${cards.size + 1}` };
    cards.set(message.dedupeKey, card);
    return card;
  };
  const send = (request: Request, posting: Posting = {}) =>
    webhook(request, posting.receive ?? receive, posting.answer ?? answer);
  const post = async (activity: Activity, posting: Posting = {}): Promise<Response> => {
    const authorization =
      'authorization' in posting
        ? posting.authorization
        : await tokenFor(issuer, activity, options.appId, posting.claims ?? {});
    return send(requestOf(JSON.stringify(activity), authorization), posting);
  };
  return { post, send, stored: (): readonly InboundMessage[] => [...stored.values()] };
}

/** A post as Teams makes it. */
export function requestOf(
  body: string | ReadableStream<Uint8Array>,
  authorization: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Request {
  return new Request('https://garage.example/api/messages', {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(authorization === undefined ? {} : { authorization }),
      ...headers,
    },
    body,
    duplex: 'half',
  } as RequestInit);
}

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
    chats: memoryChatBook({ [CHAT]: miasRecord(serviceUrl) }),
    log: keepingLog(),
    timing,
  };
}

/** A book of chats in memory, which counts its writes. */
export function memoryChatBook(known: Readonly<Record<string, TeamsChat>> = {}): ChatBook & {
  readonly records: Map<string, TeamsChat>;
  readonly writes: () => number;
} {
  const records = new Map(Object.entries(known));
  let writes = 0;
  return {
    records,
    writes: () => writes,
    find: async (chat) => records.get(chat),
    keep: async (chat, record) => {
      writes += 1;
      records.set(chat, record);
    },
    forget: async (chat) => void records.delete(chat),
  };
}
