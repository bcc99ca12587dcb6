import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { stream } from 'hono/streaming';
import { z } from 'zod';
import type { Feed } from '../../core/application/feed.ts';
import type { PanelActions, PanelRefusal, PanelResult, SpokenDecision } from '../../core/application/panel.ts';
import type { PrivacyActions } from '../../core/application/privacy.ts';
import type { ListFilter, PanelQueries } from '../../core/application/queries.ts';
import { assertNever } from '../../core/decision.ts';
import { as, type ConversationId, type ItemId, type MessageId, type QuoteId, type StaffId } from '../../core/ids.ts';
import { atLocal } from '../../core/local-time.ts';
import type { Selection } from '../../core/repair/repair.ts';
import { type AdminEnv, actorOf, admin, paths } from '../frame/env.ts';
import { inputMoment } from '../frame/format.ts';
import { type AssetAddresses, isFromScript, readForm } from '../frame/http.ts';
import type { Words } from '../wording/words.ts';
import type { ListProps } from './list.tsx';
import {
  type ActOutcome,
  InboxPage,
  ListPart,
  maxTextLength,
  type NoticeText,
  type ShownConversation,
  ThreadParts,
} from './page.tsx';
import { nameToType } from './privacy.tsx';

export function inboxRoutes(deps: InboxDeps) {
  const { queries } = deps;
  return admin
    .createApp()
    .get('/', async (c) => c.html(await inboxPage(c, deps, undefined, deps.feed.position())))
    .get('/live', async (c) => {
      const shown = c.req.query('shown');
      const list = await readList(c, queries, lookOfRequest(c), shown ? as<ConversationId>(shown) : undefined);
      return c.html(<ListPart {...list} />);
    })
    .get(oneConversation, async (c) => {
      const cursor = deps.feed.position();
      const shown = await readShown(c, queries, idIn(c), lookOfRequest(c));
      if (!shown) throw new HTTPException(404);
      return c.html(await inboxPage(c, deps, shown, cursor));
    })
    .get(`${oneConversation}/live`, async (c) => {
      const look = lookOfRequest(c);
      const shown = await readShown(c, queries, idIn(c), look);
      if (!shown) throw new HTTPException(404);
      return c.html(<ThreadParts list={{ ...c.var, ...look }} shown={shown} />);
    })
    .get(`${oneConversation}/moment`, async (c) => {
      const { garage } = await mustExist(c, deps);
      return c.text(inputMoment(c.var.view.now, garage.zone));
    })
    .route('/', actRoutes(deps));
}

/** A number as the database keeps it. */
const count = z.coerce.number().int().min(0).max(2_147_483_647);
const takeOver = z.object({ controlVersion: count, from: z.uuid().optional() });
const message = z.object({
  text: z.string(),
  idempotencyKey: z.string().min(8).max(100),
  seenMessageId: z.union([z.uuid(), z.literal('')]).default(''),
});
const erasure = z.object({ typedName: z.string().max(500).default(''), evenOpen: z.string().max(10).default('') });

function isSameName(typed: string, name: string): boolean {
  const plain = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
  return plain(typed) === plain(name);
}

/**
 * Routes of the acts. Each first checks that the conversation is of one of this person's garages.
 */
