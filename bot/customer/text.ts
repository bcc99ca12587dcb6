import type { MessageId } from '../../core/ids.ts';
import { isAskedAbout, showingsOf } from '../../core/scene/queries.ts';
import type { Exchanged } from '../../core/scene/scene.ts';
import { type OpenQuote, openQuotesFor } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { clearUnclear, command, raise, redAt } from '../step.ts';
import { choiceFacts } from '../wording/customer/facts.ts';
import type { UnclearReason } from '../wording/customer/phrase.ts';
import { converseAnswer, digits } from './answer.ts';
import { typedCallTime } from './converse-call.ts';
import { confirmed } from './converse-confirm.ts';
import { confirmsOptOut, goOn, isAskedToStop, optOut } from './converse-optout.ts';
import { converseUnproven } from './converse-unproven.ts';
import { askWho } from './converse-who.ts';
import { converseSay } from './deciders.ts';
import { askBack } from './fallbacks.ts';
import { converseNext } from './next.ts';
import type { Reading } from './reading.ts';
import { together } from './together.ts';
import { type Command, readCommand } from './understanding/commands.ts';
import { type Quote, type Understood, understand } from './understanding/understand.ts';
import { takeBack, type Visit } from './visit.ts';

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
  if (said?.kind === 'start' && address.optedOut) return [command({ type: 'OptIn', data, meta })];
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
