import type { Pool } from 'pg';
import { v7 as newUuid } from 'uuid';
import { inviteStaff } from '../../../core/application/staff.ts';
import { inTransaction } from '../../../core/postgres/database.ts';
import { createStaffStore } from '../../../core/postgres/staff.ts';
import { ensureHome } from '../../../core/postgres/start.ts';
import type { BotApi } from './bot-api.ts';
import type { TelegramSide } from './telegram-side.ts';
import { until } from './wait.ts';

/** The chat of the mechanic. */
export const MECHANIC = 9_001;

/** Customers with a repair each, by chat and plate. */
export type Customer = { readonly chat: number; readonly plate: string };

/** Links a mechanic and registers a repair for each customer, who opens the invitation; all of it in Telegram. */
export async function openGarage(
  pool: Pool,
  api: BotApi,
  telegram: TelegramSide,
  customers: number,
): Promise<readonly Customer[]> {
  const code = 'ABCD-EFGH-JKMN';
  const madeAt = new Date();
  const expiresAt = new Date(madeAt.getTime() + 3_600_000);
  const mia = { name: 'Mia', role: 'mechanic', language: 'nl' } as const;
  const home = await ensureHome(pool, newUuid);
  // The test may run at night.
  await pool.query('update garage set quiet_from = null, quiet_to = null');
  await inTransaction(pool, (client) =>
    inviteStaff(createStaffStore(client, home.organisationId, newUuid), mia, { text: code, madeAt, expiresAt }),
  );
  telegram.push(telegram.text(MECHANIC, `link ${code}`));
  const cast = Array.from({ length: customers }, (_, n) => ({ chat: 1_001 + n, plate: `AB-${101 + n}-C` }));
  for (const { plate } of cast)
    telegram.push(telegram.text(MECHANIC, `new ${plate}, Jan Jansen, 06-12345${plate.slice(3, 6)}, brakes squeal`));
  for (const [nth, { chat, plate }] of cast.entries()) {
    const token = await until(`the invitation of ${plate}`, () => invitationOf(api, nth), {
      withinMs: 60_000,
      otherwise: () => api.arrived.slice(-5),
    });
    telegram.push(telegram.text(chat, `/start ${token}`));
    await until(`a word to ${plate}`, () => api.arrived.some((one) => one.chat === String(chat)), {
      otherwise: () => api.arrived.slice(-5),
    });
  }
  return cast;
}

/** Invitations in the order of the registrations, whatever else stands on their cards. */
function invitationOf(api: BotApi, nth: number): string | undefined {
  const texts = api.arrived.filter(({ chat }) => chat === String(MECHANIC)).map(({ text }) => text);
  return [...new Set(texts.flatMap((text) => /\/i\/([\w-]+)/.exec(text)?.[1] ?? []))][nth];
}

/** Sends a quote to a customer and waits for it; resolves to the button that approves all of it. */
export async function quoteFor(
  api: BotApi,
  telegram: TelegramSide,
  { chat, plate }: Customer,
): Promise<{ readonly token: string; readonly messageId: string }> {
  telegram.push(telegram.text(MECHANIC, `quote ${plate}: brake pads 286.40; wipers 38`));
  const button = (inChat: number, label: RegExp) => () => {
    const shown = api.arrived.findLast((one) => one.chat === String(inChat) && one.text.includes(plate));
    const found = shown?.buttons.find(({ text }) => label.test(text));
    return shown && found && { token: found.callback_data, messageId: shown.messageId };
  };
  const otherwise = (): unknown => api.arrived.slice(-4);
  const send = await until(`the card of the quote for ${plate}`, button(MECHANIC, /^Verstuur · ik wacht/), {
    otherwise,
  });
  telegram.push(telegram.tap(MECHANIC, send.token, send.messageId));
  return until(`the quote for ${plate}`, button(chat, /^Approve/), { otherwise });
}
