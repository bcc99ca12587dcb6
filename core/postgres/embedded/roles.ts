import { createHmac } from 'node:crypto';
import { Client } from 'pg';
import { connectionTo, noOptions } from '../connection.ts';

/** Made with the cluster. May do everything, so it only prepares the server, and makes backups. */
export const SUPERUSER = 'pitstop';

/** Owns the application's database and what is in it, and may do nothing beside. */
const PRODUCT = 'pitstop_chat';

/**
 * The application's database in the cluster; `postgres` beside it carries only the registrations.
 */
const DATABASE = 'pitstop';

// Any number does, it only must not change between versions that may share one server.
const PREPARE_LOCK = 7_480_002;

/** Leads from the superuser's password to the product's, and not back. */
function passwordOfProduct(password: string): string {
  return createHmac('sha256', password).update(PRODUCT).digest('base64url');
}

/** The address of the application's database. */
export function urlOf(port: number, password: string): string {
  return addressOf(port, PRODUCT, passwordOfProduct(password), DATABASE);
}

/** The same for who makes databases and looks at the whole server. */
export function superuserUrlOf(port: number, password: string): string {
  return addressOf(port, SUPERUSER, password, DATABASE);
}

/** The database on which every process registers. */
export function registryUrlOf(port: number, password: string): string {
  return addressOf(port, PRODUCT, passwordOfProduct(password), 'postgres');
}

function addressOf(port: number, user: string, password: string, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** A server that takes a connection and says nothing is not ours, or hangs. */
const ANSWERS_WITHIN_MS = 10_000;

/** Opens a connection that does not end the process when it breaks. */
export async function openClient(url: string): Promise<Client> {
  const client = new Client({
    ...connectionTo(url),
    options: noOptions,
    keepAlive: true,
    connectionTimeoutMillis: ANSWERS_WITHIN_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await openClient(url);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Makes the product's role and its database where they are missing, and hands over what belongs to
 * the superuser: all of it in a folder of an older version, some of it after a restore. One process
 * at a time, because two `create database` at once disturb each other.
 */
export async function prepareServer(port: number, password: string): Promise<void> {
  await withClient(addressOf(port, SUPERUSER, password, 'postgres'), async (client) => {
    await client.query('select pg_advisory_lock($1::bigint)', [PREPARE_LOCK]);
    const role = await client.query('select from pg_roles where rolname = $1::text', [PRODUCT]);
    const verb = role.rowCount === 0 ? 'create' : 'alter';
    // What is derived is letters, digits, - and _, so it cannot end the literal.
    await client.query(`${verb} role ${PRODUCT} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
      password '${passwordOfProduct(password)}'`);
    const { rows } = await client.query(
      'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1::text',
      [DATABASE],
    );
    if (rows.length === 0) await client.query(`create database ${DATABASE} owner ${PRODUCT}`);
    else if (rows[0].owner !== PRODUCT) await client.query(`alter database ${DATABASE} owner to ${PRODUCT}`);
    await withClient(superuserUrlOf(port, password), (inside) => inside.query(handOver));
  });
}

/**
 * `reassign owned` refuses the superuser's own, so each kind of thing is handed over by name. What
 * belongs to another thing (an identity, the type of a table, an extension's) follows it.
 */
const handOver = `do $$
declare one text;
begin
  for one in
    with mine as (
      select oid as schema, nspname, nspowner from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
    part as (select classid, objid from pg_depend where deptype in ('a', 'i', 'e'))
    select format('schema %I', nspname) from mine where nspowner = current_user::regrole
    union all
    select format('%s %I.%I',
        case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
        nspname, relname)
      from pg_class c join mine on schema = relnamespace
      where relowner = current_user::regrole and relkind in ('r', 'p', 'v', 'm', 'S')
        and (c.tableoid, c.oid) not in (select classid, objid from part where relkind = 'S')
    union all
    select format('routine %s', p.oid::regprocedure)
      from pg_proc p join mine on schema = pronamespace
      where proowner = current_user::regrole and (p.tableoid, p.oid) not in (table part)
    union all
    select format('type %I.%I', nspname, typname)
      from pg_type t join mine on schema = typnamespace
      where typowner = current_user::regrole and (t.tableoid, t.oid) not in (table part)
        and (typtype in ('e', 'd', 'r') or (typtype = 'c' and
          exists (select from pg_class c where c.oid = typrelid and c.relkind = 'c')))
  loop
    execute 'alter ' || one || ' owner to ${PRODUCT}';
  end loop;
end $$`;
