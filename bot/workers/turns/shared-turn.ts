import type { Turn } from '../../turn/context.ts';
import { linkWords } from '../../wording/mechanic/chats.ts';
import { answerSeldom, languageHere } from './answer.ts';
import { keepMessage, somebody } from './keep-message.ts';
import { codeIn, linkTurn } from './link-turn.ts';

/** A chat in which others read along is only posted to: nobody works there, and no word of a customer is shown because of what is typed. */
export async function sharedTurn(turn: Turn): Promise<void> {
  const { store, party, message } = turn;
  const { content } = message;
  await keepMessage(turn, somebody, undefined);
  const code = codeIn(content);
  if (code) return linkTurn(turn, code);
  if (content.kind === 'edited' || content.kind === 'reaction') return;
  const say = linkWords[languageHere(turn)];
  return answerSeldom(turn, (await store.isPostingPlace(party.addressId)) ? say.readOnly : say.howToPost);
}
