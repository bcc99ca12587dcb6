import { createHash } from 'node:crypto';
import type { Step as AnyStep, DomainCommand } from '../../core/application/commands.ts';
import { sceneOf } from '../../core/application/handle.ts';
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
  type NewId,
  type StaffId,
} from '../../core/ids.ts';
import { hasPart } from '../../core/repair/guard.ts';
import type { Person, Scene } from '../../core/scene/scene.ts';
import { carryOut, handle } from './act.ts';
import type { Context } from './context.ts';

/** One transaction for one act, with what it needs. */
export type PanelTurn = <T>(
  who: PanelActor,
  work: (act: { readonly context: Context; readonly panel: PanelStore; readonly newId: NewId }) => Promise<T>,
) => Promise<T>;

type Act = Parameters<Parameters<PanelTurn>[1]>[0];

const ok: PanelResult = { ok: true };

/** What customer service does in the panel, as commands on the one write path. */
export function createPanelActions(turn: PanelTurn): PanelActions {
  return {
    takeOver: (who, conversationId, seen) =>
      turn(who, (act) =>
        inGarage(act, who, conversationId, () =>
          command(act, who, {
            type: 'TakeOver',
            data: {
              conversationId,
              staffId: who.staffId,
              controlVersion: seen.controlVersion,
              ...(seen.from ? { from: seen.from } : {}),
            },
            meta: metaOf(act, who),
          }),
        ),
      ),
    handBack: (who, conversationId) =>
      turn(who, (act) =>
        inGarage(act, who, conversationId, () =>
          command(act, who, {
            type: 'HandBack',
            data: { conversationId, staffId: who.staffId },
            meta: metaOf(act, who),
          }),
        ),
      ),
    send: (who, conversationId, text, seen) =>
      turn(who, (act) => inGarage(act, who, conversationId, () => send(act, who, conversationId, text, seen))),
    endItem: (who, conversationId, itemId) =>
      turn(who, (act) => inGarage(act, who, conversationId, () => endItem(act, who, conversationId, itemId))),
    decide: (who, conversationId, spoken) =>
      turn(who, (act) => inGarage(act, who, conversationId, () => decide(act, who, conversationId, spoken))),
  };
}

async function endItem(
  act: Act,
  who: PanelActor,
  conversationId: ConversationId,
  itemId: ItemId,
): Promise<PanelResult> {
  const { conversation } = await sceneOf(act.context, conversationId);
  const item = conversation.items.find((one) => one.itemId === itemId);
  const data = { conversationId, itemId, how: 'handled' } as const;
  const ended = await command(act, who, { type: 'EndItems', data, meta: metaOf(act, who) });
  if (ended.ok && item?.kind === 'dead') await act.panel.replayDead(conversationId);
  return ended;
}

function metaOf({ context }: Act, { staffId, role }: PanelActor) {
  return {
    at: context.now,
    by: { kind: 'staff', staffId, role } as const,
  };
}

async function inGarage(
  { panel }: Act,
  who: PanelActor,
  conversationId: ConversationId,
  work: () => Promise<PanelResult>,
): Promise<PanelResult> {
  const garageId = await panel.garageOf(conversationId, who.garageIds);
  return garageId ? work() : { ok: false, code: 'not_found' };
}

async function command(act: Act, _who: PanelActor, wanted: DomainCommand): Promise<PanelResult> {
  const handled = await handle(act.context, wanted);
  return handled.accepted ? ok : refusalOf(act, handled.because);
}

