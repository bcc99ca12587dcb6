import type {
  ConversationDetail,
  QuoteDetail,
  QuotedMessage,
  Timeline,
  TimelineEntry,
  TimelineEvent,
  TimelineMessage,
  TimelineSpeaker,
  WhatHappened,
} from '../../core/application/queries.ts';
import { assertNever } from '../../core/decision.ts';
import { localParts } from '../../core/local-time.ts';
import { formatMoney } from '../../core/money.ts';
import { paths, type View } from '../frame/env.ts';
import { dayText, timeText } from '../frame/format.ts';
import { quoteAnchor } from './quote-card.tsx';
import { anchorOf, lineOf, SaidBody, speakerName } from './said.tsx';

export type LogProps = {
  readonly view: View;
  readonly detail: ConversationDetail;
  readonly timeline: Timeline;
  /** How many messages were asked for. */
  readonly messages: number;
};

/**
 * Draws messages and events in one list. The next message sent carries the id of the newest one
 * shown.
 */
export function Log({ view, detail, timeline, messages }: LogProps) {
  const { entries, hasEarlier, newestMessageId } = timeline;
  const words = view.words.thread;
  const { zone } = detail.garage;
  let day = '';
  const startsDay = (at: Date): boolean => {
    const before = day;
    day = localParts(zone, at).date;
    return day !== before;
  };
  return (
    <div id="log" class="log" role="log" aria-label={words.log} tabindex={0}>
      <input type="hidden" form="composer" name="seenMessageId" value={newestMessageId ?? ''} />
      {hasEarlier && (
        <p class="earlier">
          <a href={paths.conversation(detail.conversationId, { messages: messages * 2 })}>{words.earlier}</a>
        </p>
      )}
      {entries.length === 0 && <p class="empty">{words.empty}</p>}
      <ol>
        {linesOf(entries).map((line) => (
          <>
            {startsDay(timeOf(line)) && (
              <li class="day" id={`day-${day}`}>
                {dayText(timeOf(line), zone, view.language)}
              </li>
            )}
            <Line view={view} detail={detail} line={line} />
          </>
        ))}
      </ol>
    </div>
  );
}

function timeOf(line: LogLine): Date {
  return (line.kind === 'event' ? line.event : line.first).at;
}

function Line({ view, detail, line }: Pick<LogProps, 'view' | 'detail'> & { line: LogLine }) {
  const { zone } = detail.garage;
  if (line.kind === 'event') return <EventLine view={view} event={line.event} zone={zone} />;
  const { first, more } = line;
  if (isSmall(first)) return <SmallLine view={view} message={first} zone={zone} />;
  return <MessageBubble view={view} message={first} more={more} detail={detail} />;
}

export type MessageProps = {
  readonly view: View;
  readonly message: TimelineMessage;
  /** The further parts of an album that `message` begins. */
  readonly more: readonly TimelineMessage[];
  readonly detail: ConversationDetail;
};

/**
 * Draws one message: the customer's left, ours right, the bot's tinted, a person's solid, notes
 * full width.
 */
function MessageBubble({ view, message, more, detail }: MessageProps) {
  const { direction, by, at, said, refersTo, choices, delivery } = message;
  const { words, language } = view;
  const trouble = delivery && (delivery.state === 'failed' || delivery.state === 'unknown');
  const isEdit = said.kind === 'edited';
  return (
    <li
      class={`entry ${sideOf(message)}${trouble ? ' trouble' : ''}${isEdit ? ' edit' : ''}`}
      id={anchorOf(message.messageId)}
    >
      <div class="bubble">
        <p class="by">
          {direction === 'note' ? noteTitle(by, view) : speakerName(by, view)}
          {isEdit && <span class="mark-of">{` · ${words.said.edited}`}</span>}
        </p>
        {refersTo && <Quoted view={view} quoted={refersTo} />}
        <SaidBody view={view} messages={[message, ...more]} />
        {choices.length > 0 && (
          <ul class="choices" aria-label={words.thread.buttons}>
            {choices.map((label) => (
              <li>{label}</li>
            ))}
          </ul>
        )}
        <QuoteLink view={view} message={message} detail={detail} />
        <p class="meta">
          <time datetime={at.toISOString()}>{timeText(at, detail.garage.zone, language)}</time>
          <EditMark view={view} messages={[message, ...more]} />
          <Delivery view={view} message={message} />
        </p>
      </div>
    </li>
  );
}

