import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ShownMessage } from '../../testing/contract.ts';

/** What goes wrong with a call: an answer, none at all, or a connection that breaks before or after the call was taken. */
type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'hang'
  | 'reset'
  | 'taken and reset';

/** One incoming call. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
};

/** Bot Connector, token endpoint and file host of Teams on the loopback. */
export type StandInConnector = {
  /** As activities name it. */
  readonly serviceUrl: string;
  readonly tokenUrl: string;
  readonly calls: readonly Call[];
  /** Makes the next calls of this kind fail, one after the other. */
  fails(method: 'POST' | 'PUT' | 'GET' | 'token', ...faults: readonly Fault[]): void;
  /** Refuses everything for this conversation from now on. */
  refuses(conversationId: string, fault: Fault): void;
  /** Makes all tokens given so far invalid. */
  revokes(): void;
  /** Offers a file at this path; `open` needs no token. */
  offers(path: string, answer: (response: ServerResponse) => void, open?: 'open'): string;
  /** Deletes a message, as a person in Teams would. */
  removes(conversationId: string, externalId: string): void;
  /** What the people of a conversation see, oldest first, with edits applied. */
  shown(conversationId: string): readonly ShownMessage[];
  /** The newest form of each message as it was sent. */
  activities(conversationId: string): readonly SentActivity[];
  close(): Promise<void>;
};

/** Starts on a free port; `onCall` gets each call as it comes in. */
export async function startConnector(onCall?: (call: Call) => void): Promise<StandInConnector> {
  const calls: Call[] = [];
  const faults: { readonly method: string; readonly fault: Fault }[] = [];
  const refusals = new Map<string, Fault>();
  const files = new Map<string, { answer: (response: ServerResponse) => void; open: boolean }>();
  const conversations = createConversations();
  let generation = 1;
  const bearer = () => `token-${generation}`;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '' } = request;
    const { authorization } = request.headers;
    const call = { method, path, authorization, body: await text(request) };
    calls.push(call);
    onCall?.(call);
    const kind = path === '/token' ? 'token' : method;
    const planned = faults.findIndex((fault) => fault.method === kind);
    const fault = planned === -1 ? refusalOf(path, refusals) : faults.splice(planned, 1)[0]?.fault;
    if (fault === 'taken and reset') conversations.take(call);
    if (fault !== undefined) return goWrong(response, fault);
    if (kind === 'token') return json(response, 200, { access_token: bearer(), expires_in: 3600 });
    const file = files.get(path);
    if (!file?.open && authorization !== `Bearer ${bearer()}`) return json(response, 401, {});
    if (file !== undefined) return file.answer(response);
    const { status, body } = conversations.take(call);
    return json(response, status, body);
  };

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    serviceUrl: `${base}/emea/`,
    tokenUrl: `${base}/token`,
    calls,
    fails: (method, ...all) => void faults.push(...all.map((fault) => ({ method, fault }))),
    refuses: (conversationId, fault) => void refusals.set(conversationId, fault),
    revokes: () => {
      generation += 1;
    },
    offers: (path, answerFile, open) => {
      files.set(path, { answer: answerFile, open: open === 'open' });
      return `${base}${path}`;
    },
    removes: conversations.remove,
    shown: conversations.shown,
    activities: conversations.activities,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function refusalOf(path: string, refusals: ReadonlyMap<string, Fault>): Fault | undefined {
  return [...refusals].find(([conversationId]) => path.includes(encodeURIComponent(conversationId)))?.[1];
}

function goWrong(response: ServerResponse, fault: Fault): void {
  if (fault === 'hang') return;
  if (fault === 'reset' || fault === 'taken and reset') return void response.socket?.resetAndDestroy();
  json(response, fault.status, fault.body ?? {}, fault.headers);
}

