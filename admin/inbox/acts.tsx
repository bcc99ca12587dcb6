import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { PanelResult } from '../../core/application/panel.ts';
import { as, type ItemId, type MessageId, type StaffId } from '../../core/ids.ts';
import { type AdminEnv, actorOf, admin } from '../frame/env.ts';
import { paths } from '../paths.ts';
import { isFromScript, readForm } from '../request.ts';
import type { NoticeText } from './composer.tsx';
import { readDecision } from './decision.ts';
import { type InboxDeps, inboxPage, oneConversation } from './draw.tsx';
import { type Outcome, ThreadParts } from './page.tsx';
import { addressOfLook, idIn, lookOfRequest, readShown } from './read.ts';
import { noticeOf, statusOf } from './refusal.ts';

const takeOver = z.object({ controlVersion: z.coerce.number().int(), from: z.uuid().optional() });
const message = z.object({
  text: z.string().max(20_000),
  idempotencyKey: z.string().min(8).max(100),
  seenMessageId: z.union([z.uuid(), z.literal('')]).default(''),
});
const longestText = 4000;

/** What can be done with a conversation; each act looks first whether the conversation is one of this person's garages. */
export function actRoutes(deps: InboxDeps) {
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
      // A browser sends line ends as CR LF, whatever was typed.
      const typed = text.replaceAll('\r\n', '\n');
      if (typed.trim() === '') return refuse(c, deps, { text: refusals.emptyMessage }, 422, { typed });
      if (typed.length > longestText) return refuse(c, deps, { text: refusals.tooLong }, 422, { typed });
      const seen = { idempotencyKey, messageId: seenMessageId === '' ? undefined : as<MessageId>(seenMessageId) };
      const result = await actions.send(actorOf(c.var.staff), idIn(c), typed.trim(), seen);
      return answer(c, deps, result, { typed, sends: true });
    })
    .post(`${oneConversation}/items/:itemId{[0-9a-f-]{36}}/end`, async (c) => {
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
  // Only now a new key: the same form sent again until here is the same message.
  if (about.sends) c.header('HX-Trigger', 'message-sent');
  return parts(c, deps, {}, about.sends ? deps.newKey() : undefined, 200);
}

/** Says why, shows how it stands now, and keeps what was typed. */
async function refuse(
  c: Context<AdminEnv>,
  deps: InboxDeps,
  notice: NoticeText,
  status: 404 | 409 | 422,
  { typed, where }: About = {},
): Promise<Response> {
  const outcome: Outcome = { notice, ...(typed === undefined ? {} : { typed }), ...(where ? { where } : {}) };
  if (isFromScript(c)) return parts(c, deps, outcome, undefined, status);
  const cursor = deps.feed.position();
  const shown = await readShown(c, deps.queries, idIn(c), lookOfRequest(c));
  if (!shown) throw new HTTPException(404);
  return c.html(await inboxPage(c, deps, shown, cursor, outcome), status);
}

async function parts(
  c: Context<AdminEnv>,
  { queries }: InboxDeps,
  outcome: Outcome,
  sendKey: string | undefined,
  status: 200 | 404 | 409 | 422,
): Promise<Response> {
  const look = lookOfRequest(c);
  const shown = await readShown(c, queries, idIn(c), look);
  if (!shown) throw new HTTPException(404);
  return c.html(<ThreadParts list={{ ...c.var, ...look }} shown={shown} act={{ outcome, sendKey }} />, status);
}
