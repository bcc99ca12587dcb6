import { setTimeout as wait } from 'node:timers/promises';
import { type ChatId, DeliveryError, type OutboundMessage, type Receipt } from '../channel.ts';
import { personIn } from './chat.ts';
import type { Connector } from './connector.ts';
import type { ConversationPace } from './conversation-pace.ts';
import { asActivity } from './format.ts';
import type { TeamsChat, TeamsOptions } from './options.ts';

/** Sends and replaces messages in chats that are known by their own record. */
export type Sender = {
  send(chat: ChatId, message: OutboundMessage): Promise<Receipt>;
  /** Where there is no message to replace any more, a new one is sent; the receipt then has its id. */
  edit(chat: ChatId, externalId: string, message: OutboundMessage): Promise<Receipt>;
};

type Settings = Pick<TeamsOptions, 'appId' | 'tenantIds' | 'serviceUrls' | 'chats'> & {
  readonly connector: Connector;
  readonly pace: ConversationPace;
};

/** Makes a sender; it throws only `DeliveryError`. */
export function createSender(settings: Settings): Sender {
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

/** Finds the conversation with a person who has never written to us, and remembers it. */
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

/** Microsoft's host serves all regions under one name; the person's own comes with the answer or the first message. */
function addressOf(beginning: string): string {
  const url = new URL(beginning);
  return url.pathname === '/' ? new URL('teams/', url).href : url.href;
}

/** Our own memory failed, so nothing was sent. */
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

/** Teams tells no time for what it took. */
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
