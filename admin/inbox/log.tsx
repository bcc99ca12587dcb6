import type { ConversationDetail, Timeline } from '../../core/application/queries.ts';
import { localParts } from '../../core/local-time.ts';
import type { View } from '../env.ts';
import { dayText } from '../format.ts';
import { paths } from '../paths.ts';
import { EventLine } from './event-line.tsx';
import { MessageBubble } from './message.tsx';

export type LogProps = {
  readonly view: View;
  readonly detail: ConversationDetail;
  readonly timeline: Timeline;
  /** How many messages are asked for. */
  readonly messages: number;
};

/** The messages with what happened among them. What the page has shown goes along with the next message that is sent. */
export const Log = ({ view, detail, timeline, messages }: LogProps) => {
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
        {entries.map((entry) => (
          <>
            {startsDay(entry.at) && (
              <li class="day" id={`day-${day}`}>
                {dayText(entry.at, zone, view.language)}
              </li>
            )}
            {entry.kind === 'message' ? (
              <MessageBubble view={view} message={entry} detail={detail} />
            ) : (
              <EventLine view={view} event={entry} zone={zone} />
            )}
          </>
        ))}
      </ol>
    </div>
  );
};
