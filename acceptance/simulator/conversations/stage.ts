import type { Browser, Page } from '@playwright/test';
import type { Pool } from 'pg';
import { createSimulatorStore } from '../../../core/postgres/channel-records.ts';
import { networkOf } from '../../networks/network.ts';
import { chatOf, see, type Who } from '../../people/visitor.ts';
import { type Chat, until } from '../../stage.ts';
import type { Lang, openBook } from './book.ts';
import { linesOf } from './words.ts';

export type ConversationSetting = {
  readonly browser: Browser;
  readonly url: string;
  readonly pool: Pool;
  readonly book: ReturnType<typeof openBook>;
  readonly lang: Lang;
  readonly monday: Date;
};

const minute = 60_000;

export const buttons: Who = 'Customer with buttons';

export const wordsOnly: Who = 'Customer with text only';

function plateIn(line: string): string {
  return /[A-Z]{2}-\d{3}-[A-Z]/.exec(line)?.[0] ?? '';
}

/** A customer's chat; heard is only what came after the chapter began and after this customer wrote last. */
function customerOn(page: Page, who: Who, stood: Map<Who, number>) {
  const chat = chatOf(page, who);
  return {
    ...chat,
    says: async (text: string): Promise<void> => {
      stood.set(who, await chat.log.locator('ol > li').count());
      await chat.says(text);
    },
    hears: async (words: string | RegExp): Promise<void> => {
      const fresh = chat.log.locator(`ol > li:nth-child(n + ${(stood.get(who) ?? 0) + 1})`);
      await see(fresh.filter({ hasText: words }).last()).toBeVisible();
    },
  };
}

function mechanicOn(page: Page) {
  const { log, says } = chatOf(page, 'Mechanic');
  const cardOf = (line: string) => page.getByRole('heading', { name: plateIn(line) });
  return {
    /** Registers a car and waits for its card, because the invitation stands above it. */
    registers: async (line: string): Promise<void> => {
      await says(line);
      await see(log.getByRole('heading', { name: plateIn(line) }).last()).toBeVisible();
    },
    /** Writes a quote and sends it from the card of its car: an older card may have the same button. */
    quotes: async (line: string, label: string): Promise<void> => {
      await says(line);
      const button = page.getByRole('button', { name: label, exact: true });
      const card = log
        .getByRole('listitem')
        .filter({ has: cardOf(line) })
        .filter({ has: button });
      await card.last().getByRole('button', { name: label, exact: true }).click();
    },
  };
}

const chats: Readonly<Partial<Record<Who, Chat>>> = { [buttons]: 'customer-buttons', [wordsOnly]: 'customer-text' };

/** What a phone shows of a forwarded text, and what its network tells: the page of the simulator forwards nothing. */
function forwarding(pool: Pool, now: () => Promise<number>, mark: string) {
  const store = createSimulatorStore(pool);
  return async (who: Who, text: string): Promise<void> => {
    const chat = chats[who];
    if (!chat) throw new Error(`${who} forwards nothing`);
    const at = new Date(await now());
    const externalId = `forwarded-${at.getTime()}`;
    const content = { kind: 'text', text: `${mark}\n${text}` } as const;
    await store.append({ chat, direction: 'in', externalId, at: at.toISOString(), content });
    await networkOf(pool, chat, async () => at).tells({ kind: 'text', externalId, text, notOwn: { forwarded: {} } });
  };
}

/** One page with its clock, on which chapters are played and written down. */
export function stageOn({ url, pool, book, lang, monday }: ConversationSetting, page: Page) {
  const now = async (): Promise<number> => {
    const { rows } = await pool.query<{ value: string }>(
      `select value::text as value from installation where name = 'clock_offset_ms'`,
    );
    return Date.now() + Number(rows[0]?.value);
  };
  /** How much stood in a chat before what may be heard now. */
  const stood = new Map<Who, number>();
  return {
    page,
    pool,
    url,
    lang,
    words: linesOf[lang],
    mechanic: chatOf(page, 'Mechanic'),
    jan: customerOn(page, buttons, stood),
    piet: customerOn(page, wordsOnly, stood),
    ...mechanicOn(page),
    forwards: forwarding(pool, now, linesOf[lang].forwarded),
    /** Waits until the bytes of what was sent are in the product's own store. */
    photoIsKept: (): Promise<unknown> =>
      until('the photo to be kept', async () => {
        const { rows } = await pool.query(`select 1 from message_media where sha256 is null and failed is null`);
        return rows.length === 0 || undefined;
      }),
    /** Moves the one clock on to this time, so many days after the Monday. */
    clockTo: async (days: number, time: string): Promise<void> => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      const at = monday.getTime() + days * 24 * 60 * minute + (hours * 60 + minutes - 8 * 60 - 35) * minute;
      for (let left = Math.ceil((at - (await now())) / minute); left > 0; left -= 10_080)
        await page.request.post(`${url}/simulator/clock?lang=${lang}`, {
          data: { minutes: Math.min(left, 10_080) },
          headers: { origin: url },
        });
    },
    /** A minute passes, so that what is typed next was surely begun after the newest message was read. */
    reads: async (): Promise<void> => {
      await page.request.post(`${url}/simulator/clock?lang=${lang}`, {
        data: { minutes: 1 },
        headers: { origin: url },
      });
    },
    /** Plays a chapter and writes down what the phone showed in it. */
    chapter: async (id: string, who: Who, play: () => Promise<void>): Promise<void> => {
      const since = await book.count(page, who);
      stood.set(who, since);
      await play();
      await book.write(page, who, lang, id, since);
    },
  };
}

export type ConversationStage = ReturnType<typeof stageOn>;
