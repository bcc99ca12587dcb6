import type { Browser, Page } from '@playwright/test';
import type { Pool } from 'pg';
import { as, type CustomerId, type MessageId, type RepairId } from '../../core/ids.ts';
import type { Lang, openBook } from './conversation-book.ts';
import { linesOf } from './conversation-words.ts';
import { openDesk } from './panel.ts';
import { chatOf, openPage, see, type Who } from './visitor.ts';

type Setting = {
  readonly browser: Browser;
  readonly url: string;
  readonly pool: Pool;
  readonly book: ReturnType<typeof openBook>;
  readonly lang: Lang;
  readonly monday: Date;
};

const week = 7 * 24 * 3_600_000;
const minute = 60_000;

/** Plays every chapter in one language on a page of its own; returns what the page's scripts complained about. */
export const playCustomer = async (setting: Setting): Promise<readonly string[]> => {
  const { browser, url, pool, lang } = setting;
  await startAnew(pool);
  const { page, faults } = await openPage(browser, `${url}/simulator?lang=${lang}`, {
    viewport: { width: 1240, height: 4_000 },
    bypassCSP: true,
    colorScheme: 'light',
  });
  const stage = stageOn(setting, page);
  await stage.clockTo(0, '8:35');
  for (const play of [playFirst, playQuote, playChange, playAsking, playWords, playPeople]) await play(stage);
  return faults;
};

/** The people of the page belong to nobody again, so that the second language begins like the first. */
const startAnew = async (pool: Pool): Promise<void> => {
  await pool.query(`update customer set phone = null`);
  await pool.query(
    `update address set customer_id = null, proven_at = null, asked = null, opted_out_at = null, frozen_at = null,
       language_chosen_at = null where staff_id is null`,
  );
};

const stageOn = ({ url, pool, book, lang, monday }: Setting, page: Page) => {
  const offset = lang === 'nl' ? 0 : week;
  const now = async (): Promise<number> => {
    const { rows } = await pool.query<{ value: string }>(
      `select value::text as value from installation where name = 'clock_offset_ms'`,
    );
    return Date.now() + Number(rows[0]?.value);
  };
  return {
    page,
    pool,
    url,
    lang,
    words: linesOf[lang],
    mechanic: chatOf(page, 'Mechanic'),
    jan: chatOf(page, 'Customer with buttons'),
    piet: chatOf(page, 'Customer with text only'),
    /** Waits for the card of a car, because the invitation stands above it. */
    registered: (plate: RegExp): Promise<void> =>
      see(chatOf(page, 'Mechanic').log.getByRole('heading', { name: plate }).last()).toBeVisible(),
    /** Moves the one clock on to this time, so many days after the Monday. */
    clockTo: async (days: number, time: string): Promise<void> => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      const at = monday.getTime() + offset + days * 24 * 60 * minute + (hours * 60 + minutes - 8 * 60 - 35) * minute;
      for (let left = Math.ceil((at - (await now())) / minute); left > 0; left -= 10_080)
        await page.request.post(`${url}/simulator/clock?lang=${lang}`, {
          data: { minutes: Math.min(left, 10_080) },
          headers: { origin: url },
        });
    },
    /** Plays a chapter and writes down what the phone showed in it. */
    chapter: async (id: string, who: Who, play: () => Promise<void>): Promise<void> => {
      const since = await book.count(page, who);
      await play();
      await book.write(page, who, lang, id, since);
    },
  };
};

type Stage = ReturnType<typeof stageOn>;
const buttons: Who = 'Customer with buttons';

const playFirst = async (stage: Stage): Promise<void> => {
  const { words: say, mechanic, jan, chapter } = stage;
  await chapter('introduction', buttons, async () => {
    await mechanic.says(say.register);
    await stage.registered(/AB-123-C|CB-321-A/);
    await jan.says(say.hello);
    await jan.hears(say.unknownChat);
    await jan.region.getByRole('button', { name: 'Share number' }).click();
    await jan.hears(say.broughtCar);
    await jan.presses(say.yesMyCar);
    await jan.hears(say.signedUp);
  });
  await chapter('started', buttons, async () => {
    await mechanic.says(say.eta);
    await mechanic.hears(/16:30/);
    await mechanic.says(say.start);
    await jan.hears(say.started);
    await jan.says(say.whenReady);
    await jan.hears(say.status);
  });
};

