import { expect, it } from 'vitest';
import { testDatabase } from '../../testing/database.ts';

const { pool } = await testDatabase();

/**
 * What an erasure makes of every column that can hold words. A new column belongs here, and, if it is
 * about customers, into erase.ts, export.ts and the marks of acceptance/privacy/erasure.db.test.ts.
 */
const fates = {
  /** The row goes. */
  deleted: {
    chat_record: 'chat record',
    inbox: 'answer error payload state',
    inbox_lane: 'chat',
    invitation: 'kind token_hash',
    media: 'bytes mime_type sha256 thumbnail',
    message_media: 'failed file_name reference sha256',
    rate_limit: 'id key',
    seen: 'key',
    simulator_entry: 'at chat content direction external_id media_bytes media_name media_type',
    timer: 'dead kind',
  },
  /** Empty, in the rows of the person; where others wrote about the person, a mark stands instead. */
  emptied: {
    address: 'asked chat display_name language last_act proven_by',
    attempt: 'external_id hash pictures text',
    choice: 'action label',
    conversation: 'pending_answer',
    customer: 'email name phone',
    delivery: 'external_id',
    message: 'body content external_id',
    repair_text: 'body',
    vehicle: 'model plate plate_key',
  },
  /** Evidence: a mark stands for the person and the words about the repair. */
  marked: { decision: 'answer_text shown_text' },
  /** Ids, codes, listed phrases, hashes and amounts. */
  code: {
    attempt: 'code outcome',
    audit_entry: 'data subject what',
    choice: 'token',
    conversation_event: 'by correlation data type',
    customer: 'language',
    decision:
      'answer_phrases approved by channel currency declined how identified_by outcome pseudonym shown_hash shown_pictures',
    delivery: 'code kind state',
    fact: 'data kind',
    feed: 'kind',
    message: 'about by direction phrase sort',
    quote_line: 'severity state',
    quote_version: 'currency outcome status',
    repair: 'blocked_by currency status',
    repair_event: 'by correlation data type',
    repair_text: 'id kind',
    waiting_item: 'ended_by ended_how kind owner',
  },
  /** Of the garage, its staff and the installation. */
  garage: {
    account: 'access_token account_id id id_token password provider_id refresh_token scope user_id',
    bay: 'name',
    channel_account: 'audience channel cursor external_id name skills',
    counter: 'name',
    garage: 'address_line currency language name phone settings zone',
    garage_day: 'reason',
    installation: 'name value',
    lease: 'holder name',
    link_code: 'code_hash kind name',
    organisation: 'name',
    price_item: 'code name_en name_nl',
    session: 'id impersonated_by ip_address token user_agent user_id',
    set_up_link: 'token_hash',
    staff: 'language name role user_id',
    two_factor: 'backup_codes id secret user_id',
    user: 'ban_reason email id image name role',
    verification: 'id identifier value',
    workplace: 'name',
  },
} as const;

it('knows what an erasure makes of every column that can hold words', async () => {
  const { rows } = await pool.query<{ column: string }>(
    `select table_name || '.' || column_name as "column" from information_schema.columns
     where table_schema = 'public' and data_type in
       ('text', 'character', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY')`,
  );
  const known = Object.values(fates).flatMap((tables) =>
    Object.entries(tables).flatMap(([table, columns]) => columns.split(' ').map((column) => `${table}.${column}`)),
  );
  expect(known.toSorted()).toEqual(rows.map(({ column }) => column).toSorted());
});
