import type { Turn } from '../../turn/context.ts';
import { reply } from '../../turn/tell-staff.ts';

/** Says something in the chat that was written from, whoever that is; `contactRequest` is the label of a button that shares a number. */
export async function answer({ context, party }: Turn, text: string, contactRequest?: string): Promise<void> {
  await reply(context, {
    do: 'reply',
    addressId: party.addressId,
    reply: { text, ...(contactRequest && { contactRequest }) },
  });
}

/** In which language somebody is answered whom the product does not know. */
export function languageHere({ sender, party }: Turn): 'nl' | 'en' {
  return sender.language ?? party.language;
}

/** Nobody who floods us is answered more often within a minute. */
export const mostAnswers = 5;

/** The same, unless this chat was answered often enough within the last minute. */
export async function answerSeldom(turn: Turn, text: string): Promise<void> {
  const { store, party, context } = turn;
  if ((await store.countHeard(party.addressId, context.now)) <= mostAnswers) await answer(turn, text);
}
