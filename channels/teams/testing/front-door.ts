import type { Answer, Card, InboundMessage, Receive } from '../../channel.ts';
import type { TeamsOptions } from '../options.ts';
import { createWebhook } from '../webhook.ts';
import { type Activity, APP_ID, SERVICE_URL, TENANT } from './activities.ts';
import { memoryChatBook } from './chat-book.ts';
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

export type Posting = {
  /** Replaces Teams' header; `undefined` sends none. */
  readonly authorization?: string | undefined;
  readonly claims?: Claims;
  readonly receive?: Receive;
  readonly answer?: Answer;
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
  const answer: Answer = async (message) => {
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