async function refusalOf(
  { panel }: Act,
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
async function send(
  act: Act,
  who: PanelActor,
  conversationId: ConversationId,
  text: string,
  seen: Parameters<PanelActions['send']>[3],
): Promise<PanelResult> {
  const { context, panel } = act;
  // The conversation's lock first: two sends of one page wait for each other, and the second sees the first.
  await sceneOf(context, conversationId);
  const hash = createHash('sha256').update(`${conversationId}\n${text}`).digest('hex');
  const key = await panel.claimKey(who.staffId, seen.idempotencyKey, hash);
  if (key === 'same') return ok;
  if (key === 'other') return { ok: false, code: 'key_reused' };
  if (await panel.hasNewer(conversationId, seen.messageId, who.staffId))
    return refused({ ok: false, code: 'new_messages' });
  const took = await command(act, who, {
    type: 'TakeOver',
    data: { conversationId, staffId: who.staffId },
    meta: metaOf(act, who),
  });
  if (!took.ok) return refused(took);
  const scene = await sceneOf(context, conversationId);
  const readers = readersOf(scene, await panel.lastWriter(conversationId));
  if (readers.length === 0) return refused({ ok: false, code: 'no_address' });
  const { by } = metaOf(act, who);
  const steps: readonly AnyStep<never, never>[] = [
    ...readers.map(({ customerId }) => ({ do: 'say', customerId, text, by, about: {} }) as const),
    {
      do: 'command',
      command: {
        type: 'EndItems',
        data: { conversationId, kinds: ['person', 'draft', 'question'], how: 'answered' },
        meta: metaOf(act, who),
      },
    },
  ];
  await carryOut(context, conversationId, steps);
  return ok;
}

/** The customer; and somebody else who decides, when that person wrote last and waits for the answer. */
function readersOf({ customer, people, repairs }: Scene, writer: CustomerId | undefined): readonly Person[] {
  return people
    .filter(({ customerId }) => customerId === customer.customerId || customerId === writer)
    .filter(
      ({ customerId }) =>
        customerId === customer.customerId || repairs.some(({ repair }) => hasPart(repair, customerId)),
    )
    .filter(({ addresses }) => addresses.some(({ frozen, reachable }) => !frozen && reachable));
}

/** Rolls the transaction back, so that a refused send leaves neither its key nor a takeover behind. */
export class PanelRefused extends Error {
  override readonly name = 'PanelRefused';
  readonly refusal: PanelRefusal;
  constructor(refusal: PanelRefusal) {
    super(`The panel's act was refused: ${refusal.code}`);
    this.refusal = refusal;
  }
}

function refused(refusal: PanelRefusal): never {
  throw new PanelRefused(refusal);
}

async function decide(
  act: Act,
  who: PanelActor,
  conversationId: ConversationId,
  spoken: SpokenDecision,
): Promise<PanelResult> {
  const { context, newId } = act;
  const scene = await sceneOf(context, conversationId);
  const view = scene.repairs.find(({ repair }) => repair.quotes.some(({ quoteId }) => quoteId === spoken.quoteId));
  if (!view) return { ok: false, code: 'not_found' };
  const { repairId } = view.repair;
  const decisionId = as<DecisionId>(newId());
  const spokeWith = `spoke:${decisionId}`;
  const authorisation = spoken.authorisation ? `authorisation:${decisionId}` : undefined;
  const words = new Map([[spokeWith, { kind: 'spoke_with', text: spoken.spokeWith } as const]]);
  const all = new Map<string, { kind: 'spoke_with' | 'authorisation'; text: string }>(words);
  if (authorisation && spoken.authorisation)
    all.set(authorisation, { kind: 'authorisation', text: spoken.authorisation });
  const handled = await handle(
    context,
    {
      type: 'DecideQuote',
      data: {
        repairId,
        quoteId: spoken.quoteId,
        version: spoken.version,
        decisionId,
        selection: spoken.selection,
        evidence: {
          how: 'staff',
          via: spoken.via,
          spokenAt: spoken.spokenAt,
          spokeWith,
          ...(authorisation ? { authorisation } : {}),
        },
      },
      meta: metaOf(act, who),
    },
    all,
  );
  if (!handled.accepted) return refusalOf(act, handled.because);
  const after = await sceneOf(context, conversationId);
  const quote = after.repairs.flatMap(({ repair }) => repair.quotes).find(({ quoteId }) => quoteId === spoken.quoteId);
  const decided = quote?.versions.some(
    ({ standing }) => standing.status === 'decided' && standing.decision.decisionId === decisionId,
  );
  return decided
    ? ok
    : { ok: false, code: 'decision_refused', because: refusalReason(quote?.versions.at(-1)?.standing.status) };
}

function refusalReason(status: string | undefined): Extract<PanelRefusal, { code: 'decision_refused' }>['because'] {
  if (status === 'decided') return 'already_decided';
  if (status === 'expired') return 'expired';
  if (status === 'withdrawn') return 'withdrawn';
  return 'old_version';
}