/** Marks a message that was edited later and links to the new text; staff see both. */
function EditMark({ view, messages }: { view: View; messages: readonly TimelineMessage[] }) {
  const editedIn = messages.map((one) => one.editedIn).find((id) => id !== undefined);
  if (!editedIn) return null;
  return (
    <>
      {' · '}
      <a href={`#${anchorOf(editedIn)}`}>{view.words.said.laterEdited}</a>
    </>
  );
}

function sideOf({ direction, by }: TimelineMessage): string {
  if (direction === 'note') return 'note';
  if (direction === 'in') return 'in';
  return by.kind === 'staff' ? 'out person' : 'out bot';
}

function noteTitle(by: TimelineSpeaker, { words }: View): string {
  return by.kind === 'staff' ? `${words.thread.note} · ${by.name}` : words.thread.readAloud;
}

function Delivery({ view, message: { delivery } }: { view: View; message: TimelineMessage }) {
  if (!delivery) return null;
  const words = view.words.thread;
  const { state, code, channel } = delivery;
  const why = state === 'failed' ? `: ${words.reasons[code ?? ''] ?? words.otherReason}` : '';
  return (
    <span class={`delivery ${state}`} title={view.words.common.channels[channel] ?? channel}>
      {` · ${words.delivery[state]}${why}`}
    </span>
  );
}

/** Links a message about a quote to that version in the side pane, with its present state. */
function QuoteLink({ view, message: { about }, detail }: Omit<MessageProps, 'more'>) {
  const quote = about.quoteId === undefined ? undefined : findQuote(detail, about.quoteId, about.version);
  if (!quote || !about.shows) return null;
  const { repair } = view.words;
  const standing =
    quote.outcome && quote.status === 'decided' ? repair.outcome[quote.outcome] : repair.quoteStatus[quote.status];
  return (
    <p class="about">
      <a href={`#${quoteAnchor(quote)}`}>{`${repair.quote} ${quote.number} v${quote.version} · ${standing}`}</a>
    </p>
  );
}

function findQuote(
  { repairs }: ConversationDetail,
  quoteId: string,
  version: number | undefined,
): QuoteDetail | undefined {
  return repairs
    .flatMap(({ quotes }) => quotes)
    .find((quote) => quote.quoteId === quoteId && quote.version === version);
}

type EventLineProps = { readonly view: View; readonly event: TimelineEvent; readonly zone: string };

/** Draws an event as a thin line among the messages. */
function EventLine({ view, event, zone }: EventLineProps) {
  return (
    <li class={`event ${event.what.type}`} id={`event-${event.id}`}>
      <span>{eventSentence(event.what, view)}</span>{' '}
      <time datetime={event.at.toISOString()}>{timeText(event.at, zone, view.language)}</time>
    </li>
  );
}

function eventSentence(what: WhatHappened, { words, language }: View): string {
  const { thread, inbox } = words;
  switch (what.type) {
    case 'taken_over':
      return thread.tookOver(what.name, what.from);
    case 'handed_back':
      return thread.handedBack(what.name);
    case 'linked':
      return thread.linked[what.how];
    case 'unlinked':
      return thread.unlinked;
    case 'disowned':
      return thread.disowned;
    case 'opted_out':
      return thread.optedOut;
    case 'opted_in':
      return thread.optedIn;
    case 'item_raised':
      return thread.raised(inbox.items[what.item]);
    case 'item_ended':
      return `${inbox.items[what.item]}: ${thread.ended[what.how]}${what.name ? ` · ${what.name}` : ''}`;
    case 'repair':
      return thread.repair[what.status];
    case 'say':
      return thread.say[what.change](what.names.join(', '));
    case 'quote_closed':
      return `${thread.quote} ${what.number} v${what.version}: ${thread.closed[what.why]}`;
    case 'decided':
      return `${thread.quote} ${what.number} v${what.version}: ${thread.outcome[what.outcome]} · ${formatMoney(what.total, language)}`;
    default:
      return assertNever(what);
  }
}