function json(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

type Taken = { readonly status: number; readonly body?: unknown };

/** The conversations of a stand-in and their messages, by the routes of the Bot Connector. */
function createConversations() {
  const messages = new Map<string, Map<string, SentActivity>>();
  let count = 0;
  const inside = (conversationId: string): Map<string, SentActivity> => {
    const known = messages.get(conversationId) ?? new Map<string, SentActivity>();
    messages.set(conversationId, known);
    return known;
  };

  const change = (method: string, conversationId: string, id: string, activity: SentActivity): Taken => {
    const all = inside(conversationId);
    if (method === 'POST') {
      count += 1;
      all.set(`m-${count}`, activity);
      return { status: 201, body: { id: `m-${count}` } };
    }
    if (!all.has(id)) return { status: 404, body: GONE };
    if (method === 'DELETE') all.delete(id);
    else all.set(id, activity);
    return { status: 200, body: method === 'DELETE' ? undefined : { id } };
  };

  return {
    take: ({ method, path, body }: { method: string; path: string; body: string }): Taken => {
      const activity = body === '' ? {} : JSON.parse(body);
      if (method === 'POST' && path.endsWith('/v3/conversations')) {
        return { status: 201, body: { id: `a:1to1-${activity.members[0].id}` } };
      }
      const [, conversation, , id = ''] = /\/v3\/conversations\/([^/]+)\/activities(\/([^/]+))?$/.exec(path) ?? [];
      if (conversation === undefined) return { status: 404, body: NO_ROUTE };
      return change(method, decodeURIComponent(conversation), decodeURIComponent(id), activity);
    },
    remove: (conversationId: string, externalId: string): void => void inside(conversationId).delete(externalId),
    shown: (conversationId: string): readonly ShownMessage[] =>
      [...inside(conversationId)].map(([id, activity]) => shownIn(id, activity)),
    activities: (conversationId: string): readonly SentActivity[] => [...inside(conversationId).values()],
  };
}

const GONE = { error: { code: 'ActivityNotFoundInConversation', message: 'Message does not exist in the thread.' } };
const NO_ROUTE = { error: { code: 'BadArgument', message: 'Unknown route.' } };

/** What a message of ours looks like in the network, as far as a test reads it. */
type SentActivity = {
  readonly type?: string;
  readonly text?: string;
  readonly textFormat?: string;
  readonly summary?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content: CardNode }[];
};

/** Anything on an Adaptive Card. */
export type CardNode = { readonly [key: string]: unknown };

/** A message as a person sees it: marks of XML and cards are read as Teams reads them. */
export function shownIn(externalId: string, activity: SentActivity): ShownMessage {
  const card = activity.attachments?.[0]?.content;
  if (card === undefined) return { externalId, ...xmlWords(activity.text ?? ''), choices: [] };
  return { externalId, text: wordsOn(card).join('\n'), bold: [], choices: buttonsOn(card) };
}

function xmlWords(xml: string): { text: string; bold: string[] } {
  return {
    text: plain(xml.replace(/<\/?b>/g, '')),
    bold: [...xml.matchAll(/<b>(.*?)<\/b>/g)].map(([, words = '']) => plain(words)),
  };
}

function plain(xml: string): string {
  return xml.replaceAll('<br>', '\n').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** All nodes of a card, each before what it holds. */
export function nodesOf(node: unknown): CardNode[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf);
  if (typeof node !== 'object' || node === null) return [];
  return [node as CardNode, ...Object.values(node).flatMap(nodesOf)];
}

/** The words on a card from top to bottom, without buttons and inputs. */
export function wordsOn(card: CardNode): string[] {
  return nodesOf(card.body).flatMap((node) => {
    if (node.type === 'TextBlock') return [asRead(String(node.text))];
    if (node.type === 'RichTextBlock') return [(node.inlines as CardNode[]).map(({ text }) => text).join('')];
    if (node.type === 'FactSet')
      return (node.facts as CardNode[]).map((fact) => asRead(`${fact.title}: ${fact.value}`));
    return [];
  });
}

/** A reader of mark-up takes escapes away, and unseen signs are not seen. */
function asRead(marked: string): string {
  return marked.replaceAll('\u2060', '').replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** The buttons that send something, wherever they stand. */
export function buttonsOn(card: CardNode): ShownMessage['choices'] {
  return nodesOf(card)
    .filter(({ type }) => type === 'Action.Execute')
    .map(({ title, data }) => ({ token: String((data as CardNode).token), label: String(title) }));
}
