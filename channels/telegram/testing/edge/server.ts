import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { EdgeFile } from './chats.ts';
import type { Method } from './methods.ts';
import { Refusal } from './refusal.ts';
import { readPayload } from './request.ts';
import type { EdgePayload } from './rules.ts';

/** What happens to one call instead: an answer, no answer at all, or an answer that is lost after the call was carried out. */
export type EdgeFault = { readonly status: number; readonly body?: object | string } | 'hang' | 'lose';

type Call = { readonly method: string; readonly payload: EdgePayload };

/** The HTTP side of the Bot API, with what was called and what shall go wrong. */
export type EdgeServer = {
  readonly http: Server;
  readonly calls: readonly Call[];
  /** What was refused by a rule of Telegram, e.g. `sendMessage: Bad Request: message is too long`. */
  readonly refusals: readonly string[];
  fails(method: string, ...faults: readonly EdgeFault[]): void;
  exchangeToken(token: string): void;
};

/** Answers calls of the methods and downloads of the files, for one token; it does not listen yet. */
export function createEdgeServer(parts: {
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
