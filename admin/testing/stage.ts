import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { contextFor } from '../../bot/turn/context.ts';
import { createStaffActions, type StaffTurn } from '../../bot/turn/staff-desk.ts';
import { storesOver } from '../../bot/wiring/workers.ts';
import type { Feed, FeedRow } from '../../core/application/feed.ts';
import type { PanelActions, PanelActor } from '../../core/application/panel.ts';
import type { PrivacyActions } from '../../core/application/privacy.ts';
import type { StaffActions } from '../../core/application/staff-accounts.ts';
import { as, type GarageId } from '../../core/ids.ts';
import { inTransaction } from '../../core/postgres/database.ts';
import { createPrivacyActions } from '../../core/postgres/privacy/panel.ts';
import { createAuditQueries } from '../../core/postgres/queries/audit.ts';
import { createPanelQueries } from '../../core/postgres/queries/conversations.ts';
import { createStaffAccounts, signInDatabase } from '../../core/postgres/sign-in.ts';
import { createStaffStore } from '../../core/postgres/staff.ts';
import { createAdmin } from '../app.tsx';
import { createClientAddress } from '../auth/client-address.ts';
import type { EntraApplication } from '../auth/entra.ts';
import { createSignIn } from '../auth/sign-in.ts';
import { paths } from '../frame/env.ts';
import { insert, later, seedNow } from './seed.ts';

