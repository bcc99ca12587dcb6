import { createHash } from 'node:crypto';
import type { Wording } from '../../core/application/commands.ts';
import type {
  PanelActions,
  PanelActor,
  PanelRefusal,
  PanelResult,
  PanelStore,
  SpokenDecision,
} from '../../core/application/panel.ts';
import {
  as,
  type ConversationId,
  type CustomerId,
  type DecisionId,
  type ItemId,
  type Meta,
  type StaffId,
} from '../../core/ids.ts';
import { hasPart, quoteOf } from '../../core/repair/guard.ts';
import { followerOf, openRepairs, viewOf } from '../../core/scene/queries.ts';
import type { Person, Scene } from '../../core/scene/scene.ts';
import { type StepOf, toConversation, toRepair } from '../step.ts';
import { act, carryOut } from './act.ts';
import type { Context } from './context.ts';

/** What one act works with, inside its transaction. */
type PanelAct = {
  readonly context: Context;
  readonly panel: PanelStore;
  readonly who: PanelActor;
  readonly conversationId: ConversationId;
  readonly meta: Meta;
};

/** The answer to an act; `rollBack` is one that leaves nothing behind. */
export type PanelDone = PanelResult | { readonly rollBack: PanelRefusal };

/** Runs one act in one transaction. */
export type PanelTurn = (
  who: PanelActor,
  work: (transaction: Pick<PanelAct, 'context' | 'panel'>) => Promise<PanelDone>,
) => Promise<PanelResult>;

const ok: PanelResult = { ok: true };

/** What customer service does in the panel, as commands on the one write path. */
export function createPanelActions(turn: PanelTurn): PanelActions {
  const on = (who: PanelActor, conversationId: ConversationId, work: (act: PanelAct) => Promise<PanelDone>) =>
    turn(who, async ({ context, panel }) => {
      if (!(await panel.garageOf(conversationId, who.garageIds))) return { ok: false, code: 'not_found' };
      const by = { kind: 'staff', staffId: who.staffId, role: who.role } as const;
      return work({ context, panel, who, conversationId, meta: { at: context.now, by } });
    });
  return {
    takeOver: (who, conversationId, seen) => on(who, conversationId, (one) => takeOver(one, seen)),
    handBack: (who, conversationId) => on(who, conversationId, handBack),
    send: (who, conversationId, text, seen) => on(who, conversationId, (one) => send(one, text, seen)),
    endItem: (who, conversationId, itemId) => on(who, conversationId, (one) => endItem(one, itemId)),
    decide: (who, conversationId, spoken) => on(who, conversationId, (one) => decide(one, spoken)),
  };
}

function takeOver(
  one: PanelAct,
  { controlVersion, from }: Partial<Parameters<PanelActions['takeOver']>[2]>,
): Promise<PanelResult> {
  const { conversationId, who, meta } = one;
  const seen = { ...(controlVersion === undefined ? {} : { controlVersion }), ...(from ? { from } : {}) };
  const data = { conversationId, staffId: who.staffId, ...seen };
  return carriedOut(one, toConversation({ type: 'TakeOver', data, meta }));
}

function handBack(one: PanelAct): Promise<PanelResult> {
  const { conversationId, who, meta } = one;
  const data = { conversationId, staffId: who.staffId };
  return carriedOut(one, toConversation({ type: 'HandBack', data, meta }));
}

async function endItem(one: PanelAct, itemId: ItemId): Promise<PanelResult> {
  const { context, panel, conversationId, meta } = one;
  const { conversation } = await context.scenes.read(conversationId);
  const item = conversation.items.find((waiting) => waiting.itemId === itemId);
  const data = { conversationId, itemId, how: 'handled' } as const;
  const ended = await carriedOut(one, toConversation({ type: 'EndItems', data, meta }));
  if (ended.ok && item?.kind === 'dead') await panel.replayDead(conversationId);
  return ended;
}

async function carriedOut(one: PanelAct, step: StepOf<'repair'> | StepOf<'conversation'>): Promise<PanelResult> {
  const refusal = await act(one.context, step);
  return refusal ? refusalOf(one, refusal.because) : ok;
}

async function refusalOf(
  { panel }: PanelAct,
  because: { readonly code: string; readonly staffId?: StaffId },
): Promise<PanelRefusal> {
  const by = because.staffId ? await panel.nameOf(because.staffId) : '';
  switch (because.code) {
    case 'AgentControls':
      return { ok: false, code: 'agent_controls', by };
    case 'StaleControl':
      return { ok: false, code: 'stale_control' };
    case 'NotInControl':
      return { ok: false, code: 'not_in_control', by };
    default:
      return { ok: false, code: 'refused', because: because.code };
  }
}