function actRoutes(deps: InboxDeps) {
  const { actions } = deps;
  return admin
    .createApp()
    .post(`${oneConversation}/take-over`, async (c) => {
      await mustExist(c, deps);
      const { controlVersion, from } = await readForm(c, takeOver);
      const seen = { controlVersion, from: from === undefined ? undefined : as<StaffId>(from) };
      return answer(c, deps, await actions.takeOver(actorOf(c.var.staff), idIn(c), seen));
    })
    .post(`${oneConversation}/hand-back`, async (c) => {
      await mustExist(c, deps);
      return answer(c, deps, await actions.handBack(actorOf(c.var.staff), idIn(c)));
    })
    .post(`${oneConversation}/messages`, async (c) => {
      await mustExist(c, deps);
      const { text, idempotencyKey, seenMessageId } = await readForm(c, message);
      const { refusals } = c.var.view.words;
      // A browser sends line ends as CR LF.
      const typed = text.replaceAll('\r\n', '\n');
      if (typed.trim() === '') return refuse(c, deps, { text: refusals.emptyMessage }, 422, { typed });
      const over = typed.length - maxTextLength;
      if (over > 0) return refuse(c, deps, { text: refusals.tooLong(over, maxTextLength) }, 422, { typed });
      const seen = { idempotencyKey, messageId: seenMessageId === '' ? undefined : as<MessageId>(seenMessageId) };
      const result = await actions.send(actorOf(c.var.staff), idIn(c), typed.trim(), seen);
      return answer(c, deps, result, { typed, sends: true });
    })
    .post(`${oneConversation}/items/:itemId{${uuidForm}}/end`, async (c) => {
      await mustExist(c, deps);
      const itemId = as<ItemId>(c.req.param('itemId'));
      return answer(c, deps, await actions.endItem(actorOf(c.var.staff), idIn(c), itemId), { where: 'side' });
    })
    .post(`${oneConversation}/decisions`, async (c) => {
      const { garage } = await mustExist(c, deps);
      const decision = await readDecision(c, garage.zone);
      if ('fault' in decision) {
        const text = c.var.view.words.refusals[decision.fault];
        return refuse(c, deps, { text }, 422, { where: 'side' });
      }
      return answer(c, deps, await actions.decide(actorOf(c.var.staff), idIn(c), decision), { where: 'side' });
    })
    .post(`${oneConversation}/export`, async (c) => {
      const { customer } = await mustExist(c, deps);
      const zip = await deps.privacy.export(actorOf(c.var.staff), customer.customerId);
      c.header('Content-Type', 'application/zip');
      c.header('Content-Disposition', `attachment; filename="customer-${customer.customerId}.zip"`);
      return stream(c, async (out) => {
        for await (const chunk of zip) {
          if (out.aborted) return;
          await out.write(chunk);
        }
      });
    })
    .post(`${oneConversation}/erase`, async (c) => {
      const detail = await mustExist(c, deps);
      const { typedName, evenOpen } = await readForm(c, erasure);
      const words = c.var.view.words.privacy;
      if (!isSameName(typedName, nameToType(detail, c.var.view)))
        return refuse(c, deps, { text: words.otherName }, 422, { where: 'side' });
      const done = await deps.privacy.erase(actorOf(c.var.staff), detail.customer.customerId, evenOpen === 'yes');
      if (done.ok) return answer(c, deps, { ok: true }, { where: 'side' });
      if (done.code === 'unknown') throw new HTTPException(404);
      const numbers = done.repairs.map(({ number }) => number).join(', ');
      return refuse(c, deps, { text: words.openRepairs(numbers) }, 409, { where: 'side' });
    });
}

async function mustExist(c: Context<AdminEnv>, { queries }: InboxDeps) {
  const detail = await queries.conversation(c.var.staff.garageIds, idIn(c));
  if (!detail) throw new HTTPException(404);
  return detail;
}

type About = { readonly typed?: string; readonly where?: 'thread' | 'side'; readonly sends?: boolean };

async function answer(c: Context<AdminEnv>, deps: InboxDeps, result: PanelResult, about: About = {}) {
  if (!result.ok) return refuse(c, deps, noticeOf(result, c.var.view.words), statusOf(result), about);
  if (!isFromScript(c)) return c.redirect(paths.conversation(idIn(c), addressOfLook(lookOfRequest(c))), 303);
  // The key changes only now: the same form, sent again before this, is the same message.
  if (about.sends) c.header('HX-Trigger', 'message-sent');
  return parts(c, deps, {}, about.sends ? deps.newKey() : undefined, 200);
}

