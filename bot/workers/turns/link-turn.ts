import type { InboundContent } from '../../../channels/channel.ts';
import type { Turn } from '../../turn/context.ts';
import { linkWords, saidOfLink } from '../../wording/mechanic/chats.ts';
import { answer, answerSeldom, languageHere } from './answer.ts';
import { keepMessage, somebody } from './keep-message.ts';

const linkLine = /^\s*(?:link|koppel)\s+([\w-]{4,64})\s*[.!]?\s*$/i;
const codeForm = /^[a-z\d]{4}(?:-[a-z\d]{4}){2}$/i;

/** Nobody guesses a code, but whoever tries is not helped either. */
const mostTries = 5;
const triesWindowMs = 10 * 60_000;

function codeOf(content: InboundContent): string | undefined {
  return content.kind === 'text' ? linkLine.exec(content.text)?.[1] : undefined;
}

/** The code in a line that links a chat. Whoever passes such a line on types no code. */
export function codeIn(content: InboundContent): string | undefined {
  return content.kind === 'text' && content.notOwn === undefined ? codeOf(content) : undefined;
}

/** Whether it can only be a code, whoever typed it: a customer may begin a sentence with the same words. */
export function isCode(content: InboundContent): boolean {
  return codeForm.test(codeOf(content) ?? '');
}

/** Somebody types a code in a chat that is nobody's, or a team's. */
export async function linkTurn(turn: Turn, code: string): Promise<void> {
  const { store, party, context, message } = turn;
  const language = languageHere(turn);
  const { addressId } = party;
  if (!(await store.countCodeTry(addressId, mostTries, triesWindowMs, context.now)))
    return answerSeldom(turn, linkWords[language].tooOften);
  const use = await store.useLinkCode(code, { addressId, shared: message.shared === true }, context.now);
  return answer(turn, saidOfLink(use, language));
}

/** One chat, one role: a customer's messages would else stand among the cards of the workshop. The code stays out of the conversation. */
export async function customerCodeTurn(turn: Turn): Promise<void> {
  await keepMessage(turn, somebody, undefined);
  await answerSeldom(turn, linkWords[languageHere(turn)].ofCustomer);
}
