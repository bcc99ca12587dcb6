import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  MessageEntity,
  Opts,
  ReplyKeyboardMarkup,
} from 'telegraf/types';
import { boldSpans, cardAsMessage } from '../adapt.ts';
import { type Choice, DeliveryError, type OutboundMedia, type OutboundMessage, type Receipt } from '../channel.ts';
import type { CallApi } from './api.ts';

type TextMessage = Extract<OutboundMessage, { kind: 'text' }>;

/** Sends a message that fits; `adapt` makes it fit. */
export async function sendMessage(call: CallApi, chat: string, message: OutboundMessage, withinMs: number) {
  const whole = message.kind === 'card' ? cardAsMessage(message.card) : message;
  const { media } = whole;
  const target = { chat_id: chat, ...markup(chat, whole) };
  const sent = await plainWhenRefused<Sent>(
    formatText(whole.text),
    (words): Promise<Sent> =>
      media === undefined
        ? call('sendMessage', { ...target, ...words, link_preview_options: NO_PREVIEW }, { withinMs })
        : sendMedia(call, target, words, media, withinMs),
  );
  return receipt(sent);
}

/** Replaces a sent message. "Not modified" is a success, because an edit may be repeated. */
export async function editMessage(
  call: CallApi,
  chat: string,
  externalId: string,
  message: OutboundMessage,
  withinMs: number,
): Promise<Receipt> {
  const { text, choices } = message.kind === 'card' ? cardAsMessage(message.card) : message;
  const target = { chat_id: chat, message_id: Number(externalId), reply_markup: keyboard(choices) };
  const edit = (words: FormattedText) =>
    call('editMessageText', { ...target, ...words, link_preview_options: NO_PREVIEW }, { withinMs });
  const editCaption = (words: FormattedText) =>
    call('editMessageCaption', { ...target, ...asCaption(words) }, { withinMs });
  try {
    await plainWhenRefused(formatText(text), edit);
  } catch (error) {
    if (says(error, NO_TEXT)) await unchangedIsFine(plainWhenRefused(formatText(text), editCaption));
    else if (!says(error, NOT_MODIFIED)) throw error;
  }
  return { externalId, at: new Date(), state: 'sent' };
}

const NO_TEXT = /there is no text in the message to edit/;
const NOT_MODIFIED = /message is not modified/;
const BAD_ENTITIES = /can't parse|ENTIT(Y|IES)_/;

/**
 * Sends the bare words when Telegram refuses the bold ranges. It took nothing then, so there is no
 * second message.
 */
function plainWhenRefused<T>(words: FormattedText, attempt: (words: FormattedText) => Promise<T>): Promise<T> {
  return attempt(words).catch((error: unknown) => {
    if (!says(error, BAD_ENTITIES) || words.entities.length === 0) throw error;
    return attempt({ text: words.text, entities: [] });
  });
}

async function unchangedIsFine(edit: Promise<unknown>): Promise<void> {
  await edit.catch((error: unknown) => {
    if (!says(error, NOT_MODIFIED)) throw error;
  });
}

function says(error: unknown, words: RegExp): boolean {
  return error instanceof DeliveryError && words.test(error.message);
}

/** A link to the garage would otherwise show as a large picture below a quote. */
const NO_PREVIEW = { is_disabled: true };

type Target = Pick<Opts<'sendMessage'>, 'chat_id' | 'reply_markup'>;

/** Telegram refuses the contact button outside private chats, whose ids are positive. */
function markup(chat: string, { choices = [], contactRequest }: TextMessage): Pick<Target, 'reply_markup'> {
  if (choices.length > 0) return { reply_markup: keyboard(choices) };
  if (contactRequest === undefined || chat.startsWith('-')) return {};
  return { reply_markup: contactKeyboard(contactRequest) };
}

const PHOTO_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp']);
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

/**
 * Sends a picture that Telegram accepts as a photo to be shown at once; anything else as a file, and
 * so a photo that it refuses for what it is.
 */
async function sendMedia(
  call: CallApi,
  target: Target,
  words: FormattedText,
  { bytes, mimeType, fileName, asFile }: OutboundMedia,
  withinMs: number,
): Promise<Sent> {
  const payload = { ...target, ...(words.text === '' ? {} : asCaption(words)) };
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The name goes unescaped into a header of the upload.
  const file = { source, filename: fileName.replace(/[^\w.-]/g, '_') };
  const sendFile = (): Promise<Sent> => call('sendDocument', { ...payload, document: file }, { withinMs });
  const isPhoto = asFile !== true && PHOTO_TYPES.has(mimeType) && bytes.byteLength <= MAX_PHOTO_BYTES;
  if (!isPhoto) return sendFile();
  return call('sendPhoto', { ...payload, photo: file }, { withinMs }).catch((error: unknown) => {
    if (refusesPhoto(error)) return sendFile();
    throw error;
  });
}

/** True for a refusal for good that is not about the words, the buttons or the chat. */
function refusesPhoto(error: unknown): boolean {
  if (!(error instanceof DeliveryError) || error.outcome !== 'permanent') return false;
  return error.code === 'too_large' || (error.code === 'invalid' && !NOT_ABOUT_PHOTO.test(error.message));
}

const NOT_ABOUT_PHOTO = /caption|parse|entit|button|markup|chat|reply/i;

function asCaption({ text, entities }: FormattedText) {
  return { caption: text, caption_entities: entities };
}

const A_DAY_MS = 24 * 60 * 60 * 1000;

/** The message as Telegram returns it. */
type Sent = { readonly message_id?: number; readonly date?: number } | null;

function receipt(sent: Sent): Receipt {
  const id = sent?.message_id;
  if (id === undefined) {
    throw new DeliveryError('unavailable', 'Telegram gave no id for a message that it took.', { outcome: 'unknown' });
  }
  return { externalId: String(id), at: sane(sent?.date ?? 0), state: 'sent' };
}

/** Reads seconds, or milliseconds from a stand-in; a senseless date becomes now. */
function sane(date: number): Date {
  const at = date > 1e11 ? date : date * 1000;
  return Math.abs(at - Date.now()) < A_DAY_MS ? new Date(at) : new Date();
}

/** Text without stars. Entities count UTF-16 units; with them nothing needs escaping. */
type FormattedText = { readonly text: string; readonly entities: MessageEntity[] };

export function formatText(marked: string): FormattedText {
  const entities: MessageEntity[] = [];
  let text = '';
  let done = 0;
  for (const { start, end } of boldSpans(marked)) {
    text += marked.slice(done, start);
    const words = marked.slice(start + 1, end - 1);
    entities.push({ type: 'bold', offset: text.length, length: words.length });
    text += words;
    done = end;
  }
  return { text: text + marked.slice(done), entities };
}

/** Two labels of this length fit beside each other on a narrow phone. */
const SHORT_LABEL = 16;

/** Makes the buttons below a message; an empty keyboard removes those of an edited message. */
export function keyboard(choices: readonly Choice[] = []): InlineKeyboardMarkup {
  const buttons = choices.map(({ token, label }): InlineKeyboardButton => ({ text: label, callback_data: token }));
  const perRow = choices.every(({ label }) => label.length <= SHORT_LABEL) ? 2 : 1;
  const rows = Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) => row * perRow);
  return { inline_keyboard: rows.map((from) => buttons.slice(from, from + perRow)) };
}

/** Replaces the phone's keyboard, until used, with one button for sharing one's own number. */
export function contactKeyboard(label: string): ReplyKeyboardMarkup {
  return {
    keyboard: [[{ text: label, request_contact: true }]],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}
