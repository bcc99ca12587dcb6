import { openingsOn } from '../../core/calendar.ts';
import { assertNever } from '../../core/decision.ts';
import { atLocal } from '../../core/local-time.ts';
import type { MechanicAction, MechanicCard } from '../cards/card.ts';
import type { ChatAboutRepair } from './chat.ts';
import { askAgreed, askDone, askEta, askLift, askPlain, askPrice, askUnread, askWait } from './doubt.ts';
import { draftOf } from './draft.ts';
import type { MechanicLine } from './typed/line.ts';
import { writeFindings } from './typed/quote.ts';

/** Something to do, or a question back while the line can be read in two ways. */
export type Read =
  | { readonly kind: 'action'; readonly action: MechanicAction }
  | { readonly kind: 'ask'; readonly card: Omit<MechanicCard, 'title'> };

export type CarLine = Exclude<MechanicLine, { kind: DeskKind }>;

type DeskKind = (typeof deskKinds)[number];

const deskKinds = ['new', 'mine', 'all', 'help', 'link', 'language'] as const satisfies readonly MechanicLine['kind'][];

export function isCarLine(line: MechanicLine): line is CarLine {
  return !deskKinds.some((kind) => kind === line.kind);
}

/** Reads a line about this car. A line in doubt is only asked back. */
export function readLine(line: CarLine, chat: ChatAboutRepair): Read {
  const { repairId } = chat;
  switch (line.kind) {
    case 'start':
    case 'withdraw':
    case 'busy':
    case 'on':
    case 'reopen':
    case 'cancel':
    case 'collected':
    case 'take':
    case 'undo':
      return readBare(line, chat);
    case 'found':
      return act({
        do: 'found',
        repairId,
        ...(line.findings.length > 0 ? { text: writeFindings(line.findings) } : {}),
      });
    case 'quote':
      return line.lines.length === 0 && line.doubts.length === 0
        ? act({ do: 'price', repairId })
        : act({ do: 'draft', repairId, draft: draftOf(line, chat) });
    case 'wait':
      return readWait(line, chat);
    case 'eta':
      return readEta(line, chat);
    case 'lift':
      return readLift(line, chat);
    case 'done':
      return readDone(line, chat);
    case 'agree':
      return readAgreed(line, chat);
    case 'say':
      return readSay(line, chat);
    case 'note':
      return act({ do: 'note', repairId, ...(line.text === undefined ? {} : { text: line.text }) });
    case 'show':
      return act({ do: 'show', repairId });
    case 'plain':
      return ask(askPlain(chat, line));
    default:
      return assertNever(line);
  }
}

type LineOf<Kind extends CarLine['kind']> = Extract<CarLine, { kind: Kind }>;

type BareLine = LineOf<'start' | 'withdraw' | 'busy' | 'on' | 'reopen' | 'cancel' | 'collected' | 'take' | 'undo'>;

/** Reads a command that takes no words. */
function readBare({ kind, doubts }: BareLine, chat: ChatAboutRepair): Read {
  const action: MechanicAction = kind === 'undo' ? { do: 'undo' } : { do: kind, repairId: chat.repairId };
  return doubts.length > 0 ? ask(askUnread(chat, action, doubts)) : act(action);
}

function readLift({ doubts, onLift }: LineOf<'lift'>, chat: ChatAboutRepair): Read {
  return doubts.length > 0 || onLift === undefined
    ? ask(askLift(chat, doubts))
    : act({ do: 'lift', repairId: chat.repairId, on: onLift });
}

function readDone({ doubts, price }: LineOf<'done'>, chat: ChatAboutRepair): Read {
  if (doubts.length > 0) return ask(askDone(chat, doubts));
  return act({ do: 'done', repairId: chat.repairId, ...(price ? { amountMinor: price.amount.minor } : {}) });
}

function readAgreed({ doubts, price }: LineOf<'agree'>, chat: ChatAboutRepair): Read {
  if (doubts.length > 0 || !price) return ask(askAgreed(chat, doubts));
  return act({ do: 'agree', repairId: chat.repairId, amountMinor: price.amount.minor });
}

function readSay({ doubts, text }: LineOf<'say' | 'note'>, chat: ChatAboutRepair): Read {
  if (doubts.length > 0) return ask(askPrice(chat, text ?? ''));
  return act({ do: 'say', repairId: chat.repairId, ...(text === undefined ? {} : { text }) });
}

function readWait(line: LineOf<'wait'>, chat: ChatAboutRepair): Read {
  const until = line.at ?? (line.day === undefined ? undefined : opening(line.day, chat));
  const wait: MechanicAction = {
    do: 'wait',
    repairId: chat.repairId,
    ...(until ? { until: until.toISOString() } : {}),
  };
  return line.doubts.length > 0 || !line.parts ? ask(askWait(chat, wait, line.doubts)) : act(wait);
}

/** Parts for a day are expected when that day begins. */
function opening(day: string, { desk }: ChatAboutRepair): Date {
  const { calendar } = desk.garage;
  return openingsOn(calendar, day)[0]?.opens ?? atLocal(calendar.zone, day, 480);
}

function readEta(line: LineOf<'eta'>, chat: ChatAboutRepair): Read {
  const { repairId } = chat;
  if (line.doubts.length > 0) return ask(askEta(chat, line.doubts));
  return act({
    do: 'promise',
    repairId,
    ...(line.at ? { at: line.at.toISOString() } : {}),
    ...(line.day === undefined ? {} : { day: line.day }),
  });
}

function act(action: MechanicAction): Read {
  return { kind: 'action', action };
}

function ask(card: Omit<MechanicCard, 'title'>): Read {
  return { kind: 'ask', card };
}
