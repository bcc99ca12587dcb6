import type { EdgeButton, EdgeChat, EdgeEntity } from './chats.ts';
import { refuse } from './refusal.ts';

/** What a call carried: JSON, or the fields of a form. */
export type EdgePayload = Readonly<Record<string, unknown>>;

/** The words of a message, which Telegram measures in UTF-16 units after it took the mark-up out. */
export function wordsIn(
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

export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;

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
export function buttonsIn(
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
