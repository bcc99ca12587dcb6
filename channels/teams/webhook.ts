import { isDeepStrictEqual } from 'node:util';
import type { ChatId, Receive, ReceiveTap } from '../channel.ts';
import { readBody } from '../untrusted.ts';
import { activitySchema, type TeamsActivity } from './activity.ts';
import { createAdmission, type Incoming } from './admission.ts';
import {
  answerUnknownTap,
  answerWithCard,
  answerWithFailure,
  type DrawCard,
  type InvokeAnswer,
  Refusal,
} from './invoke.ts';
import { assertSealed, type ChannelLog, type ChatBook, type TeamsChat, type TeamsOptions } from './options.ts';
import { type Parsed, parseActivity, welcomeOf } from './parse.ts';

const MAX_BODY_BYTES = 256 * 1024;

/**
 * Answers what Teams posts: 405, 415, 413 and 400 when it is no activity; 401 and 403 when it is
 * not from Teams or not from an allowed tenant; 503 when that could not be checked or nothing was
 * stored, so that Teams brings it again. A message is stored before its 200; a tap is answered with
 * the new card. Throws at once when a setting would leave the door open.
 */
export function createWebhook(options: TeamsOptions, drawCard: DrawCard, admission = createAdmission(options)) {
  assertSealed(options);
  const { log } = options;
  const chats = createChatKeeper(options.chats);

  return async (request: Request, receive: Receive, answer: ReceiveTap): Promise<Response> => {
    const incoming = await readIncoming(request);
    if (typeof incoming === 'number') return empty(incoming);
    try {
      const tenantId = await admission.admit(incoming);
      const { activity } = incoming;
      const answered = await handleActivity({ chats, drawCard, log, receive, answer }, activity, tenantId);
      if (!answered) return empty(activity.type === 'invoke' ? 501 : 200);
      return Response.json(answered.body, { status: answered.status });
    } catch (thrown) {
      return refuse(thrown, log);
    }
  };
}

/** Reads an activity that nobody has vouched for yet; returns the HTTP status when it is none. */
async function readIncoming(request: Request): Promise<Incoming | 400 | 401 | 405 | 413 | 415> {
  if (request.method !== 'POST') return 405;
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return 415;
  const authorization = request.headers.get('authorization') ?? '';
  if (!authorization.startsWith('Bearer ')) return 401;
  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === undefined) return 413;
  const activity = parseJson(body);
  return activity ? { authorization, activity } : 400;
}

function empty(status: number): Response {
  return new Response(null, { status });
}

function parseJson(body: string): Incoming['activity'] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isActivity = typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
    return isActivity ? (value as Incoming['activity']) : undefined;
  } catch {
    return undefined;
  }
}

/** Logs the reason in our own word: errors of a library may quote keys and tokens. */
function refuse(thrown: unknown, log: ChannelLog): Response {
  if (!(thrown instanceof Refusal)) {
    log.warn({ channel: 'teams', error: (thrown as Error)?.name }, 'an activity was not stored');
    return empty(503);
  }
  const { status, reason } = thrown;
  // Anybody on the internet can cause a 401; the others deserve attention.
  if (status === 401) log.info({ channel: 'teams', reason }, 'an activity was refused');
  else log.warn({ channel: 'teams', reason }, 'an activity was refused');
  return empty(status);
}

type Parts = {
  readonly chats: ChatKeeper;
  readonly drawCard: DrawCard;
  readonly log: ChannelLog;
  readonly receive: Receive;
  readonly answer: ReceiveTap;
};

/**
 * Handles one admitted activity. Only invokes are answered; a foreign one is not ours to handle.
 */
async function handleActivity(
  parts: Parts,
  raw: Incoming['activity'],
  tenantId: string,
): Promise<InvokeAnswer | undefined> {
  const activity = activitySchema.parse(raw);
  const parsed = parseActivity(activity, tenantId, new Date());
  if (!parsed) return undefined;
  if (activity.type === 'invoke') return answerInvoke(parts, activity, parsed);
  const { chats, receive } = parts;
  if (parsed.membership !== 'removed') {
    for (const message of await recordChat(chats, parsed)) await receive(message);
    return undefined;
  }
  for (const message of parsed.messages) await receive(message);
  await chats.forget(parsed.envelope.chat);
  return undefined;
}

