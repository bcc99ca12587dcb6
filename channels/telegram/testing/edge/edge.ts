import type { AddressInfo } from 'node:net';
import { createEdgeChats, type EdgeFile } from './chats.ts';
import { createEdgeClock, type EdgeClock } from './clock.ts';
import { createEdgeMethods } from './methods.ts';
import { createEdgePerson, type EdgePerson } from './person.ts';
import type { EdgePayload } from './rules.ts';
import { createEdgeServer, type EdgeServer } from './server.ts';
import { createEdgeTaps, type EdgeTaps } from './taps.ts';
import { createEdgeUpdates, type EdgeUpdates } from './updates.ts';

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
  /** What the bot said in a group, also in one that it left. */
  saidIn(chat: number): readonly string[];
  /** Brings an update of any shape. */
  brings(kind: string, body: object): void;
  /** What each call of a method carried, in order. */
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
