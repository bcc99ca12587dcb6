import { openingsOn } from '../../core/calendar.ts';
import { assertNever } from '../../core/decision.ts';
import { atLocal } from '../../core/local-time.ts';
import type { MechanicAction, MechanicCard } from '../cards/card.ts';
import type { ChatAboutRepair } from './chat.ts';
import { askDone, askEta, askLift, askPlain, askPrice, askUnread, askWait } from './doubt.ts';
import { draftOf } from './quote.ts';
import type { MechanicLine } from './typed/line.ts';
import { writeFindings } from './typed/quote.ts';

/** What a line about a car asks for: something to do, or a question back while it can be read in two ways. */
export type Read =
  | { readonly kind: 'action'; readonly action: MechanicAction }
  | { readonly kind: 'ask'; readonly card: Omit<MechanicCard, 'title'> };

/** A line that is about one car. */
export type CarLine = Exclude<MechanicLine, { kind: DeskKind }>;

type DeskKind = 'new' | 'mine' | 'all' | 'help' | 'link' | 'language';

const deskKinds: ReadonlySet<string> = new Set<DeskKind>(['new', 'mine', 'all', 'help', 'link', 'language']);

/** Whether a line is about one car. */
export function isCarLine(line: MechanicLine): line is CarLine {
  return !deskKinds.has(line.kind);
}

function act(action: MechanicAction): Read {
  return { kind: 'action', action };
}
function ask(card: Omit<MechanicCard, 'title'>): Read {
  return { kind: 'ask', card };
}

/** Reads a line about this car. While it has a doubt it is only asked back. */
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
    case 'undo': {
      const action: MechanicAction = line.kind === 'undo' ? { do: 'undo' } : { do: line.kind, repairId };
      return line.doubts.length > 0 ? ask(askUnread(chat, action, line.doubts)) : act(action);
    }
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
      return line.doubts.length > 0 || line.onLift === undefined
        ? ask(askLift(chat, line.doubts))
        : act({ do: 'lift', repairId, on: line.onLift });
    case 'done': {
      if (line.doubts.length > 0) return ask(askDone(chat, line.doubts));
      const { price } = line;
      return act({ do: 'done', repairId, ...(price ? { amountMinor: price.amount.minor } : {}) });
    }
    case 'say': {
      const text = line.text === undefined ? {} : { text: line.text };
      return line.doubts.length > 0 ? ask(askPrice(chat, line.text ?? '')) : act({ do: 'say', repairId, ...text });
    }
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
