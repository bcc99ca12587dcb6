import type { ConversationDetail, OpenItem, RepairDetail } from '../../core/application/queries.ts';
import type { Role } from '../../core/ids.ts';
import { formatMoney } from '../../core/money.ts';
import { paths, type View } from '../frame/env.ts';
import { momentText, phoneText } from '../frame/format.ts';
import { Privacy } from './privacy.tsx';
import { DecisionForm, openQuoteOf, QuoteCard } from './quote-card.tsx';

type SideProps = { readonly view: View; readonly detail: ConversationDetail };

/** The right pane: tasks, customer, and repairs with their quotes. */
export function Side({ view, detail, role }: SideProps & { readonly role: Role }) {
  const { repairs } = detail;
  const words = view.words.repair;
  const open = repairs.find((repair) => openQuoteOf(repair));
  return (
    <div id="side" class="side">
      {detail.items.length > 0 && <Items view={view} detail={detail} />}
      {repairs.length === 0 && <p class="empty">{words.none}</p>}
      {repairs.map((repair, index) => (
        <RepairCard view={view} detail={detail} repair={repair} open={repair === open || index === 0} />
      ))}
      <Customer view={view} detail={detail} />
      {role === 'administrator' && <Privacy view={view} detail={detail} />}
    </div>
  );
}

