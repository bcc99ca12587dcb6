import { setTimeout as wait } from 'node:timers/promises';
import type { Activity, Attachment } from 'botbuilder';
import { type Card, type ChatId, DeliveryError, type OutboundMessage, type Receipt } from '../channel.ts';
import { boldPieces, drawAdaptiveCard, drawChoices, type Element, printable } from './card.ts';
import type { Connector } from './connector.ts';
import { personIn, type TeamsChat, type TeamsOptions } from './options.ts';

export type TeamsSender = {
  send(chat: ChatId, message: OutboundMessage): Promise<Receipt>;
  /** Sends a new message when the old one is gone; the receipt then has the new id. */
  edit(chat: ChatId, externalId: string, message: OutboundMessage): Promise<Receipt>;
};

type Settings = Pick<TeamsOptions, 'appId' | 'tenantIds' | 'serviceUrls' | 'chats'> & {
  readonly connector: Connector;
  readonly pace: ConversationPace;
};

/** The sender throws only `DeliveryError`. */
export function createSender(settings: Settings): TeamsSender {
  const { connector, pace, chats } = settings;

  const placeOf = async (chat: ChatId): Promise<TeamsChat> => {
    const known = await reaching(chats.find(chat));
    return known ?? (await open(settings, chat));
  };
  const post = async (place: TeamsChat, message: OutboundMessage): Promise<Receipt> => {
    await wait(pace(place.conversationId));
    return receipt(await connector.post(place, asActivity(message)));
  };

  return {
    send: async (chat, message) => post(await placeOf(chat), message),
    edit: async (chat, externalId, message) => {
      const place = await placeOf(chat);
      const isReplaced = await connector.put(place, externalId, asActivity(message));
      return isReplaced ? receipt(externalId) : post(place, message);
    },
  };
}

/** Finds the conversation with a person who has never written to us, and records it. */
async function open(settings: Settings, chat: ChatId): Promise<TeamsChat> {
  const { appId, tenantIds, serviceUrls, chats, connector } = settings;
  const person = personIn(chat);
  const [first] = serviceUrls;
  if (person === undefined || first === undefined || !tenantIds.includes(person.tenantId)) throw unknownChat();
  const serviceUrl = addressOf(first);
  const botId = `28:${appId}`;
  const opened = await connector.open({ ...person, botId, serviceUrl });
  const record: TeamsChat = { kind: 'personal', ...person, ...opened, botId };
  await reaching(chats.keep(chat, record));
  return record;
}

/**
 * Microsoft's host serves all regions under `/teams/`; the person's own region comes with the
 * answer or the first message.
 */
function addressOf(beginning: string): string {
  const url = new URL(beginning);
  return url.pathname === '/' ? new URL('teams/', url).href : url.href;
}

/** A failure of the chat book means that nothing was sent. */
async function reaching<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new DeliveryError('unavailable', 'What is known of the chat could not be read.', {
      outcome: 'not_sent',
      cause,
    });
  }
}

/** Teams tells no time for a message that it took. */
function receipt(externalId: string | undefined): Receipt {
  if (externalId) return { externalId, at: new Date(), state: 'sent' };
  throw new DeliveryError('unavailable', 'Teams gave no id for a message that it took.', { outcome: 'unknown' });
}

function unknownChat(): DeliveryError {
  return new DeliveryError(
    'chat_not_found',
    'Nobody has written from this chat yet, or the app was taken away there.',
    {
      outcome: 'permanent',
    },
  );
}

/**
 * Returns how long the next message into a conversation has to wait, in ms, and takes that turn. A
 * turn too far away is not taken: the message stays in the queue instead of in memory.
 */
type ConversationPace = (conversationId: string) => number;

const INTERVAL_MS = 560;
const AT_ONCE = 4;
const MAX_REMEMBERED = 1_000;
const LONGEST_WAIT_MS = 5_000;

/**
 * Teams takes 7 messages in 1 s, 8 in 2 s and 60 in 30 s into one conversation, then answers 429,
 * which would stop the whole account. Four at once and one more every 560 ms stay below all three;
 * a burst after an outage is slowed down to half a second a message.
 */
export function createConversationPace(monotonicMs: () => number): ConversationPace {
  const turns = new Map<string, number>();
  return (conversationId) => {
    const now = monotonicMs();
    const turn = Math.max(turns.get(conversationId) ?? 0, now);
    const waitMs = Math.max(turn - now - (AT_ONCE - 1) * INTERVAL_MS, 0);
    if (waitMs > LONGEST_WAIT_MS) throw tooMany(waitMs);
    turns.set(conversationId, turn + INTERVAL_MS);
    if (turns.size > MAX_REMEMBERED) forgetIdle(turns, now);
    return waitMs;
  };
}

function tooMany(waitMs: number): DeliveryError {
  return new DeliveryError('unavailable', 'Too many messages wait for this conversation', {
    outcome: 'not_sent',
    retryAfterMs: waitMs,
  });
}

function forgetIdle(turns: Map<string, number>, now: number): void {
  for (const [conversationId, turn] of turns) if (turn <= now) turns.delete(conversationId);
}

/** Makes Teams' form of a message that fits; `adapt` makes it fit. */
export function asActivity(message: OutboundMessage): Partial<Activity> {
  if (message.kind === 'card') return onCard(drawAdaptiveCard(message.card), stateOf(message.card));
  const { text, choices = [] } = message;
  if (choices.length > 0) return onCard(drawChoices(text, choices), text);
  return { type: 'message', textFormat: 'xml', text: asXml(text) };
}

export function asAttachment(content: Element): Attachment {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content,
  };
}

/** Adds a summary: without one a phone only says that a card was sent. */
function onCard(content: Element, summary: string): Partial<Activity> {
  return {
    type: 'message',
    summary: oneLine(summary),
    attachments: [asAttachment(content)],
  };
}

function stateOf({ title, subtitle }: Card): string {
  return [title, subtitle].filter(Boolean).join(': ');
}

const MAX_SUMMARY_LENGTH = 200;

function oneLine(text: string): string {
  const bare = boldPieces(text).map(({ words }) => words);
  return printable(bare.join('').replace(/\s+/g, ' ').trim().slice(0, MAX_SUMMARY_LENGTH));
}

/**
 * Writes the only text form of Teams that has bold and can escape every other sign. Signs of both
 * XML and markdown are escaped, because some clients read both.
 */
function asXml(text: string): string {
  return boldPieces(printable(text))
    .map(({ words, bold }) => (bold ? `<b>${escaped(words)}</b>` : escaped(words)))
    .join('')
    .replaceAll('\n', '<br>');
}

const MARKS = /[&<>[\]*_`~#|\\]|^[-+=]|(?<=^\d+)[.)]/gm;

function escaped(words: string): string {
  return words.replace(MARKS, (sign) => `&#${sign.codePointAt(0)};`);
}
