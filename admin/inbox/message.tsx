import type { ConversationDetail, QuoteDetail, Speaker, TimelineMessage } from '../../core/application/queries.ts';
import { assertNever } from '../../core/decision.ts';
import { RichText } from '../components/rich-text.tsx';
import type { View } from '../env.ts';
import { timeText } from '../format.ts';
import { quoteAnchor } from './quote-card.tsx';

export type MessageProps = {
  readonly view: View;
  readonly message: TimelineMessage;
  readonly detail: ConversationDetail;
};

/** One message: the customer's left, ours right, the bot's tinted and a person's solid, notes over the whole width. */
export const MessageBubble = ({ view, message, detail }: MessageProps) => {
  const { direction, by, at, text, choices, delivery } = message;
  const { words, language } = view;
  const trouble = delivery && (delivery.state === 'failed' || delivery.state === 'unknown');
  return (
    <li class={`entry ${sideOf(message)}${trouble ? ' trouble' : ''}`} id={`m-${message.messageId}`}>
      <div class="bubble">
        <p class="by">{direction === 'note' ? noteTitle(by, view) : nameOf(by, view, detail)}</p>
        {message.files.map((name) => (
          <p class="file">{name || words.thread.photo}</p>
        ))}
        {text !== '' && <RichText text={text} bold={direction !== 'in'} />}
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
          <Delivery view={view} message={message} />
        </p>
      </div>
    </li>
  );
};

const sideOf = ({ direction, by }: TimelineMessage): string => {
  if (direction === 'note') return 'note';
  if (direction === 'in') return 'in';
  return by.kind === 'staff' ? 'out person' : 'out bot';
};

const nameOf = (by: Speaker, { words }: View, { customer }: ConversationDetail): string => {
  switch (by.kind) {
    case 'customer':
      return customer.name;
    case 'bot':
      return words.thread.bot;
    case 'staff':
      return by.role === 'mechanic' ? `${by.name} · ${words.common.roles.mechanic}` : by.name;
    default:
      return assertNever(by);
  }
};

const noteTitle = (by: Speaker, { words }: View): string =>
  by.kind === 'staff' ? `${words.thread.note} · ${by.name}` : words.thread.readAloud;

const Delivery = ({ view, message: { delivery } }: { view: View; message: TimelineMessage }) => {
  if (!delivery) return null;
  const words = view.words.thread;
  const { state, code, channel } = delivery;
  const why = state === 'failed' ? `: ${words.reasons[code ?? ''] ?? words.otherReason}` : '';
  return (
    <span class={`delivery ${state}`} title={view.words.common.channels[channel] ?? channel}>
      {` · ${words.delivery[state]}${why}`}
    </span>
  );
};

/** A message about a quote leads to that version beside the messages, and says how it stands now. */
const QuoteLink = ({ view, message: { about }, detail }: MessageProps) => {
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
};

const findQuote = (
  { repairs }: ConversationDetail,
  quoteId: string,
  version: number | undefined,
): QuoteDetail | undefined =>
  repairs.flatMap(({ quotes }) => quotes).find((quote) => quote.quoteId === quoteId && quote.version === version);