const playQuote = async (stage: Stage): Promise<void> => {
  const { words: say, mechanic, jan, chapter, clockTo } = stage;
  await chapter('quote', buttons, async () => {
    await mechanic.says(say.found);
    await mechanic.hears(say.foundNoted);
    await mechanic.says(say.quoteOne);
    await mechanic.presses(say.send);
    await jan.hears('286');
    await clockTo(0, '8:48');
    await jan.hears(say.reminder);
    await jan.says(say.letMeAsk);
    await jan.hears(say.consult);
    await jan.says(say.nonsense);
    await jan.hears(say.notSure);
    await jan.presses(say.approve);
    await jan.hears(say.noted);
  });
};

const playChange = async (stage: Stage): Promise<void> => {
  const { words: say, mechanic, jan, chapter, page, url, lang } = stage;
  await chapter('change', buttons, async () => {
    await jan.presses(say.change);
    await jan.hears(say.takenBack);
    const old = jan.log.getByRole('button', { name: say.approve }).last();
    const token = await old.getAttribute('value');
    const onMessage = await old.locator('xpath=..').locator('[name=onMessage]').getAttribute('value');
    await mechanic.says(say.quoteMore);
    await mechanic.presses(say.send);
    await jan.hears(say.newQuote);
    // Another window may still show the old button.
    const tapped = await page.request.post(`${url}/simulator/customer-buttons/taps?lang=${lang}`, {
      data: { token, onMessage },
      headers: { origin: url },
    });
    if (!tapped.ok()) throw new Error(`The tap was refused: ${await tapped.text()}`);
    await jan.hears(say.oldQuote);
    await jan.presses(say.decline);
    await jan.hears(say.notDone);
  });
  await chapter('lines', buttons, async () => {
    await mechanic.says(say.quoteTwo);
    await mechanic.presses(say.send);
    await jan.hears('324');
    await jan.presses(say.choose);
    await jan.hears(say.whatShallWe);
    await jan.says(say.onlyPads);
    await jan.hears(say.isThisMeant);
    await jan.presses(say.yesThis);
    await jan.hears(say.partOfIt);
  });
};

const playAsking = async (stage: Stage): Promise<void> => {
  const { words: say, mechanic, jan, chapter } = stage;
  await chapter('asking', buttons, async () => {
    await mechanic.says(say.quoteFilter);
    await mechanic.presses(say.send);
    await jan.hears('24');
    await jan.presses(say.askOrCall);
    await jan.hears(say.typeQuestion);
    await jan.says(say.canItWait);
    await jan.hears(say.questionPassed);
    await mechanic.presses(say.itCan);
    await jan.hears(say.mechanicWrites);
    await jan.region
      .locator('input[type=file]')
      .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: onePixel });
    await jan.hears(say.photoKept);
    await jan.presses(say.askOrCall);
    await jan.presses(say.callLater);
    await jan.hears(say.whenCall);
    await jan.log.getByRole('button', { name: /–/ }).first().click();
    await jan.hears(say.callNoted);
    await jan.presses(say.decline);
    await jan.hears(say.notDone);
  });
  await chapter('ready', buttons, async () => {
    await mechanic.says(say.etaTomorrow);
    await jan.hears(say.later);
    await mechanic.says(say.done);
    await jan.hears(say.ready);
  });
};