/** Takes over and sends in one step, unless the page was stale; a repeated key sends once. */
async function send(one: PanelAct, text: string, seen: Parameters<PanelActions['send']>[3]): Promise<PanelDone> {
  const { context, panel, who, conversationId, meta } = one;
  // The conversation's lock first: two sends of one page wait for each other, and the second sees the first.
  await context.scenes.read(conversationId);
  const hash = createHash('sha256').update(`${conversationId}\n${text}`).digest('hex');
  const key = await panel.claimKey(who.staffId, seen.idempotencyKey, hash);
  if (key === 'same') return ok;
  if (key === 'other') return { ok: false, code: 'key_reused' };
  // A refused send leaves neither its key nor a takeover behind.
  if (await panel.hasNewer(conversationId, seen.messageId, who.staffId))
    return { rollBack: { ok: false, code: 'new_messages' } };
  const took = await takeOver(one, {});
  if (!took.ok) return { rollBack: took };
  const readers = readersOf(await context.scenes.read(conversationId), await panel.lastWriter(conversationId));
  if (readers.length === 0) return { rollBack: { ok: false, code: 'no_address' } };
  const answered = { conversationId, kinds: ['person', 'draft', 'question'], how: 'answered' } as const;
  await carryOut(context, conversationId, [
    ...readers.map(({ customerId }) => ({ do: 'say', customerId, text, by: meta.by, about: {} }) as const),
    toConversation({ type: 'EndItems', data: answered, meta }),
  ]);
  return ok;
}

/**
 * The customer, or whoever follows the cars in that one's place; and somebody else who decides, when
 * that person wrote last and waits for the answer.
 */
function readersOf(scene: Scene, writer: CustomerId | undefined): readonly Person[] {
  const { customer, people, repairs } = scene;
  const followers = new Set(openRepairs(scene).map((view) => followerOf(view, scene).customerId));
  return people
    .filter(
      ({ customerId }) => customerId === customer.customerId || customerId === writer || followers.has(customerId),
    )
    .filter(
      ({ customerId }) =>
        customerId === customer.customerId || repairs.some(({ repair }) => hasPart(repair, customerId)),
    )
    .filter(({ addresses }) => addresses.some(({ frozen, reachable }) => !frozen && reachable));
}

async function decide(one: PanelAct, spoken: SpokenDecision): Promise<PanelResult> {
  const { context, conversationId, meta } = one;
  const scene = await context.scenes.read(conversationId);
  const view = scene.repairs.find(({ repair }) => quoteOf(repair, spoken.quoteId));
  if (!view) return { ok: false, code: 'not_found' };
  const { repairId } = view.repair;
  const { quoteId, version, selection, via, spokenAt } = spoken;
  const decisionId = as<DecisionId>(context.newId());
  const spokeWith = `spoke:${decisionId}`;
  const words = new Map<string, Wording>([[spokeWith, { kind: 'spoke_with', text: spoken.spokeWith }]]);
  const authorisation = spoken.authorisation ? { authorisation: `authorisation:${decisionId}` } : {};
  if (authorisation.authorisation && spoken.authorisation)
    words.set(authorisation.authorisation, { kind: 'authorisation', text: spoken.authorisation });
  const evidence = { how: 'staff', via, spokenAt, spokeWith, ...authorisation } as const;
  const data = { repairId, quoteId, version, decisionId, selection, evidence };
  const given = await carriedOut(one, toRepair({ type: 'DecideQuote', data, meta }, words));
  if (!given.ok) return given;
  const after = viewOf(await context.scenes.read(conversationId), repairId);
  const versions = (after && quoteOf(after.repair, quoteId)?.versions) ?? [];
  const decided = versions.some(
    ({ standing }) => standing.status === 'decided' && standing.decision.decisionId === decisionId,
  );
  return decided
    ? ok
    : { ok: false, code: 'decision_refused', because: refusalReason(versions.at(-1)?.standing.status) };
}

function refusalReason(status: string | undefined): Extract<PanelRefusal, { code: 'decision_refused' }>['because'] {
  if (status === 'decided') return 'already_decided';
  if (status === 'expired') return 'expired';
  if (status === 'withdrawn') return 'withdrawn';
  return 'old_version';
}
