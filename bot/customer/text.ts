import type { MessageId } from '../../core/ids.ts';
import { isAskedAbout, type OpenQuote, openQuotesFor, quoteMessagesOf, reachedAt } from '../../core/scene/queries.ts';
import type { Exchanged } from '../../core/scene/scene.ts';
import { byBot, clearUnclear, itemDueAt, raise, type Step, toConversation } from '../step.ts';
import { choiceFacts } from '../wording/customer/facts.ts';
import type { UnclearReason } from '../wording/customer/phrase.ts';
import { confirmed, converseAnswer, digits } from './answer.ts';
import { takesCallOff, typedCallOff } from './call-off.ts';
import { type CustomerAct, type Reading, type Together, takeBack } from './customer-act.ts';
import { converseDeciders } from './deciders.ts';
import { askBack, askWho, disown, passOn, sayYes } from './fallbacks.ts';
import { offerLanguage, speakLanguage } from './language.ts';
import { converseNext } from './next.ts';
import { confirmsOptOut, goOn, isAskedToStop, optIn, optOut } from './opt-out.ts';
import { promiseCall, typedCallTime } from './talk.ts';
import { type Command, readCommand } from './understanding/commands.ts';
import { isReadWhole, type QuoteToAnswer, type Understood, understand } from './understanding/understand.ts';
import { typedFollow } from './which-chat.ts';

type Text = {
  readonly text: string;
  readonly repliesTo?: MessageId | 'unknown';
  readonly before?: readonly Exchanged[];
};

const NO_QUOTE: QuoteToAnswer = { lines: [] };

/**
 * Handles a text. Words bind only while the bot speaks, at a proven address; STOP and START always
 * count. With `unbound` they never bind, and an answer is asked back for that reason.
 */
export function converseText(
  act: CustomerAct,
  { text, repliesTo, before = [] }: Text,
  unbound?: UnclearReason,
): readonly Step[] {
  const { scene, address } = act;
  const command = readCommand(text);
  const alone = understand(text, NO_QUOTE);
  // "Don't call me, text me" is no wish for silence.
  const stop = takesCallOff(act, text) ? undefined : stopOrStart(act, alone, command);
  if (stop) return stop;
  if (address.frozen) return somebodyLook(act);
  if (scene.conversation.controller.kind === 'agent') return takeBack(act);
  if (!address.proven)
    return [...takeBack(act), ...(unbound ? askWho(act) : converseUnproven(act, text, alone, command))];
  const open = openQuotesFor(scene, act.person.customerId);
  const newest = open.find((one) => isAskedAbout(scene.asked.get(address.addressId), one)) ?? open[0];
  const off = unbound ? undefined : typedCallOff(act, text, newest);
  if (off) return [...clearUnclear(scene), ...off];
  const all = together(act, text, before, newest);
  const { understood, whole } = readTogether(act, all, newest) ?? { understood: alone, whole: true };
  const answersNewest = newest !== undefined && isReplyToNewest(act, newest, repliesTo);
  const reading: Reading = {
    text,
    understood,
    command,
    open,
    newest,
    together: all,
    repliesTo,
    mayBind: !unbound && answersNewest && whole && isReadWhole(text),
  };
  const asked = unbound && askBack(act, reading, unbound);
  return offerLanguage(act, text, before, [...understoodBefore(act, understood), ...(asked ?? read(act, reading))]);
}

/**
 * Reads all texts since the question as one answer. If they are none, the last is read alone and
 * cannot bind.
 */
function readTogether(
  act: CustomerAct,
  { texts, beganBefore }: Reading['together'],
  newest: OpenQuote | undefined,
): { readonly understood: Understood; readonly whole: boolean } | undefined {
  if (!newest) return undefined;
  const quote = quoteOf(act, newest);
  const joined = understand(texts.join('\n'), quote);
  if ('answer' in joined || texts.length === 1) return { understood: joined, whole: !beganBefore };
  return { understood: understand(texts.at(-1) ?? '', quote), whole: false };
}

function read(act: CustomerAct, reading: Reading): readonly Step[] {
  const { scene, address } = act;
  if ('ask' in reading.understood && !isReadWhole(reading.text)) return converseNext(act, reading, reading.understood);
  const asked = scene.asked.get(address.addressId);
  if (asked?.kind === 'call-when') {
    const steps = typedCallTime(act, reading.text);
    if (steps) return [...takeBack(act), ...steps];
  }
  const follows = typedFollow(act, reading.text, asked);
  if (follows) return [...takeBack(act), ...follows];
  const { understood, newest } = reading;
  if (isAskedToStop(act) && 'answer' in understood && understood.answer === 'reject') return goOn(act, newest);
  return (
    confirmed(act, reading) ??
    digits(act, reading) ??
    ('answer' in understood
      ? converseAnswer(act, reading, understood)
      : (converseDeciders(act, reading, understood) ?? converseNext(act, reading, understood)))
  );
}

/** A text that quotes an older message answers that one. */
function isReplyToNewest({ address }: CustomerAct, newest: OpenQuote, repliesTo: Text['repliesTo']): boolean {
  if (repliesTo === undefined) return true;
  return quoteMessagesOf(newest).findLast(({ addressId }) => addressId === address.addressId)?.messageId === repliesTo;
}

function quoteOf({ scene, person }: CustomerAct, { view, version }: OpenQuote): QuoteToAnswer {
  return {
    lines: choiceFacts(view, version).map(({ number, words }) => ({ number, description: words })),
    totalMinor: version.total.minor,
    names: {
      customer: person.name,
      staff: [scene.garage.name, view.mechanic?.name ?? '', scene.agent?.name ?? ''],
    },
  };
}

