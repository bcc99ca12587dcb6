import type { Pool } from 'pg';
import { type Stage, until, wordsOf } from '../stage.ts';
import type { Phone } from './telegram-phone.ts';

/** The garage has no quiet hours, so that a test says the same at night. */
export async function neverQuiet(pool: Pool): Promise<void> {
  await pool.query('update garage set quiet_from = null, quiet_to = null');
}

/** So long do words wait for further text; with 0 a test need not. */
export async function wordsSettleAfter(pool: Pool, ms: number): Promise<void> {
  await pool.query(`update garage set settings = settings || jsonb_build_object('wordsSettleMs', $1::int)`, [ms]);
}

/** The mechanic brings a car in; the customer opens the link that the card shows. */
export async function invite(stage: Stage, plate: string, name: string): Promise<{ readonly token: string }> {
  const before = (await stage.shown('mechanic-1')).at(-1)?.id ?? 0;
  await stage.says('mechanic-1', `new ${plate}, ${name}, brakes squeal`);
  const token = await until(`the invitation of ${plate}`, async () => {
    const after = (await stage.shown('mechanic-1')).filter(({ id }) => id > before);
    return /\/i\/([\w-]+)/.exec(after.map(wordsOf).join())?.[1];
  });
  return { token };
}

/** The page of an invitation, as a browser shows it. */
export async function openLink({ url }: Stage, token: string): Promise<string> {
  return (await fetch(`${url}/i/${token}`)).text();
}

type Phones = { phone(chat: number, language?: string): Phone };

/** A customer who has opened the link, with a car that is being repaired. */
export async function bringIn(
  { stage, telegram }: { readonly stage: Stage; readonly telegram: Phones },
  chat: number,
  plate: string,
  language = 'en',
): Promise<Phone> {
  const phone = telegram.phone(chat, language);
  const { token } = await invite(stage, plate, 'Jan Jansen');
  await phone.starts(token);
  await phone.hears(/You are signed up|u bent aangemeld/);
  await stage.says('mechanic-1', `start ${plate}`);
  await phone.hears(/The mechanic started|De monteur is/);
  return phone;
}

/** The mechanic writes a quote and sends it. */
export async function sendQuote(stage: Stage, plate: string, lines: string): Promise<void> {
  await stage.says('mechanic-1', `quote ${plate}: ${lines}`);
  await stage.hears('mechanic-1', new RegExp(`${plate}.*Send · I wait`, 's'));
  await stage.taps('mechanic-1', 'Send · I wait');
}
