import type { Db } from './db.ts';

/** A chat that got a new id on its network. False when the account already knows an address with that id. */
export async function moveAddress(db: Db, addressId: string, chat: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update address a set chat = $2::text where a.id = $1::uuid
       and not exists (select 1 from address b where b.account_id = a.account_id and b.chat = $2::text)`,
    [addressId, chat],
  );
  return rowCount === 1;
}
