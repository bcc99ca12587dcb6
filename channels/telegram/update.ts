import { z } from 'zod';
import { absentWhenMalformed, storableInPlace } from '../untrusted.ts';

/** The fields of Telegram's updates that are used; a malformed part counts as absent. */
export type TelegramUpdate = z.infer<typeof updateSchema>;
export type TelegramMessage = z.infer<typeof messageSchema>;
export type TelegramAuthor = z.infer<typeof authorSchema>;
export type TelegramUser = z.infer<typeof userSchema>;

// Entities count UTF-16 units of the text, so its length has to stay.
const words = z.string().transform(storableInPlace);
const id = z.number().int();
const seconds = z.number().int().catch(0);

const chatSchema = z.object({ id, type: absentWhenMalformed(z.string()) });

/** The original author: a person, a bot, a group or a channel. */
const authorSchema = z.object({
  first_name: absentWhenMalformed(words),
  last_name: absentWhenMalformed(words),
  title: absentWhenMalformed(words),
  username: absentWhenMalformed(words),
});
// Also an author of unknown shape shows that the words are not the sender's own.
const author = authorSchema.optional().catch({});

const userSchema = z.object({
  id,
  first_name: absentWhenMalformed(words),
  last_name: absentWhenMalformed(words),
  language_code: absentWhenMalformed(words),
});

const fileSchema = z.object({
  file_id: z.string(),
  file_size: absentWhenMalformed(z.number().int()),
  mime_type: absentWhenMalformed(words),
  file_name: absentWhenMalformed(words),
});
const file = absentWhenMalformed(fileSchema);

const placeSchema = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });

const messageSchema = z.looseObject({
  message_id: id,
  date: seconds,
  edit_date: seconds,
  chat: chatSchema,
  from: absentWhenMalformed(userSchema),
  text: absentWhenMalformed(words),
  caption: absentWhenMalformed(words),
  // Read one by one, so that a malformed entity does not hide the others.
  entities: absentWhenMalformed(z.array(z.unknown())),
  caption_entities: absentWhenMalformed(z.array(z.unknown())),
  media_group_id: absentWhenMalformed(words),
  reply_to_message: absentWhenMalformed(z.object({ message_id: id })),
  forward_origin: z
    .object({ sender_user: author, sender_user_name: absentWhenMalformed(words), sender_chat: author, chat: author })
    .optional()
    .catch({}),
  forward_from: author,
  forward_sender_name: words.optional().catch(''),
  forward_from_chat: author,
  via_bot: author,
  sender_business_bot: author,
  contact: absentWhenMalformed(z.object({ phone_number: words, user_id: absentWhenMalformed(id) })),
  location: absentWhenMalformed(placeSchema),
  venue: absentWhenMalformed(
    z.object({ location: placeSchema, title: absentWhenMalformed(words), address: absentWhenMalformed(words) }),
  ),
  sticker: absentWhenMalformed(z.object({ emoji: absentWhenMalformed(words) })),
  dice: absentWhenMalformed(z.object({ emoji: words, value: z.number().int() })),
  poll: absentWhenMalformed(z.object({ question: words })),
  game: absentWhenMalformed(z.object({ title: words })),
  photo: absentWhenMalformed(z.array(fileSchema)),
  document: file,
  voice: file,
  video: file,
  audio: file,
  animation: file,
  video_note: file,
});

/** One reaction; only emoji of the common set are readable. */
const signSchema = z.object({ type: z.string(), emoji: absentWhenMalformed(words) });

const reactionSchema = z.object({
  chat: chatSchema,
  message_id: id,
  date: seconds,
  user: absentWhenMalformed(userSchema),
  old_reaction: z.array(signSchema),
  new_reaction: z.array(signSchema),
});

/** The part that is present tells the kind of update. */
export const updateSchema = z.object({
  update_id: id,
  message: absentWhenMalformed(messageSchema),
  edited_message: absentWhenMalformed(messageSchema),
  callback_query: absentWhenMalformed(
    z.object({
      id: z.string(),
      from: userSchema,
      data: absentWhenMalformed(z.string()),
      message: absentWhenMalformed(z.object({ message_id: id, chat: chatSchema })),
    }),
  ),
  my_chat_member: absentWhenMalformed(
    z.object({ chat: chatSchema, from: userSchema, date: seconds, new_chat_member: z.object({ status: z.string() }) }),
  ),
  message_reaction: absentWhenMalformed(reactionSchema),
});

const withChat = z.object({ chat: chatSchema, date: seconds, from: absentWhenMalformed(userSchema) });
const anyUpdate = z.looseObject({ update_id: id });

/**
 * Reads what is readable of an unknown or malformed update; undefined when it belongs to no chat.
 */
export function strangeUpdate(update: unknown) {
  const { data } = anyUpdate.safeParse(update);
  if (data === undefined) return undefined;
  for (const [kind, value] of Object.entries(data)) {
    const part = withChat.safeParse(value);
    if (part.success) return { updateId: data.update_id, kind, ...part.data };
  }
  return undefined;
}

/** Tells if other people read this chat: a group or a channel. */
export function isShared({ type }: { readonly type?: string | undefined }): boolean {
  return type === 'group' || type === 'supergroup' || type === 'channel';
}
