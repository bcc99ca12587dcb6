import type { EdgeUpdates } from './updates.ts';
import {
  type EdgeButton,
  type EdgeChat,
  type EdgeChats,
  type EdgeEntity,
  type EdgeFile,
  type EdgeMessage,
  type EdgeTaps,
  refuse,
} from './world.ts';

/** The state that the methods work on. */
type EdgeState = {
  readonly chats: EdgeChats;
  readonly files: Map<string, EdgeFile>;
  readonly taps: EdgeTaps;
  readonly updates: EdgeUpdates;
};

export type Method = (payload: EdgePayload, gone: Promise<unknown>) => unknown;

/** The methods that the product uses, as strict as Telegram is; others are unknown. */
export function createEdgeMethods(state: EdgeState): ReadonlyMap<string, Method> {
  return new Map(Object.entries({ ...listening(state), ...sending(state), ...editing(state), ...others(state) }));
}

const BOT = { id: 7001, is_bot: true, first_name: 'Garage', username: 'garage_bot' };

function listening({ updates }: EdgeState): Record<string, Method> {
  return {
    getMe: () => BOT,
    getUpdates: (payload, gone) => {
      updates.allow(payload.allowed_updates as readonly string[] | undefined);
      return updates.poll(payload as Parameters<EdgeUpdates['poll']>[0], gone);
    },
    setWebhook: ({ url, secret_token: secret = '', allowed_updates, drop_pending_updates: drop }) => {
      if (!/^[\w-]{0,256}$/.test(String(secret)))
        refuse(400, 'Bad Request: secret token contains unallowed characters');
      updates.allow(allowed_updates as readonly string[] | undefined);
      if (drop) updates.dropAll();
      updates.setWebhook(String(url ?? ''), String(secret));
      return true;
    },
    deleteWebhook: ({ drop_pending_updates: drop }) => {
      if (drop) updates.dropAll();
      updates.setWebhook('', '');
      return true;
    },
    getWebhookInfo: () => {
      const { url, lastError } = updates.webhook;
      const failed = lastError && { last_error_date: lastError.date, last_error_message: lastError.message };
      return { url, has_custom_certificate: false, pending_update_count: updates.waiting().length, ...failed };
    },
  };
}

/** Reads the size of a PNG; other pictures of tests are small. */
function isTooStretched(file: Uint8Array): boolean {
  const bytes = Buffer.from(file);
  if (bytes.byteLength < 24 || bytes.toString('latin1', 1, 4) !== 'PNG') return false;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height);
}