function Items({ view, detail }: SideProps) {
  return (
    <section class="items" aria-labelledby="items-title">
      <h3 id="items-title">{view.words.repair.items}</h3>
      <ul>
        {detail.items.map((item) => (
          <Item view={view} detail={detail} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Item({ view, detail, item }: SideProps & { item: OpenItem }) {
  const { words, language, now } = view;
  const action = paths.endItem(detail.conversationId, item.itemId);
  const late = item.dueAt <= now;
  const due = momentText(item.dueAt, now, detail.garage.zone, language);
  const kind = words.inbox.items[item.kind];
  const end = item.kind === 'dead' ? words.repair.tryAgain : words.repair.handled;
  return (
    <li id={`item-${item.itemId}`} class={late ? 'item late' : 'item'}>
      <div>
        <strong>{kind}</strong>
        <p class="hint">
          {item.owner === 'mechanic' ? words.repair.forMechanic : words.repair.forService}
          {' · '}
          {late ? words.repair.overdueSince(due) : words.repair.due(due)}
        </p>
      </div>
      <form method="post" action={action} hx-post={action} hx-swap="none" hx-disable="find button">
        <button type="submit" class="outline small" aria-label={`${end}: ${kind}`}>
          {end}
        </button>
      </form>
    </li>
  );
}

function Customer({ view, detail }: SideProps) {
  const { words, language, now } = view;
  const { customer, addresses, garage } = detail;
  return (
    <section aria-labelledby="customer-title">
      <h3 id="customer-title">{words.repair.customer}</h3>
      <dl class="facts">
        <dt>{words.repair.phone}</dt>
        <dd>
          {customer.phone ? <a href={`tel:${customer.phone}`}>{phoneText(customer.phone)}</a> : words.repair.noPhone}
        </dd>
        {customer.email && (
          <>
            <dt>{words.repair.email}</dt>
            <dd>{customer.email}</dd>
          </>
        )}
        <dt>{words.repair.speaks}</dt>
        <dd>{words.common.languages[customer.language]}</dd>
      </dl>
      {addresses.length === 0 && <p class="hint">{words.repair.noAddress}</p>}
      <ul class="addresses">
        {addresses.map(({ channel, accountName, standing, lastHeardAt }) => (
          <li class={standing}>
            <span>
              {words.common.channels[channel]} <span class="hint">{accountName}</span>
            </span>
            <span class="hint">
              {words.repair.standing[standing]}
              {lastHeardAt && ` · ${momentText(lastHeardAt, now, garage.zone, language)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type RepairCardProps = {
  readonly view: View;
  readonly detail: ConversationDetail;
  readonly repair: RepairDetail;
  readonly open: boolean;
};

/** Draws a repair: its state, promised time, agreements and quotes. */
function RepairCard({ view, detail, repair, open }: RepairCardProps) {
  const { words, language } = view;
  const [current, ...older] = inForceFirst(repair);
  const asked = openQuoteOf(repair);
  return (
    <details class="repair" id={`repair-${repair.repairId}`} open={open}>
      <summary>
        <h3 class="title">
          <strong>{repair.model ?? words.repair.repair}</strong> <span class="plate">{repair.plate}</span>
        </h3>
        <span class={`status ${repair.status}`}>{words.repair.status[repair.status]}</span>
      </summary>
      <Marks view={view} repair={repair} />
      <Steps view={view} repair={repair} zone={detail.garage.zone} />
      <dl class="facts">
        {repair.promisedAt && (
          <>
            <dt>{words.repair.promised}</dt>
            <dd>{momentText(repair.promisedAt, view.now, detail.garage.zone, language)}</dd>
          </>
        )}
        <dt>{words.repair.mechanic}</dt>
        <dd>
          {repair.mechanicName ?? words.repair.noMechanic}
          {repair.mechanicLost && (
            <>
              {' '}
              <span class="mark">{words.repair.mechanicLost}</span>
            </>
          )}
        </dd>
        {repair.complaint && (
          <>
            <dt>{words.repair.complaint}</dt>
            <dd>{repair.complaint}</dd>
          </>
        )}
        <dt>{words.repair.agreed}</dt>
        <dd>{repair.agreed ? formatMoney(repair.agreed, language) : words.repair.toBeDetermined}</dd>
        {repair.approved.minor !== 0 && (
          <>
            <dt>{words.repair.approved}</dt>
            <dd>{formatMoney(repair.approved, language)}</dd>
          </>
        )}
        {repair.amount && (
          <>
            <dt>{words.repair.amount}</dt>
            <dd>{formatMoney(repair.amount, language)}</dd>
          </>
        )}
      </dl>
      {current && <QuoteCard view={view} quote={current} zone={detail.garage.zone} />}
      {asked && <DecisionForm view={view} detail={detail} quote={asked} />}
      {older.length > 0 && (
        <details class="older">
          <summary>{words.repair.older}</summary>
          {older.map((quote) => (
            <QuoteCard view={view} quote={quote} zone={detail.garage.zone} />
          ))}
        </details>
      )}
    </details>
  );
}

/** Puts the version that waits for an answer first; a later draft has been shown to nobody. */
function inForceFirst(repair: RepairDetail) {
  const asked = openQuoteOf(repair);
  return asked ? [asked, ...repair.quotes.filter((quote) => quote !== asked)] : repair.quotes;
}

function Marks({ view, repair }: { view: View; repair: RepairDetail }) {
  const words = view.words.repair;
  if (!repair.onLift && !repair.blockedBy) return null;
  return (
    <p class="marks">
      {repair.onLift && <span class="mark">{words.onLift}</span>}
      {repair.blockedBy && <span class="mark">{words.blockedBy[repair.blockedBy]}</span>}
    </p>
  );
}

/** The stages of a repair: the present one bold, the coming ones grey. */
function Steps({ view, repair, zone }: { view: View; repair: RepairDetail; zone: string }) {
  const { words, language, now } = view;
  const asked = openQuoteOf(repair);
  const released = [...repair.quotes].reverse().find(({ releasedAt }) => releasedAt)?.releasedAt;
  const steps = [
    { name: 'registered', at: repair.registeredAt },
    { name: 'started', at: repair.startedAt },
    ...(released ? [{ name: 'quote', at: released } as const] : []),
    { name: 'completed', at: repair.completedAt },
    { name: 'collected', at: repair.status === 'collected' ? repair.closedAt : undefined },
  ] as const;
  const reached = asked ? 2 : steps.findLastIndex(({ at }) => at !== undefined);
  return (
    <ol class="steps">
      {steps.map(({ name, at }, index) => (
        <li
          class={index === reached ? 'current' : at ? 'past' : 'future'}
          aria-current={index === reached ? 'step' : undefined}
        >
          <span>{words.repair.steps[name]}</span>{' '}
          {name === 'quote' && asked ? (
            <span class="hint">{words.repair.quoteWaits}</span>
          ) : (
            at && <time datetime={at.toISOString()}>{momentText(at, now, zone, language)}</time>
          )}
        </li>
      ))}
    </ol>
  );
}