/** A feed that a test tells by hand. */
export function createTestFeed() {
  const rows: FeedRow[] = [];
  const listeners = new Set<(rows: readonly FeedRow[]) => void>();
  const numberOf = (cursor: string) => Number(cursor.split('-')[0]);
  const feed: Feed = {
    position: () => `${rows.length}-0`,
    follow: async (after, listener) => {
      if (!/^\d+-0$/.test(after)) return 'reload';
      const missed = rows.filter(({ cursor }) => numberOf(cursor) > numberOf(after));
      if (missed.length > 0) listener(missed);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const tell = (garageId: string, conversationId: string): void => {
    const row: FeedRow = {
      cursor: `${rows.length + 1}-0`,
      garageId,
      kind: 'conversation',
      conversationId,
      repairId: undefined,
    };
    rows.push(row);
    for (const listener of listeners) listener([row]);
  };
  return { feed, tell, listening: () => listeners.size };
}

type Tell = (garageId: string, conversationId: string) => void;

async function garageOf(pool: Pool, id: string): Promise<string> {
  const { rows } = await pool.query<{ garage_id: string }>('select garage_id from conversation where id = $1', [id]);
  return rows[0]?.garage_id ?? '';
}

async function control(pool: Pool, tell: Tell, id: string, who: PanelActor, type: 'TakenOver' | 'HandedBack') {
  const garageId = await garageOf(pool, id);
  const isTaken = type === 'TakenOver';
  await pool.query(
    'update conversation set controller_id = $2, controller_since = $3, control_version = control_version + 1 where id = $1',
    [id, isTaken ? who.staffId : null, isTaken ? seedNow : null],
  );
  const by = { kind: 'staff', staffId: who.staffId, role: who.role };
  const where = { garage_id: garageId, conversation_id: id };
  await insert(pool, 'conversation_event', { ...where, type, data: { staffId: who.staffId }, at: later(), by });
  tell(garageId, id);
  return { ok: true } as const;
}

async function sendRow(pool: Pool, tell: Tell, who: PanelActor, id: string, text: string, key: string): Promise<void> {
  const garageId = await garageOf(pool, id);
  const [sent, at] = [randomUUID(), later()];
  await insert(pool, 'message', {
    id: sent,
    garage_id: garageId,
    conversation_id: id,
    direction: 'out',
    by: { kind: 'staff', staffId: who.staffId, role: who.role },
    body: text,
    external_id: key,
    at,
    recorded_at: at,
  });
  await pool.query(
    'update conversation set last_message_id = $2, last_message_at = $3, waiting_since = null where id = $1',
    [id, sent, at],
  );
  tell(garageId, id);
}

/** Acts that write the rows which the real ones would leave behind. */
function createRowActions(pool: Pool, tell: Tell): PanelActions {
  return {
    takeOver: (who, id) => control(pool, tell, id, who, 'TakenOver'),
    handBack: (who, id) => control(pool, tell, id, who, 'HandedBack'),
    send: async (who, id, text, { idempotencyKey, messageId }) => {
      const known = await pool.query('select from message where external_id = $1', [idempotencyKey]);
      if (known.rowCount) return { ok: true };
      const { rows } = await pool.query<{ last_message_id: string | null; controller_id: string | null }>(
        'select last_message_id, controller_id from conversation where id = $1',
        [id],
      );
      if (rows[0]?.last_message_id !== (messageId ?? null)) return { ok: false, code: 'new_messages' };
      if (rows[0]?.controller_id !== who.staffId) await control(pool, tell, id, who, 'TakenOver');
      await sendRow(pool, tell, who, id, text, idempotencyKey);
      return { ok: true };
    },
    endItem: async (_who, id, itemId) => {
      await pool.query(`update waiting_item set ended_at = $2, ended_how = 'handled' where id = $1`, [itemId, seedNow]);
      tell(await garageOf(pool, id), id);
      return { ok: true };
    },
    decide: async () => ({ ok: false, code: 'decision_refused', because: 'sent_before_delivery' }),
  };
}

/** The real acts on staff. */
function createTestStaff(pool: Pool, publicUrl: string): StaffActions {
  const turn: StaffTurn = (work) =>
    inTransaction(pool, async (tx) => {
      const { rows } = await tx.query<{ organisation_id: string; id: string }>(
        'select organisation_id, id from garage',
      );
      const [home] = rows;
      const clock = { now: () => seedNow, skip: async () => undefined, refresh: async () => undefined };
      const stores = storesOver({ clock, newId: randomUUID, secret: '' }, tx, 'staff');
      const homeGarageId = as<GarageId>(home?.id ?? '');
      const context = contextFor(stores, seedNow, randomUUID, { simulated: false, homeGarageId });
      return work(createStaffStore(tx, home?.organisation_id ?? '', randomUUID), context);
    });
  return createStaffActions(turn, { addressOf: (token) => `${publicUrl}${paths.setup(token)}`, now: () => new Date() });
}

/** The real export and erasure, for the organisation of the customer. */
function createTestPrivacy(pool: Pool): PrivacyActions {
  const over = async (customerId: string): Promise<PrivacyActions> => {
    const { rows } = await pool.query<{ id: string }>('select organisation_id as id from customer where id = $1', [
      customerId,
    ]);
    const organisationId = rows[0]?.id ?? '';
    return createPrivacyActions(pool, {
      organisationId,
      now: () => seedNow,
      newId: randomUUID,
      onChange: () => undefined,
    });
  };
  return {
    export: async (who, id) => (await over(id)).export(who, id),
    erase: async (who, id, evenOpen) => (await over(id)).erase(who, id, evenOpen),
  };
}

/** The panel over a real database, real sign-in and a feed told by hand. */
export function createStage(
  pool: Pool,
  publicUrl: string,
  trustedProxies: readonly string[] = [],
  entra?: EntraApplication,
) {
  const accounts = createStaffAccounts(pool, randomUUID);
  let present = seedNow;
  const now = () => present;
  const secret = 'a secret for tests that is long enough';
  const signIn = createSignIn({ database: signInDatabase(pool), accounts, secret, publicUrl, now, entra });
  const { feed, tell, listening } = createTestFeed();
  const faults: unknown[] = [];
  const app = createAdmin({
    queries: createPanelQueries(pool),
    actions: createRowActions(pool, tell),
    feed,
    newKey: randomUUID,
    signIn,
    accounts,
    staff: createTestStaff(pool, publicUrl),
    audit: createAuditQueries(pool),
    privacy: createTestPrivacy(pool),
    clientAddress: createClientAddress(trustedProxies),
    publicUrl,
    now,
    linkToFile: (sha256, size) => `/media/${sha256}?${size}`,
    onError: (error) => faults.push(error),
    streams: { heartbeatMs: 500 },
  });
  const clockIs = (at: Date): void => {
    present = at;
  };
  return { app, signIn, accounts, tell, listening, faults, clockIs };
}
