import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ShownMessage } from '../../testing/contract.ts';
import { createConversations } from './conversations.ts';
import type { SentActivity } from './shown.ts';

/**
 * How a call fails: a bad answer, no answer, or a connection that breaks before or after the call
 * was taken.
 */
export type Fault =
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