/** Keeps the chat in the book; returns the messages that follow. */
async function recordChat(chats: ChatKeeper, parsed: Parsed): Promise<Parsed['messages']> {
  const { envelope, record, messages, membership } = parsed;
  const { chat, at } = envelope;
  if (membership === 'installed') return welcomeOf(parsed, await chats.install(chat, record, at));
  await chats.keep(chat, record);
  return messages;
}

/** The person looks at the card and waits. A failure is shown there, and the button works again. */
async function answerInvoke(
  { chats, answer, drawCard, log }: Parts,
  { name, locale }: TeamsActivity,
  { envelope, record, messages: [tap] }: Parsed,
): Promise<InvokeAnswer | undefined> {
  if (name !== 'adaptiveCard/action') return undefined;
  if (!tap) return answerUnknownTap();
  try {
    await chats.keep(envelope.chat, record);
    return answerWithCard(drawCard(await answer(tap)));
  } catch (thrown) {
    log.warn({ channel: 'teams', error: (thrown as Error)?.name }, 'a tap was not answered');
    return answerWithFailure(locale);
  }
}

/** Keeps the chat book up to date without a write for every message. */
type ChatKeeper = {
  /** Writes a changed record; the newest address counts. */
  keep(chat: ChatId, record: TeamsChat): Promise<void>;
  /**
   * Writes a chat where the app was just installed. Returns when that installation began, so that
   * all its events get the same answer.
   */
  install(chat: ChatId, record: TeamsChat, at: string): Promise<string>;
  forget(chat: ChatId): Promise<void>;
};

const MAX_REMEMBERED = 1_000;
/** Another process may have changed the book meanwhile. */
const KNOWN_FOR_MS = 60_000;

/**
 * Runs the writes of one chat one after the other, so that two events of one installation see each
 * other.
 */
export function createChatKeeper(book: ChatBook, monotonicMs: () => number = () => performance.now()): ChatKeeper {
  const known = new Map<ChatId, { readonly record: TeamsChat; readonly until: number }>();
  const lines = new Map<ChatId, Promise<unknown>>();

  const inLine = <T>(chat: ChatId, work: () => Promise<T>): Promise<T> => {
    const mine = (lines.get(chat) ?? Promise.resolve()).then(work, work);
    const done = () => void (lines.get(chat) === mine && lines.delete(chat));
    lines.set(chat, mine);
    mine.then(done, done);
    return mine;
  };

  const isKnown = (chat: ChatId, record: TeamsChat): boolean => {
    const last = known.get(chat);
    return last !== undefined && monotonicMs() < last.until && isDeepStrictEqual(last.record, record);
  };

  const write = async (chat: ChatId, record: TeamsChat, at?: string): Promise<string | undefined> => {
    const before = await book.find(chat);
    const installedAt = before?.installedAt ?? at;
    const next: TeamsChat = installedAt === undefined ? record : { ...record, installedAt };
    if (!isDeepStrictEqual(before, next)) await book.keep(chat, next);
    known.delete(chat);
    known.set(chat, { record, until: monotonicMs() + KNOWN_FOR_MS });
    // The first entry is the one that was written longest ago.
    if (known.size > MAX_REMEMBERED) known.delete(known.keys().next().value ?? chat);
    return installedAt;
  };

  return {
    keep: async (chat, record) => {
      if (!isKnown(chat, record)) await inLine(chat, () => write(chat, record));
    },
    install: async (chat, record, at) => (await inLine(chat, () => write(chat, record, at))) ?? at,
    forget: (chat) =>
      inLine(chat, async () => {
        known.delete(chat);
        await book.forget(chat);
      }),
  };
}
