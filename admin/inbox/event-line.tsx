import type { TimelineEvent, WhatHappened } from '../../core/application/queries.ts';
import { assertNever } from '../../core/decision.ts';
import type { View } from '../frame/env.ts';
import { moneyText, timeText } from '../frame/format.ts';

type EventLineProps = { readonly view: View; readonly event: TimelineEvent; readonly zone: string };

/** Something that happened, as a thin line among the messages. */
export function EventLine({ view, event, zone }: EventLineProps) {
  return (
    <li class={`event ${event.what.type}`} id={`event-${event.id}`}>
      <span>{sentence(event.what, view)}</span>{' '}
      <time datetime={event.at.toISOString()}>{timeText(event.at, zone, view.language)}</time>
    </li>
  );
}

function sentence(what: WhatHappened, { words, language }: View): string {
  const { thread, inbox } = words;
  switch (what.type) {
    case 'taken_over':
      return thread.tookOver(what.name, what.from);
    case 'handed_back':
      return thread.handedBack(what.name);
    case 'linked':
      return thread.linked[what.how];
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
      return `${thread.quote} ${what.number} v${what.version}: ${thread.outcome[what.outcome]} · ${moneyText(what.total, language)}`;
    default:
      return assertNever(what);
  }
}
