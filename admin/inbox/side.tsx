import type { ConversationDetail, OpenItem } from '../../core/application/queries.ts';
import type { View } from '../frame/env.ts';
import { momentText, phoneText } from '../frame/format.ts';
import { paths } from '../paths.ts';
import { openQuoteOf } from './decision-form.tsx';
import { RepairCard } from './repair-card.tsx';

type SideProps = { readonly view: View; readonly detail: ConversationDetail };

/** The right pane: what has to be done, who the customer is, and the repair with its quotes. */
export function Side({ view, detail }: SideProps) {
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