type SmallLineProps = { readonly view: View; readonly message: TimelineMessage; readonly zone: string };

/** A reaction or an opened chat is drawn as a thin line, like an event. */
function isSmall({ said }: TimelineMessage): boolean {
  return said.kind === 'reaction' || said.kind === 'started';
}

function SmallLine({ view, message, zone }: SmallLineProps) {
  return (
    <li class="event small" id={anchorOf(message.messageId)}>
      <span>
        {smallSentence(message, view)} <Target view={view} message={message} />
      </span>{' '}
      <time datetime={message.at.toISOString()}>{timeText(message.at, zone, view.language)}</time>
    </li>
  );
}

function smallSentence({ said, by }: TimelineMessage, view: View): string {
  const { started, reacted, unreacted } = view.words.said;
  const name = speakerName(by, view);
  if (said.kind !== 'reaction') return started(name);
  return said.emoji ? reacted(name, said.emoji) : unreacted(name);
}

function Target({ view, message: { said, refersTo } }: { view: View; message: TimelineMessage }) {
  if (said.kind !== 'reaction') return null;
  if (refersTo === undefined || refersTo === 'unknown') return <>{view.words.said.anEarlier}</>;
  return <a href={`#${anchorOf(refersTo.messageId)}`}>{`“${lineOf(refersTo.text, refersTo.said, view)}”`}</a>;
}

type QuotedProps = { readonly view: View; readonly quoted: QuotedMessage | 'unknown' };

/** Draws the message that another one answers or edits, shortened, above it. */
function Quoted({ view, quoted }: QuotedProps) {
  const { reply, anEarlier } = view.words.said;
  if (quoted === 'unknown')
    return (
      <p class="quoted">
        {reply} {anEarlier}
      </p>
    );
  return (
    <a class="quoted" href={`#${anchorOf(quoted.messageId)}`}>
      <span class="by">{speakerName(quoted.by, view)}</span>
      <span class="line">{lineOf(quoted.text, quoted.said, view)}</span>
    </a>
  );
}

/** One line of the log: an event, a message, or all parts of an album. */
type LogLine =
  | { readonly kind: 'event'; readonly event: TimelineEvent }
  | { readonly kind: 'messages'; readonly first: TimelineMessage; readonly more: readonly TimelineMessage[] };

/**
 * Puts an album where its first part is: networks send it in parts, and an answer of ours may fall
 * between them.
 */
function linesOf(entries: readonly TimelineEntry[]): readonly LogLine[] {
  const albums = albumsAmong(entries);
  return entries.flatMap((entry): readonly LogLine[] => {
    if (entry.kind === 'event') return [{ kind: 'event', event: entry }];
    const [first = entry, ...more] = albums.get(albumOf(entry) ?? '') ?? [];
    return first === entry ? [{ kind: 'messages', first, more }] : [];
  });
}

function albumsAmong(entries: readonly TimelineEntry[]): ReadonlyMap<string, readonly TimelineMessage[]> {
  const albums = new Map<string, TimelineMessage[]>();
  for (const entry of entries) {
    const album = entry.kind === 'message' ? albumOf(entry) : undefined;
    if (entry.kind === 'message' && album !== undefined) albums.set(album, [...(albums.get(album) ?? []), entry]);
  }
  return albums;
}

function albumOf({ said }: TimelineMessage): string | undefined {
  return said.kind === 'file' ? said.album : undefined;
}
