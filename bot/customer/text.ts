import type { MessageId } from '../../core/ids.ts';
import { isAskedAbout, type OpenQuote, openQuotesFor, reachedAt, showingsOf } from '../../core/scene/queries.ts';
import type { Exchanged } from '../../core/scene/scene.ts';
import { byBot, clearUnclear, raise, redAt, type Step, toConversation } from '../step.ts';
import { choiceFacts } from '../wording/customer/facts.ts';
import type { UnclearReason } from '../wording/customer/phrase.ts';
import { confirmed, converseAnswer, digits } from './answer.ts';
import { converseSay } from './deciders.ts';
import { askBack, askWho, disown, passOn, sayYes } from './fallbacks.ts';
import { converseNext } from './next.ts';
import { confirmsOptOut, goOn, isAskedToStop, optOut } from './opt-out.ts';
import { promiseCall, speakLanguage, typedCallTime } from './talk.ts';
import { type Command, readCommand } from './understanding/commands.ts';
import { type Quote, type Understood, understand } from './understanding/understand.ts';
import { type Reading, type Together, takeBack, type Visit } from './visit.ts';

type Text = {
  readonly text: string;
  readonly repliesTo?: MessageId | 'unknown';
  readonly before?: readonly Exchanged[];
};

const NO_QUOTE: Quote = { lines: [] };

/**
 * Reads a text. Words bind only while the bot speaks, at a proven address; STOP and START count always. With `unbound` they bind nowhere,
 * and an answer is asked back for that reason.
 */
export function converseText(
  visit: Visit,
  { text, repliesTo, before = [] }: Text,
  unbound?: UnclearReason,
): readonly Step[] {
  const { scene, address } = visit;
  const command = readCommand(text);
  const alone = understand(text, NO_QUOTE);
  const stop = stopOrStart(visit, alone, command);
  if (stop) return stop;
  if (address.frozen) return somebodyLook(visit);
  if (scene.conversation.controller.kind === 'agent') return takeBack(visit);
  if (!address.proven)
    return [...takeBack(visit), ...(unbound ? askWho(visit) : converseUnproven(visit, text, alone, command))];
  const open = openQuotesFor(scene, visit.person.customerId);
  const newest = open.find((one) => isAskedAbout(scene.asked.get(address.addressId), one)) ?? open[0];
  const all = together(visit, text, before, newest);
  const { understood, whole } = readTogether(visit, all, newest) ?? { understood: alone, whole: true };
  const answersNewest = newest !== undefined && isReplyToNewest(visit, newest, repliesTo);
  const reading: Reading = {
    text,
    understood,
    command,
    open,
    newest,
    together: all,
    repliesTo,
    mayBind: !unbound && answersNewest && whole,
  };
  const asked = unbound && askBack(visit, reading, unbound);
  return [...understoodBefore(visit, understood), ...(asked ?? read(visit, reading))];
}

/** All that was written is one answer, or the last of it is looked at alone and cannot bind. */
function readTogether(
  visit: Visit,
  { texts, beganBefore }: Reading['together'],
  newest: OpenQuote | undefined,
): { readonly understood: Understood; readonly whole: boolean } | undefined {
  if (!newest) return undefined;
  const quote = quoteOf(visit, newest);
  const joined = understand(texts.join('\n'), quote);
  if ('answer' in joined || texts.length === 1) return { understood: joined, whole: !beganBefore };
  return { understood: understand(texts.at(-1) ?? '', quote), whole: false };
}

function read(visit: Visit, reading: Reading): readonly Step[] {
  const { scene, address } = visit;
  const asked = scene.asked.get(address.addressId);
  if (asked?.kind === 'call-when') {
    const steps = typedCallTime(visit, reading.text);
    if (steps) return [...takeBack(visit), ...steps];
  }
  const { understood, newest } = reading;
  if (isAskedToStop(visit) && 'answer' in understood && understood.answer === 'reject') return goOn(visit, newest);
  return (
    confirmed(visit, reading) ??
    digits(visit, reading) ??
    ('answer' in understood
      ? converseAnswer(visit, reading, understood)
      : (converseSay(visit, reading, understood) ?? converseNext(visit, reading, understood)))
  );
}

/** A text that quotes another message answers that one. */
function isReplyToNewest({ address }: Visit, newest: OpenQuote, repliesTo: Text['repliesTo']): boolean {
  if (repliesTo === undefined) return true;
  return showingsOf(newest).findLast(({ addressId }) => addressId === address.addressId)?.messageId === repliesTo;
}

function quoteOf({ scene, person }: Visit, { view, version }: OpenQuote): Quote {
  return {
    lines: choiceFacts(view, version).map(({ number, words }) => ({ number, description: words })),
    totalMinor: version.total.minor,
    names: {
      customer: person.name,
      staff: [scene.garage.name, view.mechanic?.name ?? '', scene.agent?.name ?? ''],
    },
  };
}

function stopOrStart(visit: Visit, alone: Understood, said: Command | undefined): readonly Step[] | undefined {
  const { scene, person, address } = visit;
  const data = { conversationId: scene.conversation.conversationId, addressId: address.addressId };
  const by = { kind: 'customer', customerId: person.customerId, addressId: address.addressId } as const;
  const meta = { at: scene.now, by };
  const wantsOut = 'ask' in alone && alone.ask === 'optout';
  if (wantsOut || confirmsOptOut(visit, alone)) return [optOut(visit)];
  if (said?.kind === 'start' && address.optedOut) return [toConversation({ type: 'OptIn', data, meta })];
  return undefined;
}

