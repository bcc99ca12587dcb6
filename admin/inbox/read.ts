import type { Context } from 'hono';
import type { ListFilter, PanelQueries } from '../../core/application/queries.ts';
import { as, type ConversationId } from '../../core/ids.ts';
import type { AdminEnv } from '../frame/env.ts';
import type { ListProps } from './list.tsx';
import type { Shown } from './page.tsx';

/** Rows of one page of the list. */
const rowsShown = 50;
const messagesShown = 100;
const mostMessages = 1600;

/** What of the address line says how the inbox is looked at. */
export type Look = {
  readonly filter: ListFilter;
  readonly before: string | undefined;
  readonly messages: number;
};

/** Reads how the inbox is looked at; anything odd is as if it were not said. */
export function lookOf(search: URLSearchParams): Look {
  const filter = search.get('filter');
  const messages = Number(search.get('messages') ?? messagesShown);
  return {
    filter: filter === 'person' || filter === 'approval' ? filter : 'all',
    before: search.get('before')?.slice(0, 100) || undefined,
    messages: Number.isInteger(messages) && messages > 0 ? Math.min(messages, mostMessages) : messagesShown,
  };
}

/** How the page is looked at that a script or form acts on. */
export function lookOfRequest(c: Context<AdminEnv>): Look {
  const current = c.req.header('hx-current-url');
  const page = c.req.method === 'POST' && current && URL.canParse(current) ? current : c.req.url;
  return lookOf(new URL(page).searchParams);
}

/** The look as it goes into an address; what is usual is left out. */
export function addressOfLook({ filter, before, messages }: Look) {
  return {
    filter,
    ...(before ? { before } : {}),
    ...(messages === messagesShown ? {} : { messages }),
  };
}

/** The list with its counts. */
export async function readList(
  c: Context<AdminEnv>,
  queries: PanelQueries,
  { filter, before }: Look,
  shown: ConversationId | undefined,
): Promise<ListProps> {
  const { staff, view } = c.var;
  const { garageIds } = staff;
  const [page, counts] = await Promise.all([
    queries.conversations({ garageIds, filter, before, limit: rowsShown, now: view.now }),
    queries.counts(garageIds, view.now),
  ]);
  return { view, staff, filter, before, page, counts, shown };
}

/** One conversation; undefined when it is not one of this person's garages. */
export async function readShown(
  c: Context<AdminEnv>,
  queries: PanelQueries,
  conversationId: ConversationId,
  { messages }: Look,
): Promise<Shown | undefined> {
  const detail = await queries.conversation(c.var.staff.garageIds, conversationId);
  return detail && { detail, timeline: await queries.timeline(conversationId, messages), messages };
}

/** The conversation that a path names; the route takes ids only. */
export function idIn(c: Context<AdminEnv>): ConversationId {
  return as<ConversationId>(c.req.param('id') ?? '');
}
