import type { ConversationDetail, QuoteDetail, Speaker, TimelineMessage } from '../../core/application/queries.ts';
import type { View } from '../frame/env.ts';
import { timeText } from '../frame/format.ts';
import { quoteAnchor } from './quote-card.tsx';
import { Quoted } from './quoted.tsx';
import { anchorOf, SaidBody } from './said.tsx';
import { nameOf } from './speaker.ts';

export type MessageProps = {
  readonly view: View;
  readonly message: TimelineMessage;
  /** The further parts of the album that the message begins. */
  readonly more: readonly TimelineMessage[];
  readonly detail: ConversationDetail;
};

/** One message: the customer's left, ours right, the bot's tinted and a person's solid, notes over the whole width. */
export function MessageBubble({ view, message, more, detail }: MessageProps) {
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
          {direction === 'note' ? noteTitle(by, view) : nameOf(by, view)}
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

/** Staff see both texts: the first one stays, and says that there is another. */
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

function noteTitle(by: Speaker, { words }: View): string {
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

/** A message about a quote leads to that version beside the messages, and says how it stands now. */
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