/** "Not my car" was said here: the bot says nothing more, a person may. */
function somebodyLook({ scene, newId }: Visit): readonly Step[] {
  return raise(scene, newId, { kind: 'wrong_number', owner: 'service', dueAt: redAt(scene, false) });
}

/** Only unclear texts in a row bring a person; what is put as a question of its own neither counts nor ends the row. */
function understoodBefore({ scene }: Visit, understood: Understood): readonly Step[] {
  const leaves: ReadonlySet<string> = new Set(['repeat', 'confirm-all', 'confirm-none', 'choose-lines']);
  return 'ask' in understood && leaves.has(understood.ask) ? [] : clearUnclear(scene);
}

/** Only a plain yes to "Did you bring us this car?" opens anything; a stranger may have this number. */
function converseUnproven(
  visit: Visit,
  text: string,
  understood: Understood,
  said: Command | undefined,
): readonly Step[] {
  const { scene, address } = visit;
  const asked = scene.asked.get(address.addressId)?.kind === 'my-car';
  const ask = 'ask' in understood ? understood.ask : undefined;
  if (said?.kind === 'language') return speakLanguage(visit, said.language);
  if (ask === 'call') return promiseCall(visit, undefined);
  if (ask === 'person' && !asksWho.test(text)) return passOn(visit);
  if (ask === 'wrong-person') return disown(visit);
  if (!asked) return askWho(visit);
  if (isYes(text, understood, said)) return [...clearUnclear(scene), sayYes(visit)];
  const isReject = 'answer' in understood && understood.answer === 'reject';
  return isReject || isNo(text) ? disown(visit) : askOnceMore(visit);
}

/** The question that is put here says who writes. */
const asksWho =
  /\b(?:wie (?:is|zijn) (?:dit|dat|jullie)|wie (?:bent u|ben je)|who(?:'s| is| are) (?:this|you|dis))\b/iu;

const yes = /^\W*(?:ja+|jawel|yes|yep|yeah|jazeker|zeker|klopt|inderdaad|correct|right|that'?s right)\b/iu;
const doubt = /\b(?:niet|geen|nee|not|no|never|nooit|maar|but|verkeerde?|wrong|onjuist|welke|which)\b|\?/iu;
const most = 8;

function isYes(text: string, understood: Understood, said: Command | undefined): boolean {
  const plain = 'answer' in understood || said?.kind === 'confirmation' || text.trim().split(/\s+/u).length <= most;
  return plain && yes.test(text) && !doubt.test(text);
}

function isNo(text: string): boolean {
  return /^\W*(?:nee+|neen|no|nope)\b\W*(?:hoor|sorry|thanks|bedankt)?\W*$/iu.test(text);
}

/** The bot does not ask for ever: the second time a person looks, and then it waits for that person. */
function askOnceMore(visit: Visit): readonly Step[] {
  const { conversationId, unclear } = visit.scene.conversation;
  const count = toConversation({ type: 'CountUnclear', data: { conversationId }, meta: byBot(visit.scene) });
  if (unclear === 0) return [count, ...askWho(visit)];
  return unclear === 1 ? [count, ...passOn(visit)] : [count];
}

/** Stands for what cannot be read: it keeps the whole from being an answer. */
const UNREADABLE = '…';

/**
 * What a text continues: all that this person wrote which the newest question on the screen did not follow. Words that come within the
 * seconds after it were begun before it was read.
 */
function together(visit: Visit, text: string, before: readonly Exchanged[], open: OpenQuote | undefined): Together {
  const answered = open ? before.findLastIndex(({ messageId }) => wasRead(visit, open, messageId)) : -1;
  const earlier = open ? before.slice(answered + 1).filter(({ by }) => by === 'customer') : [];
  const [first] = earlier;
  return {
    beganBefore: first !== undefined && before.indexOf(first) < sinceIn(visit, before),
    texts: [...earlier.map(({ words }) => words ?? UNREADABLE), text],
    messageIds: [...earlier.map(({ messageId }) => messageId), visit.input.messageId],
  };
}

/** From where on nothing but the newest question was said; -1 when that is longer ago. */
function sinceIn({ scene, address }: Visit, before: readonly Exchanged[]): number {
  const asked = scene.asked.get(address.addressId);
  const since = asked && 'since' in asked ? asked.since : undefined;
  return before.findIndex(({ messageId }) => messageId === since);
}

function wasRead({ scene, input, address }: Visit, open: OpenQuote, messageId: MessageId): boolean {
  const shown = showingsOf(open).find((one) => one.messageId === messageId && one.addressId === address.addressId);
  const reached = shown && reachedAt(shown, address);
  if (reached === undefined) return false;
  // Providers' times are coarse.
  const step = Math.max(1, address.skills.clockPrecisionMs);
  const floor = (at: Date): number => Math.floor(at.getTime() / step) * step;
  return floor(reached) + scene.garage.settings.wordsSettleMs <= floor(input.at);
}
