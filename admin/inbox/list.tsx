import type { ConversationPage, ConversationRow, ListCounts, ListFilter } from '../../core/application/queries.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { StaffSession, View } from '../frame/env.ts';
import { paths } from '../frame/env.ts';
import { ageText, shortMoment } from '../frame/format.ts';
import { lineOf, speakerName } from './said.tsx';

export type ListProps = {
  readonly view: View;
  readonly staff: StaffSession;
  readonly filter: ListFilter;
  readonly before: string | undefined;
  readonly page: ConversationPage;
  readonly counts: ListCounts;
  readonly shown: ConversationId | undefined;
};

/** The left pane: one line for each conversation. */
export function List(props: ListProps) {
  const { view, filter, before, page } = props;
  const words = view.words.inbox;
  return (
    <section id="list" class="list-pane" aria-label={words.list}>
      <header>
        {props.shown ? <h2>{view.words.common.inbox}</h2> : <h1>{view.words.common.inbox}</h1>}
        <Tabs {...props} />
      </header>
      {page.rows.length === 0 ? (
        <div class="empty">
          <p>
            <strong>{words.none[filter].title}</strong>
          </p>
          <p>{words.none[filter].text}</p>
        </div>
      ) : (
        <ol class="rows">
          {page.rows.map((row) => (
            <Row {...props} row={row} />
          ))}
        </ol>
      )}
      {(before || page.next) && (
        <p class="more">
          {before && <a href={paths.inbox({ filter })}>{words.newest}</a>}
          {page.next && <a href={paths.inbox({ filter, before: page.next })}>{words.more}</a>}
        </p>
      )}
    </section>
  );
}

function Tabs({ view, filter, counts }: ListProps) {
  const words = view.words.inbox;
  const tabs = [
    { filter: 'all', count: undefined },
    { filter: 'person', count: counts.person },
    { filter: 'approval', count: counts.approval },
  ] as const;
  return (
    <nav class="tabs" aria-label={words.tabsLabel}>
      {tabs.map((tab) => (
        <a href={paths.inbox({ filter: tab.filter })} aria-current={tab.filter === filter ? 'true' : undefined}>
          {words.tabs[tab.filter]}
          {tab.count ? <span class="count">{tab.count}</span> : ''}
        </a>
      ))}
    </nav>
  );
}

function Row({ view, staff, filter, before, shown, row }: ListProps & { row: ConversationRow }) {
  const { words, language, now } = view;
  const { conversationId, last, registeredAt, zone } = row;
  const at = last?.at ?? registeredAt;
  const href = paths.conversation(conversationId, { filter, ...(before ? { before } : {}) });
  return (
    <li id={`row-${conversationId}`}>
      <a href={href} class="chat" aria-current={conversationId === shown ? 'page' : undefined}>
        <span class="top">
          <strong class="name">{row.customerName}</strong>
          {row.simulated && <span class="mark">{words.inbox.simulated}</span>}
          {at && <time datetime={at.toISOString()}>{shortMoment(at, now, zone, language)}</time>}
        </span>
        <span class="preview">
          {row.plate && <span class="plate">{row.plate}</span>}
          {row.plate && ' · '}
          <Preview view={view} row={row} />
        </span>
        <span class="bottom">
          <Owner view={view} staff={staff} row={row} />
          <Move view={view} row={row} />
        </span>
      </a>
    </li>
  );
}

function Preview({ view, row: { last, customerName } }: { view: View; row: ConversationRow }) {
  const words = view.words.inbox;
  if (!last) return <>{words.noMessages}</>;
  return (
    <>
      {last.by.kind !== 'customer' && (
        <span role="img" aria-label={words.ours}>
          {'↩ '}
        </span>
      )}
      {last.by.kind === 'customer' && last.by.name !== customerName && `${speakerName(last.by, view)}: `}
      {lineOf(last.text, last.said, view)}
    </>
  );
}

function Owner({ view, staff, row }: { view: View; staff: StaffSession; row: ConversationRow }) {
  const { controller } = row;
  if (!controller) return <span class="owner bot">{view.words.inbox.bot}</span>;
  return (
    <span class="owner person">{controller.staffId === staff.staffId ? view.words.inbox.you : controller.name}</span>
  );
}

/** Shows whose turn it is and how long the other side has waited. A person's task comes first. */
function Move({ view, row }: { view: View; row: ConversationRow }) {
  const { words, language, now } = view;
  const { item, quoteSince, waitingSince } = row;
  if (item) {
    const late = item.dueAt <= now;
    const kind = words.inbox.items[item.kind];
    return <span class={late ? 'move late' : 'move due'}>{late ? words.inbox.overdue(kind) : kind}</span>;
  }
  if (waitingSince && row.controller)
    return <span class="move due">{words.inbox.waits(ageText(waitingSince, now, language))}</span>;
  if (quoteSince) return <span class="move">{words.inbox.quoteWaits(ageText(quoteSince, now, language))}</span>;
  return null;
}