/** The smallest picture that a browser draws. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const playWords = async (stage: Stage): Promise<void> => {
  const { words: say, mechanic, piet, chapter, clockTo } = stage;
  const text: Who = 'Customer with text only';
  await chapter('text-only', text, async () => {
    await mechanic.says(say.registerPiet);
    await stage.registered(/XY-987-Z|ZX-789-Y/);
    await piet.opensInvitation();
    await piet.hears(say.signedUp);
    await mechanic.says(say.startPiet);
    await piet.hears(say.started);
    await mechanic.says(say.quotePiet);
    await mechanic.presses(say.sendGoOn);
    await piet.hears('167');
    await clockTo(0, '10:10');
    await piet.hears(say.noAnswerYet);
    await piet.says('1');
    await piet.hears(say.partOfIt);
  });
  await chapter('expired', text, async () => {
    await mechanic.says(say.quotePietMore);
    await mechanic.presses(say.sendGoOn);
    await piet.hears('45');
    await clockTo(1, '17:35');
    await piet.hears(say.expired);
    await piet.says(say.yes);
    await piet.hears(say.expired);
  });
};

/** Who decides is somebody of a lease company; no page says so yet, so that it is a command here. */
const playLease = async ({ words: say, mechanic, jan, chapter, pool, registered }: Stage): Promise<void> => {
  await chapter('lease', buttons, async () => {
    await mechanic.says(say.registerLease);
    await registered(/HK-135-L|LK-531-H/);
    const { rows } = await pool.query<{ repair_id: string; customer_id: string; at: Date }>(
      `select id as repair_id, customer_id, registered_at as at from repair order by registered_at desc limit 1`,
    );
    const [{ repair_id, customer_id, at } = { repair_id: '', customer_id: '', at: new Date() }] = rows;
    const desk = await openDesk(pool, 'Bob');
    const contact = { customerId: as<CustomerId>(customer_id), informed: true, decides: false, pays: false };
    await desk.commands({
      type: 'ChangeContacts',
      data: { repairId: as<RepairId>(repair_id), contacts: [contact] },
      meta: { at, by: { kind: 'staff', staffId: desk.who.staffId, role: 'agent' } },
    });
    await mechanic.says(say.quoteLease);
    await mechanic.presses(say.send);
    await jan.hears(say.leaseAsked);
  });
};

/** What a page that is up to date has shown. */
const newestIn = async (pool: Pool, conversationId: string): Promise<MessageId> => {
  const { rows } = await pool.query<{ id: string }>(
    `select id from message where conversation_id = $1 and direction <> 'note' order by at desc, id desc limit 1`,
    [conversationId],
  );
  return as<MessageId>(rows[0]?.id ?? '');
};

const playPeople = async (stage: Stage): Promise<void> => {
  const { words: say, mechanic, jan, chapter, clockTo, pool } = stage;
  await clockTo(2, '9:00');
  await chapter('person', buttons, async () => {
    await mechanic.says(say.registerAgain);
    await stage.registered(/EF-456-G|GF-654-E/);
    await jan.says(say.nonsense);
    await jan.hears(say.howHelp);
    await jan.says(say.nonsenseAgain);
    await jan.hears(say.passedOn);
    const desk = await openDesk(pool, 'Anna');
    const conversationId = await desk.conversationOf('customer-buttons');
    await desk.panel.takeOver(desk.who, conversationId, { controlVersion: 0, from: undefined });
    await jan.hears('Anna');
    const messageId = await newestIn(pool, conversationId);
    await desk.panel.send(desk.who, conversationId, say.annaSays, { idempotencyKey: say.annaSays, messageId });
    await jan.hears(say.annaSays);
    await desk.panel.handBack(desk.who, conversationId);
    await jan.hears(say.handedBack);
    await jan.says(say.otherLanguage);
    await jan.hears(say.otherSpoken);
    await jan.says(say.ownLanguage);
    await jan.hears(say.ownSpoken);
    await jan.says('STOP');
    await jan.hears(say.noMore);
    await jan.says('START');
    await jan.hears(say.again);
  });
  await playLease(stage);
  await chapter('night', buttons, async () => {
    await clockTo(2, '19:00');
    await jan.says(say.person);
    await jan.hears(say.closed);
    await jan.says(say.call);
    await jan.hears(say.callNoted);
  });
};
