import type { InboundContent } from '../../channels/channel.ts';
import { notices } from '../wording/customer/buttons.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { render } from '../wording/customer/render.ts';
import { unknownChatWords } from '../wording/customer/talk.ts';
import { linkWords, saidOfLink } from '../wording/mechanic/chats.ts';
import type { Turn } from './context.ts';
import { keepMessage, somebody } from './record.ts';
import { languageHere, maxReplies, replyHere, replySeldom } from './tell-staff.ts';

/** A person who tries links has a reason to get more answers. */
const maxAnswersToLinks = 20;

/**
 * Handles a message in a chat that is nobody's yet: a code links it, anything else gets one polite
 * sentence and no data.
 */
export async function strangerTurn(turn: Turn, refused?: CustomerPhrase): Promise<void> {
  const { context, store, party, message } = turn;
  const { content } = message;
  await keepMessage(turn, somebody, undefined);
  const code = party.customerId ? undefined : codeIn(content);
  if (code) return linkTurn(turn, code);
  if (content.kind === 'choice' && content.tap !== undefined)
    context.afterCommit.push({ do: 'acknowledge', tap: content.tap, notice: notices[languageHere(turn)].notYours });
  if (content.kind === 'edited' || content.kind === 'reaction') return;
  const max = refused ? maxAnswersToLinks : maxReplies;
  if ((await store.countHeard(party.addressId, context.now)) <= max) await answerStranger(turn, refused);
}

async function answerStranger(turn: Turn, refused: CustomerPhrase | undefined): Promise<void> {
  const { context, store, party, message } = turn;
  const { content } = message;
  const language = languageHere(turn);
  if (party.staffOnly) return replyHere(turn, linkWords[language].howTo);
  const garage = await store.garageOf(party.garageId);
  if (!refused && !party.customerId) {
    const { way, share, noMatch } = unknownChatWords[language];
    return content.kind === 'contact'
      ? replyHere(turn, noMatch(garage, content.own))
      : replyHere(turn, way(garage), share);
  }
  const { text } = render(refused ?? { kind: 'no-repair' }, {
    language,
    buttons: false,
    garage: { name: garage.name, addressLine: garage.addressLine, phone: garage.phone, zone: garage.calendar.zone },
    now: context.now,
  });
  return replyHere(turn, text);
}

const linkLine = /^\s*(?:link|koppel)\s+([\w-]{4,64})\s*(?:[.!]\s*)?$/i;
const codeForm = /^[a-z\d]{4}(?:-[a-z\d]{4}){2}$/i;
/** Nobody types more of them in one message. */
const maxCodes = 5;

/** Returns what may be codes of the staff in a text. */
export function codesIn(text: string): readonly string[] {
  return (text.match(/(?<![a-z\d])[a-z\d]{4}(?:-[a-z\d]{4}){2}(?![a-z\d])/gi) ?? []).slice(0, maxCodes);
}

/** Limits attempts; the codes alone are long enough. */
const maxTries = 5;
const triesWindowMs = 10 * 60_000;

function codeOf(content: InboundContent): string | undefined {
  return content.kind === 'text' ? linkLine.exec(content.text)?.[1] : undefined;
}

/** Returns the code in a line that links a chat; a forwarded line does not count. */
export function codeIn(content: InboundContent): string | undefined {
  return content.kind === 'text' && content.notOwn === undefined ? codeOf(content) : undefined;
}

/** True if it can only be a code; a customer may begin a sentence with the same words. */
export function isCode(content: InboundContent): boolean {
  return codeForm.test(codeOf(content) ?? '');
}

/** Uses a code that was typed in a chat that is nobody's, or a team's. */
async function linkTurn(turn: Turn, code: string): Promise<void> {
  const { store, party, context, message } = turn;
  const language = languageHere(turn);
  const { addressId } = party;
  if (!(await store.countCodeTry(addressId, maxTries, triesWindowMs, context.now)))
    return replySeldom(turn, linkWords[language].tooOften);
  const use = await store.useLinkCode(code, { addressId, shared: message.shared === true }, context.now);
  return replyHere(turn, saidOfLink(use, language));
}

/**
 * Refuses a code in a customer's chat: one chat has one role. The code stays out of the
 * conversation.
 */
export async function customerCodeTurn(turn: Turn): Promise<void> {
  await keepMessage(turn, somebody, undefined);
  await replySeldom(turn, linkWords[languageHere(turn)].ofCustomer);
}

/**
 * Handles a message in a chat that others read too, which is only posted to: no word of a customer
 * is shown because of what is typed there.
 */
export async function sharedTurn(turn: Turn): Promise<void> {
  const { store, party, message } = turn;
  const { content } = message;
  await keepMessage(turn, somebody, undefined);
  const code = codeIn(content);
  if (code) return linkTurn(turn, code);
  if (content.kind === 'edited' || content.kind === 'reaction') return;
  const words = linkWords[languageHere(turn)];
  return replySeldom(turn, (await store.isPostingPlace(party.addressId)) ? words.readOnly : words.howToPost);
}
