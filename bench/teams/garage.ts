import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { openStaffDesk } from '../../acceptance/people/mechanic.ts';
import type { ShownMessage } from '../../channels/testing/contract.ts';
import { ensureHome } from '../../core/postgres/start.ts';
import type { SentMessage } from '../bot-api.ts';
import { load, type Shot } from '../load.ts';
import { telegramText } from '../telegram.ts';
import { waitFor } from '../wait.ts';
import { conversationOf, type Teams } from './product.ts';

/** As fast as people are brought in; Telegram's pace is 25 messages a second. */
const PER_SECOND = 20;

/** A garage in which each mechanic has one car in hand, whose customer is on Telegram. */
export type Garage = {
  readonly origin: string;
  readonly teams: Teams;
  readonly size: number;
  /** What the bot said to customers, by chat, oldest first. */
  readonly told: ReadonlyMap<number, readonly SentMessage[]>;
};

/** The Telegram chat of the nth mechanic's customer. */
export function customerOf(n: number): number {
  return 10_000 + n;
}

/** The plate of the nth mechanic's car. */
export function plateOf(n: number): string {
  return `GB-${100 + n}-D`;
}

/** Mechanics are told their codes; all else happens through the doors that people use. */
export async function bringInMechanics(pool: Pool, garage: Garage): Promise<void> {
  const { teams, size } = garage;
  const codes = await inviteMechanics(pool, size);
  await everybody(garage, (n) => teams.says(n, `link ${codes[n]}`));
  await eachSees(garage, ({ text }) => text.includes('This chat is yours'));
  await everybody(garage, (n) => teams.says(n, `new ${plateOf(n)}, Jan Jansen, brakes squeal`));
  const links = await each(size, (n) => invitation.exec(JSON.stringify(teams.activities(conversationOf(n))))?.[1]);
  await everybody(garage, (n) =>
    telegramText(n + 1, { chat: customerOf(n), language: 'en', text: `/start ${links[n]}` }),
  );
  await eachHears(garage, ({ text }) => text.includes('You are signed up'));
  await everybody(garage, (n) => teams.says(n, `start ${plateOf(n)}`));
  await eachSees(garage, ({ choices }) => choices.some(isLift));
  await eachHears(garage, ({ text }) => text.includes('The mechanic started'));
}

const invitation = /\/i\/([A-Za-z0-9_-]+)/;

type Button = ShownMessage['choices'][number];

/** Puts the car on the lift, or takes it off again. */
export function isLift({ label }: Button): boolean {
  return label.endsWith('lift');
}

export async function inviteMechanics(pool: Pool, size: number): Promise<readonly string[]> {
  const desk = openStaffDesk(pool, await ensureHome(pool, newId), () => new Date());
  const codes: string[] = [];
  for (let n = 0; n < size; n += 1) codes.push(await desk.invites(`Mechanic ${n}`));
  // At night the garage would keep to itself what happens.
  await pool.query('update garage set quiet_from = null, quiet_to = null');
  return codes;
}

/** One post for each mechanic. */
export async function everybody({ origin, size }: Garage, shot: (n: number) => Shot): Promise<void> {
  const { failed } = await load(origin, shot, { perSecond: PER_SECOND, seconds: size / PER_SECOND });
  if (failed > 0) throw new Error(`${failed} posts of the set-up were not taken`);
}

/** The newest message of each mechanic that is such a one, once all have it. */
export function eachSees(
  { teams, size }: Garage,
  isIt: (message: ShownMessage) => boolean,
): Promise<readonly ShownMessage[]> {
  return each(size, (n) => teams.shown(conversationOf(n)).findLast(isIt));
}

/** The same of each customer. */
export function eachHears(
  { told, size }: Garage,
  isIt: (message: SentMessage) => boolean,
): Promise<readonly SentMessage[]> {
  return each(size, (n) => told.get(customerOf(n))?.findLast(isIt));
}

function each<T>(size: number, look: (n: number) => T | undefined): Promise<readonly T[]> {
  return waitFor(async () => {
    const found = Array.from({ length: size }, (_, n) => look(n)).filter((one) => one !== undefined);
    return found.length === size ? found : undefined;
  }, 60_000);
}