function sending({ chats }: EdgeState): Record<string, Method> {
  const show = (chat: EdgeChat, payload: EdgePayload, words: Pick<EdgeMessage, 'text' | 'entities'>, file?: EdgeFile) =>
    chats.show(chat, { ...words, ...buttonsIn(payload.reply_markup, chat), file });
  const upload = (kind: 'photo' | 'document'): Method => {
    const limit = kind === 'photo' ? 10 : 50;
    return (payload) => {
      const chat = chats.writable(payload.chat_id);
      const file = payload[kind];
      if (!(file instanceof Uint8Array) || file.byteLength === 0)
        return refuse(400, `Bad Request: there is no ${kind} in the request`);
      if (file.byteLength > limit * 1024 * 1024) return refuse(413, 'Request Entity Too Large');
      if (kind === 'photo' && isTooStretched(file)) return refuse(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS');
      const words = wordsIn(payload.caption, payload.caption_entities, MAX_CAPTION);
      const kept = { bytes: file, size: file.byteLength, path: kind };
      return sentMessage(chat, show(chat, payload, words, kept));
    };
  };
  return {
    sendMessage: (payload) => {
      const chat = chats.writable(payload.chat_id);
      const words = wordsIn(payload.text, payload.entities, MAX_TEXT);
      if (words.text.trim() === '') refuse(400, 'Bad Request: message text is empty');
      return sentMessage(chat, show(chat, payload, words));
    },
    sendPhoto: upload('photo'),
    sendDocument: upload('document'),
    leaveChat: ({ chat_id }) => {
      const chat = chats.writable(chat_id);
      if (chat.type === 'private') refuse(400, "Bad Request: chat member status can't be changed in private chats");
      chat.isOpen = false;
      return true;
    },
  };
}

function sentMessage({ id, type }: EdgeChat, { messageId, date, text, file }: EdgeMessage) {
  return {
    message_id: messageId,
    from: BOT,
    date,
    chat: { id, type },
    ...(file ? { caption: text } : { text }),
  };
}

function editing({ chats }: EdgeState): Record<string, Method> {
  const edit = (payload: EdgePayload, words: (message: EdgeMessage) => Pick<EdgeMessage, 'text' | 'entities'>) => {
    const chat = chats.writable(payload.chat_id);
    const message = chats.messageIn(chat, payload.message_id);
    const { buttons } = buttonsIn(payload.reply_markup, chat);
    const after = { ...words(message), buttons };
    const { text, entities, buttons: shown } = message;
    if (JSON.stringify(after) === JSON.stringify({ text, entities, buttons: shown }))
      refuse(400, 'Bad Request: message is not modified: specified new message content and reply markup are the same');
    return sentMessage(chat, Object.assign(message, after));
  };
  return {
    editMessageText: (payload) =>
      edit(payload, ({ file }) => {
        if (file) refuse(400, 'Bad Request: there is no text in the message to edit');
        return wordsIn(payload.text, payload.entities, MAX_TEXT);
      }),
    editMessageCaption: (payload) =>
      edit(payload, ({ file }) => {
        if (!file) refuse(400, 'Bad Request: there is no caption in the message to edit');
        return wordsIn(payload.caption, payload.caption_entities, MAX_CAPTION);
      }),
  };
}

const LARGEST_DOWNLOAD = 20 * 1024 * 1024;

function others({ files, taps }: EdgeState): Record<string, Method> {
  return {
    answerCallbackQuery: ({ callback_query_id: id, text }) => {
      if (String(text ?? '').length > 200) refuse(400, 'Bad Request: MESSAGE_TOO_LONG');
      taps.answer(String(id), text === undefined ? undefined : String(text));
      return true;
    },
    getFile: ({ file_id }) => {
      const file = files.get(String(file_id));
      if (!file) return refuse(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
      if (file.size > LARGEST_DOWNLOAD) return refuse(400, 'Bad Request: file is too big');
      return { file_id, file_unique_id: `u${file_id}`, file_size: file.size, file_path: file.path };
    },
  };
}

/** The body of a call: JSON, or the fields of a form. */
export type EdgePayload = Readonly<Record<string, unknown>>;

/** The words of a message, which Telegram measures in UTF-16 units after it took the mark-up out. */
function wordsIn(
  text: unknown,
  entities: unknown,
  max: number,
): { readonly text: string; readonly entities: readonly EdgeEntity[] } {
  const words = typeof text === 'string' ? text : '';
  if (words.length > max) refuse(400, `Bad Request: message ${max === MAX_CAPTION ? 'caption ' : ''}is too long`);
  if (/\p{Surrogate}/u.test(words)) refuse(400, 'Bad Request: strings must be encoded in UTF-8');
  const marks = (entities ?? []) as readonly EdgeEntity[];
  if (!marks.every((mark) => isWithin(mark, words))) refuse(400, 'Bad Request: an entity has a wrong offset or length');
  return { text: words, entities: marks };
}

const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;

/** Inside the text, of some length, and through the middle of no emoji. */
function isWithin({ type, offset, length }: EdgeEntity, text: string): boolean {
  return (
    typeof type === 'string' &&
    offset >= 0 &&
    length > 0 &&
    offset + length <= text.length &&
    [offset, offset + length].every((at) => !/[\udc00-\udfff]/.test(text.charAt(at)))
  );
}

type Markup = {
  readonly inline_keyboard?: readonly (readonly EdgeButton[])[];
  readonly keyboard?: readonly (readonly { readonly text: string; readonly request_contact?: boolean }[])[];
};

const MAX_CALLBACK_BYTES = 64;

/** Buttons below a message and the one that shares a number. Refuses as Telegram does. */
function buttonsIn(
  markup: unknown,
  chat: EdgeChat,
): { readonly buttons: readonly (readonly EdgeButton[])[]; readonly contactRequest: string | undefined } {
  const { inline_keyboard: buttons = [], keyboard = [] } = (markup ?? {}) as Markup;
  for (const { text, callback_data } of buttons.flat()) {
    if (!text) refuse(400, 'Bad Request: text buttons are unallowed in the inline keyboard');
    const bytes = Buffer.byteLength(callback_data ?? '');
    if (bytes < 1 || bytes > MAX_CALLBACK_BYTES) refuse(400, 'Bad Request: BUTTON_DATA_INVALID');
  }
  const asking = keyboard.flat().find(({ request_contact }) => request_contact);
  if (asking && chat.type !== 'private')
    refuse(400, 'Bad Request: phone number can be requested in private chats only');
  return { buttons: buttons.filter((row) => row.length > 0), contactRequest: asking?.text };
}
