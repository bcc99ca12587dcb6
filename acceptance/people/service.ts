import type { Pool, PoolClient } from 'pg';
import { v7 as newId } from 'uuid';
import { act } from '../../bot/turn/act.ts';
import { type Context, contextFor } from '../../bot/turn/context.ts';
import { createPanelActions } from '../../bot/turn/panel.ts';
import { storesOver } from '../../bot/wiring/workers.ts';
import type { PanelActions, PanelActor } from '../../core/application/panel.ts';
import { as, type ConversationId, type GarageId, type StaffId } from '../../core/ids.ts';
import { createProductClock } from '../../core/postgres/clock.ts';
import { inTransaction } from '../../core/postgres/database.ts';
import { createPanelStore } from '../../core/postgres/store/panel.ts';

/** A member of customer service who acts in the panel of a product that runs on this database. */
type Desk = {
  readonly who: PanelActor;
  readonly panel: PanelActions;
  /** Carries out a command as this person, where no page has it yet. */
  commands(command: Parameters<typeof act>[1]): Promise<void>;
  /** The conversation of the customer behind a chat. */
  conversationOf(chat: string): Promise<ConversationId>;
};

type Hired = { readonly staffId: StaffId; readonly garageId: GarageId };

/** Takes somebody on at the one garage. */
async function hire(pool: Pool, name: string, role: 'agent'): Promise<Hired> {
  const staffId = as<StaffId>(newId());
  const { rows } = await pool.query<{ id: string }>(
    `with hired as (
       insert into staff (id, organisation_id, name, role, language)
       select $1::uuid, organisation_id, $2, $3, 'en' from garage limit 1)
     select id from garage limit 1`,
    [staffId, name, role],
  );
  return { staffId, garageId: as<GarageId>(rows[0]?.id ?? '') };
}

/** Puts somebody of customer service at the desk. */
export async function openDesk(pool: Pool, name: string): Promise<Desk> {
  const { staffId, garageId } = await hire(pool, name, 'agent');
  const clock = createProductClock(pool);
  const inTurn = async <T>(work: (client: PoolClient, context: Context) => Promise<T>): Promise<T> => {
    await clock.refresh();
    return inTransaction(pool, (client) => {
      const store = storesOver({ clock, newId, secret: '' }, client, 'panel');
      return work(client, contextFor(store, clock.now(), newId, { simulated: false, homeGarageId: garageId }));
    });
  };
  const panel = createPanelActions((_, work) =>
    inTurn(async (client, context) => {
      const done = await work({ context, panel: createPanelStore(client) });
      if ('rollBack' in done) throw new Error(`The act was refused: ${done.rollBack.code}`);
      return done;
    }),
  );
  return {
    commands: async (command) => {
      const refusal = await inTurn((_, context) => act(context, command));
      if (refusal) throw new Error(`${refusal.command.type} was refused`);
    },
    who: { staffId, name, role: 'agent', garageIds: [garageId] },
    panel,
    conversationOf: async (chat) => {
      const found = await pool.query<{ id: string }>(
        `select c.id from conversation c join address a on a.customer_id = c.customer_id where a.chat = $1`,
        [chat],
      );
      return as<ConversationId>(found.rows[0]?.id ?? '');
    },
  };
}

/** A person who is signed in at the panel. */
export type SignedIn = {
  readonly cookie: string;
  /** Sends a form to a path below `/admin`; resolves to the status of the answer. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<number>;
};

/** Signs in with the account that the settings made. Throws when that does not work. */
export async function signIn(
  url: string,
  account: { readonly ADMIN_EMAIL: string; readonly ADMIN_PASSWORD: string },
): Promise<SignedIn> {
  const send = (path: string, fields: Readonly<Record<string, string>>, cookie: string): Promise<Response> =>
    fetch(`${url}/admin${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url, cookie },
      body: new URLSearchParams(fields),
    });
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = account;
  const answer = await send('/sign-in', { email, password }, '');
  if (answer.status !== 303) throw new Error(`Signing in was answered with ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, post: async (path, fields) => (await send(path, fields, cookie)).status };
}