/** Gives the reason, shows the present state, and keeps what was typed. */
async function refuse(
  c: Context<AdminEnv>,
  deps: InboxDeps,
  notice: NoticeText,
  status: 404 | 409 | 422,
  { typed, where }: About = {},
): Promise<Response> {
  const outcome: ActOutcome = { notice, ...(typed === undefined ? {} : { typed }), ...(where ? { where } : {}) };
  if (isFromScript(c)) return parts(c, deps, outcome, undefined, status);
  const cursor = deps.feed.position();
  const shown = await readShown(c, deps.queries, idIn(c), lookOfRequest(c));
  if (!shown) throw new HTTPException(404);
  return c.html(await inboxPage(c, deps, shown, cursor, outcome), status);
}

async function parts(
  c: Context<AdminEnv>,
  { queries }: InboxDeps,
  outcome: ActOutcome,
  sendKey: string | undefined,
  status: 200 | 404 | 409 | 422,
): Promise<Response> {
  const look = lookOfRequest(c);
  const shown = await readShown(c, queries, idIn(c), look);
  if (!shown) throw new HTTPException(404);
  return c.html(<ThreadParts list={{ ...c.var, ...look }} shown={shown} act={{ outcome, sendKey }} />, status);
}

export type InboxDeps = {
  readonly queries: PanelQueries;
  readonly actions: PanelActions;
  readonly privacy: PrivacyActions;
  readonly feed: Feed;
  readonly assets: AssetAddresses;
  readonly newKey: () => string;
};

const uuidForm = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * Matches nothing but an id, so that `live` is no conversation and a mistyped id never reaches the
 * database.
 */
const oneConversation = `/:id{${uuidForm}}`;

/**
 * Draws the whole page. `cursor` is the feed's position before anything was read, so that no change
 * falls between page and stream.
 */
async function inboxPage(
  c: Context<AdminEnv>,
  { queries, assets, newKey }: InboxDeps,
  shown: ShownConversation | undefined,
  cursor: string,
  outcome?: ActOutcome,
) {
  const look = lookOfRequest(c);
  const conversationId = shown?.detail.conversationId;
  const list = await readList(c, queries, look, conversationId);
  return (
    <InboxPage
      list={list}
      shown={shown}
      assets={assets}
      cursor={cursor}
      sendKey={newKey()}
      here={hereOf(look, conversationId)}
      live={{
        list: paths.liveList({ ...addressOfLook(look), ...(conversationId ? { shown: conversationId } : {}) }),
        thread: conversationId && paths.liveThread(conversationId, addressOfLook(look)),
      }}
      {...(outcome ? { outcome } : {})}
    />
  );
}

function hereOf(look: Look, conversationId: ConversationId | undefined): string {
  return conversationId ? paths.conversation(conversationId, addressOfLook(look)) : paths.inbox(addressOfLook(look));
}

function noticeOf(refusal: PanelRefusal, { refusals, thread }: Words): NoticeText {
  switch (refusal.code) {
    case 'not_found':
    case 'stale_control':
    case 'key_reused':
    case 'no_address':
      return { text: refusals[refusal.code] };
    case 'agent_controls':
    case 'not_in_control':
      return { text: refusals[refusal.code](refusal.by) };
    case 'new_messages':
      return { title: thread.newTitle, text: thread.newText };
    case 'decision_refused':
      return { text: refusals.decision[refusal.because] };
    case 'refused':
      return { text: refusals.other };
    default:
      return assertNever(refusal);
  }
}

/** 404 gone, 422 not acceptable, 409 in conflict with the present state. */
function statusOf({ code }: PanelRefusal): 404 | 409 | 422 {
  if (code === 'not_found') return 404;
  return code === 'key_reused' ? 422 : 409;
}

const numbers = z.union([z.string(), z.array(z.string())]).default([]);

