import type { Opts } from 'telegraf/types';
import { cardAsMessage } from '../card-text.ts';
import { type Choice, DeliveryError, type OutboundMedia, type OutboundMessage, type Receipt } from '../channel.ts';
import type { CallApi } from './api.ts';
import { formatText, keyboard } from './format.ts';

/** Sends one message, which has to fit: `adapt` does that. */
export const sendMessage = async (call: CallApi, chat: string, message: OutboundMessage, withinMs: number) => {
  const { text, choices, media } = message.kind === 'card' ? cardAsMessage(message.card) : message;
  const sent =
    media === undefined
      ? await call('sendMessage', textPayload(chat, text, choices), { withinMs })
      : await sendMedia(call, chat, text, choices, media, withinMs);
  return receipt(sent);
};

/** Replaces a sent message. That nothing changed is a success: an edit may be repeated. */
export const editMessage = async (
  call: CallApi,
  chat: string,
  externalId: string,
  message: OutboundMessage,
  withinMs: number,
): Promise<Receipt> => {
  const { text, choices } = message.kind === 'card' ? cardAsMessage(message.card) : message;
  const target = { chat_id: chat, message_id: Number(externalId), reply_markup: keyboard(choices) };
  try {
    await call('editMessageText', { ...target, ...formatText(text), link_preview_options: NO_PREVIEW }, { withinMs });
  } catch (error) {
    if (says(error, 'there is no text in the message to edit')) {
      const { text: caption, entities } = formatText(text);
      await unchangedIsFine(
        call('editMessageCaption', { ...target, caption, caption_entities: entities }, { withinMs }),
      );
    } else if (!says(error, NOT_MODIFIED)) throw error;
  }
  return { externalId, at: new Date(), state: 'sent' };
};

const NOT_MODIFIED = 'message is not modified';

const unchangedIsFine = async (edit: Promise<unknown>): Promise<void> => {
  await edit.catch((error: unknown) => {
    if (!says(error, NOT_MODIFIED)) throw error;
  });
};

const says = (error: unknown, words: string): boolean =>
  error instanceof DeliveryError && error.message.includes(words);

/** A link to the garage would otherwise show as a large picture below a quote. */
const NO_PREVIEW = { is_disabled: true };

const textPayload = (chat: string, text: string, choices: readonly Choice[] | undefined): Opts<'sendMessage'> => ({
  chat_id: chat,
  ...formatText(text),
  link_preview_options: NO_PREVIEW,
  ...markup(choices),
});

const markup = (choices: readonly Choice[] | undefined) =>
  choices === undefined || choices.length === 0 ? {} : { reply_markup: keyboard(choices) };

const PHOTO_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp']);
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

/** A picture that Telegram takes as a photo is shown at once, all else is a file. */
const sendMedia = (
  call: CallApi,
  chat: string,
  marked: string,
  choices: readonly Choice[] | undefined,
  { bytes, mimeType, fileName }: OutboundMedia,
  withinMs: number,
) => {
  const { text: caption, entities } = formatText(marked);
  const words = caption === '' ? {} : { caption, caption_entities: entities };
  const payload = { chat_id: chat, ...words, ...markup(choices) };
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The name goes into a header of the upload as it is.
  const file = { source, filename: fileName.replace(/[^\w.-]/g, '_') };
  const isPhoto = PHOTO_TYPES.has(mimeType) && bytes.byteLength <= MAX_PHOTO_BYTES;
  return isPhoto
    ? call('sendPhoto', { ...payload, photo: file }, { withinMs })
    : call('sendDocument', { ...payload, document: file }, { withinMs });
};

const A_DAY_MS = 24 * 60 * 60 * 1000;

const receipt = (sent: { readonly message_id?: number; readonly date?: number } | null): Receipt => {
  const id = sent?.message_id;
  if (id === undefined) {
    throw new DeliveryError('unavailable', 'Telegram gave no id for a message that it took.', { outcome: 'unknown' });
  }
  return { externalId: String(id), at: sane(sent?.date ?? 0), state: 'sent' };
};

/** Telegram tells seconds; a stand-in that tells milliseconds is understood, and a senseless date is not believed. */
const sane = (date: number): Date => {
  const at = date > 1e11 ? date : date * 1000;
  return Math.abs(at - Date.now()) < A_DAY_MS ? new Date(at) : new Date();
};
