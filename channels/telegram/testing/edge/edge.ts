import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createEdgeMethods, type EdgePayload, type Method } from './methods.ts';
import { createEdgePerson, type EdgePerson } from './person.ts';
import { createEdgeUpdates, type EdgeUpdates } from './updates.ts';
import {
  createEdgeChats,
  createEdgeClock,
  createEdgeTaps,
  type EdgeClock,
  type EdgeFile,
  type EdgeTaps,
  Refusal,
} from './world.ts';

/** The token of the bot under test. */
export const TOKEN = '7001:AAF-standin_token_of_the_bot';

/**
 * Our own driver of the Bot API, with what the third-party stand-in lacks: updates that wait, expire and come again, pushes
 * with a secret and with retries, files, groups, reactions, and refusals as strict as Telegram's.
 */
export type Edge = Pick<EdgeServer, 'refusals' | 'fails' | 'exchangeToken'> & {
  readonly apiRoot: string;
  readonly clock: EdgeClock;
  readonly updates: EdgeUpdates;
  readonly taps: Pick<EdgeTaps, 'find'>;
  person(id: number, language?: string): EdgePerson;
  /** Something happens in a group that the bot is in. */
  inGroup(chat: number, kind: string, body: object): void;
  /** Gives the words of the bot in a group, also in one that it left. */
  saidIn(chat: number): readonly string[];
  /** Brings an update of any shape. */
  brings(kind: string, body: object): void;
  /** Gives the bodies of the calls of a method, in order. */
  calls(method: string): readonly EdgePayload[];
  /** The methods in the order of their calls. */
  methods(): readonly string[];
  close(): Promise<void>;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Starts it on a random port of the loopback. */
export async function startEdge(): Promise<Edge> {
  const clock = createEdgeClock();
  const chats = createEdgeChats(clock);
  const files = new Map<string, EdgeFile>();
  const taps = createEdgeTaps(clock);
  const updates = createEdgeUpdates(clock);
  const methods = createEdgeMethods({ chats, files, taps, updates });
  const { http, calls, ...server } = createEdgeServer({ token: TOKEN, methods, files });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    ...server,
    apiRoot: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    clock,
    updates,
    taps,
    person: (id, language) => createEdgePerson({ clock, chats, files, taps, updates }, id, language),
    inGroup: (chat, kind, body) => {
      chats.open(chat, 'supergroup');
      updates.add(kind, body, `chat:${chat}`, DAY_MS);
    },
    saidIn: (chat) => chats.find(chat)?.shown.map(({ text }) => text) ?? [],
    brings: (kind, body) => updates.add(kind, body, 'other', DAY_MS),
    calls: (method) => calls.filter((one) => one.method === method).map(({ payload }) => payload),
    methods: () => calls.map(({ method }) => method),
    close: () =>
      new Promise((resolve) => {
        updates.setWebhook('', '');
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

/** Another answer to a call, none, or one that is lost after the call was carried out. */
type EdgeFault = { readonly status: number; readonly body?: object | string } | 'hang' | 'lose';

type Call = { readonly method: string; readonly payload: EdgePayload };

/** The HTTP side of the Bot API, with what was called and what shall go wrong. */
type EdgeServer = {
  readonly http: Server;
  readonly calls: readonly Call[];
  /** Refusals by rules of Telegram, e.g. `sendMessage: Bad Request: message is too long`. */
  readonly refusals: readonly string[];
  fails(method: string, ...faults: readonly EdgeFault[]): void;
  exchangeToken(token: string): void;
};

/** Answers calls of the methods and downloads of the files, for one token; it does not listen yet. */
function createEdgeServer(parts: {
  readonly token: string;
  readonly methods: ReadonlyMap<string, Method>;
  readonly files: ReadonlyMap<string, EdgeFile>;
}): EdgeServer {
  const calls: Call[] = [];
  const refusals: string[] = [];
  const faults = new Map<string, EdgeFault[]>();
  let { token } = parts;

  const refuse = (method: string, refusal: Refusal, response: ServerResponse): void => {
    refusals.push(`${method}: ${refusal.message}`);
    say(response, refusal.status, asAnswer(refusal));
  };

  const call = async (method: string, payload: EdgePayload, response: ServerResponse): Promise<void> => {
    calls.push({ method, payload });
    const fault = faults.get(method)?.shift();
    if (fault === 'hang') return;
    if (typeof fault === 'object') return say(response, fault.status, fault.body);
    const gone = new Promise((resolve) => response.once('close', resolve));
    try {
      const result = await (parts.methods.get(method) ?? notFound)(payload, gone);
      if (fault === 'lose') return void response.destroy();
      say(response, 200, { ok: true, result });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(method, error, response);
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const payload = await readPayload(request);
    const { file, used = '', rest = '' } = ADDRESS.exec(request.url ?? '')?.groups ?? {};
    if (decodeURIComponent(used) !== token) return refuse(rest, new Refusal(401, 'Unauthorized'), response);
    if (file) return download(parts.files, rest, faults.get('download')?.shift(), response);
    await call(rest, payload, response);
  };

  return {
    http: createServer((request, response) => void serve(request, response)),
    calls,
    refusals,
    fails: (method, ...more) => void faults.set(method, [...(faults.get(method) ?? []), ...more]),
    exchangeToken: (next) => {
      token = next;
    },
  };
}

function download(
  files: ReadonlyMap<string, EdgeFile>,
  path: string,
  fault: EdgeFault | undefined,
  response: ServerResponse,
): void {
  const file = [...files.values()].find((one) => one.path === path);
  if (typeof fault === 'object') say(response, fault.status, fault.body);
  else if (!file) say(response, 404);
  else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes);
}

const ADDRESS = /^\/(?<file>file\/)?bot(?<used>[^/]+)\/(?<rest>.+)$/;

const notFound: Method = () => {
  throw new Refusal(404, 'Not Found');
};

function asAnswer({ status, message, parameters }: Refusal) {
  return {
    ok: false,
    error_code: status,
    description: message,
    parameters,
  };
}

function say(response: ServerResponse, status: number, body: object | string = {}): void {
  if (response.destroyed) return;
  const isPage = typeof body === 'string';
  response.writeHead(status, { 'content-type': isPage ? 'text/html' : 'application/json' });
  response.end(isPage ? body : JSON.stringify(body));
}

/** The parameters of a call: JSON, or a form in which all but files is JSON or bare words. */
async function readPayload(request: IncomingMessage): Promise<EdgePayload> {
  const type = request.headers['content-type'] ?? '';
  const body = await buffer(request);
  if (body.byteLength === 0) return {};
  if (!type.startsWith('multipart/')) return JSON.parse(body.toString('utf8')) as EdgePayload;
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const fields = await Promise.all(
    [...form].map(async ([name, value]) =>
      typeof value === 'string'
        ? ([name, readField(value)] as const)
        : ([name, new Uint8Array(await value.arrayBuffer())] as const),
    ),
  );
  return Object.fromEntries(fields);
}

function readField(value: string): unknown {
  return /^[[{]/.test(value) ? JSON.parse(value) : value;
}