const form = z.object({
  quoteId: z.uuid(),
  version: count,
  answer: z.string().default(''),
  number: numbers,
  via: z.string().default(''),
  spokenAt: z.string().default(''),
  spokeWith: z.string().max(200).default(''),
  authorisation: z.string().max(100).default(''),
});

/** Reads a decision by phone or at the counter, or says that a part is missing. */
async function readDecision(
  c: Context,
  zone: string,
): Promise<SpokenDecision | { readonly fault: 'incomplete' | 'noLines' }> {
  const { quoteId, version, answer, number, via, spokenAt, spokeWith, authorisation } = await readForm(c, form);
  const selection = selectionOf(answer, [number].flat());
  const at = localMoment(spokenAt, zone);
  if (selection === undefined || at === undefined || (via !== 'phone' && via !== 'counter'))
    return { fault: 'incomplete' };
  if (spokeWith.trim() === '') return { fault: 'incomplete' };
  if (selection.kind === 'numbers' && selection.numbers.length === 0) return { fault: 'noLines' };
  return {
    quoteId: as<QuoteId>(quoteId),
    version,
    selection,
    via,
    spokenAt: at,
    spokeWith: spokeWith.trim(),
    authorisation: authorisation.trim() || undefined,
  };
}

function selectionOf(answer: string, chosen: readonly string[]): Selection | undefined {
  if (answer === 'all' || answer === 'none') return { kind: answer };
  if (answer !== 'lines') return undefined;
  return { kind: 'numbers', numbers: chosen.map(Number).filter((one) => Number.isInteger(one) && one > 0) };
}

/** Reads a time on the garage's wall clock. */
function localMoment(text: string, zone: string): Date | undefined {
  const [, date, hours, minutes] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(text) ?? [];
  if (date === undefined || Number.isNaN(Date.parse(`${date}T${hours}:${minutes}:00Z`))) return undefined;
  return atLocal(zone, date, Number(hours) * 60 + Number(minutes));
}

/** Rows of one page of the list. */
const rowsShown = 50;
const messagesShown = 100;
const maxMessages = 1600;

/** How the inbox is viewed, as the URL says. */
type Look = {
  readonly filter: ListFilter;
  readonly before: string | undefined;
  readonly messages: number;
};

/** Reads how the inbox is viewed; ignores odd values. */
export function lookOf(search: URLSearchParams): Look {
  const filter = search.get('filter');
  const messages = Number(search.get('messages') ?? messagesShown);
  return {
    filter: filter === 'person' || filter === 'approval' ? filter : 'all',
    before: search.get('before')?.slice(0, 100) || undefined,
    messages: Number.isInteger(messages) && messages > 0 ? Math.min(messages, maxMessages) : messagesShown,
  };
}

/** Returns the view of the page that a script or form acts on. */
function lookOfRequest(c: Context<AdminEnv>): Look {
  const current = c.req.header('hx-current-url');
  const page = c.req.method === 'POST' && current && URL.canParse(current) ? current : c.req.url;
  return lookOf(new URL(page).searchParams);
}

/** Leaves out default values. */
function addressOfLook({ filter, before, messages }: Look) {
  return {
    filter,
    ...(before ? { before } : {}),
    ...(messages === messagesShown ? {} : { messages }),
  };
}

async function readList(
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

/** Reads a conversation; undefined when it is not of one of this person's garages. */
async function readShown(
  c: Context<AdminEnv>,
  queries: PanelQueries,
  conversationId: ConversationId,
  { messages }: Look,
): Promise<ShownConversation | undefined> {
  const detail = await queries.conversation(c.var.staff.garageIds, conversationId);
  return detail && { detail, timeline: await queries.timeline(conversationId, messages), messages };
}

/** Returns the id in the path; the route matches only ids. */
function idIn(c: Context<AdminEnv>): ConversationId {
  return as<ConversationId>(c.req.param('id') ?? '');
}
