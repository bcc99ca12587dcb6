import type { InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReplyKeyboardMarkup } from 'telegraf/types';
import { boldSpans } from '../bold.ts';
import type { Choice } from '../channel.ts';

/** Words without stars, and where they are bold in UTF-16 units: with entities nothing has to be escaped. */
export type FormattedText = { readonly text: string; readonly entities: MessageEntity[] };

/** `*bold*` as Telegram's entities. */
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

/** Two labels of this length stand beside each other on a narrow phone. */
const SHORT_LABEL = 16;

/** Buttons below a message; an empty keyboard takes those of an edited message away. */
export function keyboard(choices: readonly Choice[] = []): InlineKeyboardMarkup {
  const buttons = choices.map(({ token, label }): InlineKeyboardButton => ({ text: label, callback_data: token }));
  const perRow = choices.every(({ label }) => label.length <= SHORT_LABEL) ? 2 : 1;
  const rows = Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) => row * perRow);
  return { inline_keyboard: rows.map((from) => buttons.slice(from, from + perRow)) };
}

/** In place of the phone's letters, until it was used: one button by which people share their own number. */
export function contactKeyboard(label: string): ReplyKeyboardMarkup {
  return {
    keyboard: [[{ text: label, request_contact: true }]],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}