function stopOrStart(act: CustomerAct, alone: Understood, said: Command | undefined): readonly Step[] | undefined {
  const wantsOut = 'ask' in alone && alone.ask === 'optout';
  if (wantsOut || confirmsOptOut(act, alone)) return [optOut(act)];
  if (said?.kind === 'start' && act.address.optedOut) return [optIn(act)];
  return undefined;
}

/** "Not my car" was said here: the bot stays silent, and a person may look. */
function somebodyLook({ scene, newId }: CustomerAct): readonly Step[] {
  return raise(scene, newId, { kind: 'wrong_number', owner: 'service', dueAt: itemDueAt(scene, false) });
}

/**
 * Unclear texts in a row bring a person. A text that gets a question of its own neither counts nor
 * ends the row.
 */
function understoodBefore({ scene }: CustomerAct, understood: Understood): readonly Step[] {
  const leaves: ReadonlySet<string> = new Set(['repeat', 'confirm-all', 'confirm-none', 'choose-lines']);
  return 'ask' in understood && leaves.has(understood.ask) ? [] : clearUnclear(scene);
}

/**
 * Only a plain yes to "Did you bring us this car?" opens anything: the number may be a stranger's.
 */
function converseUnproven(
  act: CustomerAct,
  text: string,
  understood: Understood,
  said: Command | undefined,
): readonly Step[] {
  const { scene, address } = act;
  const asked = scene.asked.get(address.addressId)?.kind === 'my-car';
  const ask = 'ask' in understood ? understood.ask : undefined;
  if (!isReadWhole(text)) return asked ? askOnceMore(act) : askWho(act);
  if (said?.kind === 'language') return speakLanguage(act, said.language);
  const off = typedCallOff(act, text, undefined);
  if (off) return off;
  if (ask === 'call') return promiseCall(act, undefined);
  if (ask === 'person' && !asksWho.test(text)) return passOn(act);
  if (ask === 'wrong-person') return disown(act);
  if (!asked) return askWho(act);
  if (isYes(text, understood, said)) return [...clearUnclear(scene), sayYes(act)];
  const isReject = 'answer' in understood && understood.answer === 'reject';
  return isReject || isNo(text) ? disown(act) : askOnceMore(act);
}

/** Asks who we are, which our question answers. */
const asksWho =
  /\b(?:wie (?:is|zijn) (?:dit|dat|jullie)|wie (?:bent u|ben je)|who(?:'s| is| are) (?:this|you|dis))\b/iu;

const yes = /^\W*(?:ja+|jawel|yes|yep|yeah|jazeker|zeker|klopt|inderdaad|correct|right|that'?s right)\b/iu;
const doubt = /\b(?:niet|geen|nee|not|no|never|nooit|maar|but|verkeerde?|wrong|onjuist|welke|which)\b|\?/iu;
const maxWords = 8;

function isYes(text: string, understood: Understood, said: Command | undefined): boolean {
  const plain = 'answer' in understood || said?.kind === 'confirmation' || text.trim().split(/\s+/u).length <= maxWords;
  return plain && yes.test(text) && !doubt.test(text);
}

function isNo(text: string): boolean {
  return /^\W*(?:nee+|neen|no|nope)\b(?:\W+(?:hoor|sorry|thanks|bedankt))?\W*$/iu.test(text);
}

/** Asks once more; the second time a person looks, and the bot waits for that person. */
function askOnceMore(act: CustomerAct): readonly Step[] {
  const { conversationId, unclear } = act.scene.conversation;
  const count = toConversation({ type: 'CountUnclear', data: { conversationId }, meta: byBot(act.scene) });
  if (unclear === 0) return [count, ...askWho(act)];
  return unclear === 1 ? [count, ...passOn(act)] : [count];
}

/** Stands for a message without words, and keeps the whole from being an answer. */
const UNREADABLE = '…';

/**
 * Collects the texts that this person wrote and that the newest question on the screen did not
 * follow. Texts within the seconds after it were begun before it was read.
 */
function together(act: CustomerAct, text: string, before: readonly Exchanged[], open: OpenQuote | undefined): Together {
  const answered = open ? before.findLastIndex(({ messageId }) => wasRead(act, open, messageId)) : -1;
  const earlier = open ? before.slice(answered + 1).filter(({ by }) => by === 'customer') : [];
  const [first] = earlier;
  return {
    beganBefore: first !== undefined && before.indexOf(first) < sinceIn(act, before),
    texts: [...earlier.map(({ words }) => words ?? UNREADABLE), text],
    messageIds: [...earlier.map(({ messageId }) => messageId), act.input.messageId],
  };
}

/** Returns the index from which only the newest question was said; -1 if that is longer ago. */
function sinceIn({ scene, address }: CustomerAct, before: readonly Exchanged[]): number {
  const asked = scene.asked.get(address.addressId);
  const since = asked && 'since' in asked ? asked.since : undefined;
  return before.findIndex(({ messageId }) => messageId === since);
}

function wasRead({ scene, input, address }: CustomerAct, open: OpenQuote, messageId: MessageId): boolean {
  const shown = quoteMessagesOf(open).find((one) => one.messageId === messageId && one.addressId === address.addressId);
  const reached = shown && reachedAt(shown, address);
  if (reached === undefined) return false;
  // Providers' times are coarse.
  const step = Math.max(1, address.skills.clockPrecisionMs);
  const floor = (at: Date): number => Math.floor(at.getTime() / step) * step;
  return floor(reached) + scene.garage.settings.wordsSettleMs <= floor(input.at);
}
