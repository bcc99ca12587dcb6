import type { CallApi } from './api.ts';
import { toDeliveryError } from './errors.ts';
import type { ChannelLog } from './options.ts';
import { isShared, strangeUpdate, updateSchema } from './update.ts';

/** A group or channel in which something happened, as far as leaving it needs. */
type Group = {
  readonly chat: number;
  readonly type: string | undefined;
  readonly language: string | undefined;
  /** False after the bot was put out. */
  readonly isMember: boolean;
};

/** The group or channel that an update comes from; `undefined` for a private chat. */
export function groupOf(update: unknown): Group | undefined {
  const { data } = updateSchema.safeParse(update);
  const tap = data?.callback_query;
  const { chat, from } = (tap?.message ? { chat: tap.message.chat, from: tap.from } : strangeUpdate(update)) ?? {};
  if (chat === undefined || !isShared(chat)) return undefined;
  const status = data?.my_chat_member?.new_chat_member.status ?? 'member';
  return {
    chat: chat.id,
    type: chat.type,
    language: from?.language_code,
    isMember: !['kicked', 'left'].includes(status),
  };
}

const WORDS_AGAIN_MS = 60 * 60 * 1000;
const LEAVE_AGAIN_MS = 60 * 1000;
const MOST_REMEMBERED = 1_000;

/** Deals with an update of a group; returns at once and never throws. */
export type MeetGroup = (group: Group) => void;

/**
 * Says once that the bot works in private chats only, and leaves. Nothing of a group is received: others read along, so it can
 * be nobody's conversation. What is said here is lost when the process ends, and then the next word in the group repeats it.
 * Channels are ignored: words there would go to everybody who reads it.
 */
export function createGroupManners(parts: {
  readonly call: CallApi;
  readonly log: ChannelLog;
  readonly withinMs: number;
  /** The bot's user name, empty until Telegram said it. */
  readonly userName: () => string;
  readonly monotonicMs: () => number;
}): MeetGroup {
  const { call, log, withinMs, userName, monotonicMs } = parts;
  const met = new Map<number, { readonly saidAt: number; readonly leftAt: number }>();

  const attempt = async (operation: string, work: () => Promise<unknown>): Promise<void> => {
    await work().catch((thrown: unknown) => {
      const { code, message } = toDeliveryError(thrown, operation);
      log.warn({ channel: 'telegram', code, reason: message }, 'a group could not be dealt with');
    });
  };

  const leave = async ({ chat, language }: Group, saysWhy: boolean): Promise<void> => {
    const text = farewell(language, userName());
    if (saysWhy) await attempt('sendMessage', () => call('sendMessage', { chat_id: chat, text }, { withinMs }));
    await attempt('leaveChat', () => call('leaveChat', { chat_id: chat }, { withinMs }));
  };

  return (group) => {
    if (group.type === 'channel' || !group.isMember) return;
    const now = monotonicMs();
    const before = met.get(group.chat);
    if (before && now - before.leftAt < LEAVE_AGAIN_MS) return;
    const saysWhy = before === undefined || now - before.saidAt >= WORDS_AGAIN_MS;
    met.delete(group.chat);
    met.set(group.chat, { saidAt: saysWhy ? now : before.saidAt, leftAt: now });
    // The one that was met longest ago stands first.
    if (met.size > MOST_REMEMBERED) met.delete(met.keys().next().value ?? 0);
    void leave(group, saysWhy);
  };
}

const FAREWELL = {
  nl: (way: string) =>
    `Dit is een digitale assistent die alleen in een privégesprek werkt. Hij verlaat daarom deze groep. U kunt hem daar altijd schrijven${way}.`,
  en: (way: string) =>
    `This is a digital assistant that works in private chats only, so it leaves this group. You can always write to it there${way}.`,
} as const;

/** In the language of the person, or in both. */
function farewell(language: string | undefined, userName: string): string {
  const way = userName === '' ? '' : `: https://t.me/${userName}`;
  const first = language?.toLowerCase().split('-')[0];
  if (first === 'nl' || first === 'en') return FAREWELL[first](way);
  return [FAREWELL.nl(way), FAREWELL.en(way)].join('\n\n');
}
