import type { ConversationDetail, Timeline } from '../../core/application/queries.ts';
import { localParts } from '../../core/local-time.ts';
import type { View } from '../frame/env.ts';
import { dayText } from '../frame/format.ts';
import { paths } from '../paths.ts';
import { type LogLine, linesOf } from './album.ts';
import { EventLine } from './event-line.tsx';
import { MessageBubble } from './message.tsx';
import { isSmall, SmallLine } from './small-line.tsx';

export type LogProps = {
  readonly view: View;
  readonly detail: ConversationDetail;
  readonly timeline: Timeline;
  /** How many messages are asked for. */
  readonly messages: number;
};

/** The messages with what happened among them. What the page has shown goes along with the next message that is sent. */
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
