import type { Browser, Page } from '@playwright/test';
import type { Pool } from 'pg';
import sharp from 'sharp';
import { toRepair } from '../../../bot/step.ts';
import { as, type CustomerId, type MessageId, type RepairId } from '../../../core/ids.ts';
import { createSimulatorStore } from '../../../core/postgres/channel-records.ts';
import { chatOf, hearsIn, openPage, see, type Who } from '../../people/browser.ts';
import { until } from '../../people/person.ts';
import { openDesk } from '../../people/service.ts';
import type { Garage } from '../../product.ts';
import type { Lang, openBook } from './book.ts';
import { linesOf } from './words.ts';

type Setting = {
  readonly browser: Browser;
  readonly garage: Garage;
  readonly book: ReturnType<typeof openBook>;
  readonly lang: Lang;
  readonly monday: Date;
};

/** Plays every chapter in one language on a page of its own; returns the faults of its scripts. */
export async function playCustomer(setting: Setting): Promise<readonly string[]> {
  const { browser, garage, book, lang } = setting;
  const { page, faults } = await openPage(browser, `${garage.url}/simulator?lang=${lang}`, {
    viewport: { width: 1240, height: book.pageHeight },
    bypassCSP: true,
    colorScheme: 'light',
  });
  const cast = castOn(setting, page);
  await cast.clockTo(0, '8:35');
  for (const play of [
    playFirst,
    playQuote,
    playChange,
    playQuestions,
    playBeside,
    playAsking,
    playWords,
    playMoreWords,
    playPeople,
  ])
    await play(cast);
  await page.context().close();
  return faults;
}

const buttons: Who = 'Customer with buttons';
const wordsOnly: Who = 'Customer with text only';

/** The chapters of one repair, from the first word to the car that is ready. */
async function playFirst(cast: Cast): Promise<void> {
  const { words: say, mechanic, jan, chapter } = cast;
  await chapter('introduction', buttons, async () => {
    await cast.registers(say.register);
    await jan.types(say.hello);
    await jan.hears(say.unknownChat);
    await jan.region.getByRole('button', { name: 'Share number' }).click();
    await jan.hears(say.broughtCar);
    await jan.taps(say.yesMyCar);
    await jan.hears(say.signedUp);
  });
  await chapter('started', buttons, async () => {
    await mechanic.types(say.eta);
    await mechanic.hears(/16:30/);
    await mechanic.types(say.start);
    await jan.hears(say.started);
    await jan.types(say.whenReady);
    await jan.hears(say.status);
  });
}

async function playQuote(cast: Cast): Promise<void> {
  const { words: say, mechanic, jan, chapter, clockTo } = cast;
  await chapter('quote', buttons, async () => {
    await mechanic.region.getByRole('textbox', { name: 'Message', exact: true }).fill(say.found);
    const picture = { name: 'disc.png', mimeType: 'image/png', buffer: await aPhoto() };
    await mechanic.region.locator('input[type=file]').setInputFiles(picture);
    await mechanic.hears(say.photoWithCar);
    await cast.photoIsKept();
    await cast.quotes(say.quoteOne, say.send);
    await jan.hears(say.amounts.pads);
    await clockTo(0, '8:48');
    await jan.hears(say.reminder);
    await jan.types(say.letMeAsk);
    await jan.hears(say.consult);
    await jan.types(say.nonsense);
    await jan.hears(say.notSure);
    await jan.types(say.oddYes);
    await jan.hears(say.mayWeDoThis);
  });
  await chapter('approved', buttons, async () => {
    await jan.taps(say.approve);
    await jan.hears(say.noted);
  });
}

async function playChange(cast: Cast): Promise<void> {
  const { words: say, jan, chapter, page, garage, lang } = cast;
  await chapter('change', buttons, async () => {
    await jan.taps(say.change);
    await jan.hears(say.takenBack);
    const old = jan.log.getByRole('button', { name: say.approve }).last();
    const token = await old.getAttribute('value');
    const onMessage = await old.locator('xpath=..').locator('[name=onMessage]').getAttribute('value');
    await cast.quotes(say.quoteMore, say.send);
    await jan.hears(say.newQuote);
    // Another window may still show the old button.
    const tapped = await page.request.post(`${garage.url}/simulator/customer-buttons/taps?lang=${lang}`, {
      data: { token, onMessage },
      headers: { origin: garage.url },
    });
    if (!tapped.ok()) throw new Error(`The tap was refused: ${await tapped.text()}`);
    await jan.hears(say.oldQuote);
    await jan.taps(say.decline);
    await jan.hears(say.notDone);
  });
  await chapter('lines', buttons, async () => {
    await cast.quotes(say.quoteTwo, say.send);
    await jan.hears(say.amounts.both);
    await jan.taps(say.choose);
    await jan.hears(say.whatShallWe);
    await jan.types(say.onlyPads);
    await jan.hears(say.isThisMeant);
  });
  await chapter('partly', buttons, async () => {
    await jan.taps(say.yesThis);
    await jan.hears(say.partOfIt);
  });
}

/** Answers that are not on the list: one quote, and all questions about it. */
async function playQuestions(cast: Cast): Promise<void> {
  const { words: say, jan, chapter } = cast;
  await chapter('likely-yes', buttons, async () => {
    await cast.quotes(say.quoteLamps, say.send);
    await jan.hears(say.amounts.lamps);
    await jan.types(say.oddYes);
    await jan.hears(say.mayWeDoAll);
    await jan.types(say.oddYesAgain);
    await jan.hears(say.weCanCall);
  });
  await chapter('limits', buttons, async () => {
    await jan.types(say.onCondition);
    await jan.hears(say.noCondition);
    await jan.types(say.upTo);
    await jan.hears(say.noCeiling);
  });
  await chapter('likely-no', buttons, async () => {
    await jan.types(say.oddNo);
    await jan.hears(say.notAtAll);
    await cast.reads();
    await jan.types(say.yes);
    await jan.hears(say.mayWeDoAll);
  });
}

/** A yes that stands beside something else, or that somebody else said; and a plain one. */
async function playBeside(cast: Cast): Promise<void> {
  const { words: say, mechanic, jan, chapter } = cast;
  await chapter('beside', buttons, async () => {
    await jan.types(say.yesAndQuestion);
    await jan.hears(say.mayWeDoAll);
    await mechanic.types(say.guarantee);
    await jan.hears(say.mechanicWrites);
    await cast.reads();
    await jan.types(say.isGood);
    await see(jan.log.getByRole('listitem').last()).toContainText(say.mayWeDoAll);
  });
  await chapter('forwarded', buttons, async () => {
    await cast.forwards(buttons, say.wifeSays);
    await jan.hears(say.notYourOwn);
  });
  await chapter('counted', buttons, async () => {
    await cast.reads();
    await jan.types(say.isGood);
    await jan.hears(say.noted);
  });
}

async function playAsking(cast: Cast): Promise<void> {
  const { words: say, mechanic, jan, chapter } = cast;
  await chapter('asking', buttons, async () => {
    await cast.quotes(say.quoteFilter, say.send);
    await jan.hears(say.amounts.filter);
    await jan.taps(say.askOrCall);
    await jan.hears(say.typeQuestion);
    await jan.types(say.canItWait);
    await jan.hears(say.questionPassed);
    await mechanic.taps(say.itCan);
    await jan.hears(say.mechanicWrites);
    await jan.region
      .locator('input[type=file]')
      .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await aPhoto() });
    await jan.hears(say.photoKept);
    await jan.taps(say.askOrCall);
    await jan.taps(say.callLater);
    const newest = jan.log.getByRole('listitem').last();
    await see(newest).toContainText(say.whenCall);
    await newest.getByRole('button').first().click();
    await jan.hears(say.callNoted);
    await jan.taps(say.decline);
    await jan.hears(say.notDone);
  });
  await chapter('ready', buttons, async () => {
    await mechanic.types(say.etaTomorrow);
    await jan.hears(say.later);
    await mechanic.types(say.done);
    await jan.hears(say.ready);
  });
}

/** The chapters with a customer who only types. */
async function playWords(cast: Cast): Promise<void> {
  const { words: say, mechanic, piet, chapter, clockTo } = cast;
  await chapter('text-only', wordsOnly, async () => {
    await cast.registers(say.registerPiet);
    await piet.opensInvitation();
    await piet.hears(say.signedUp);
    await mechanic.types(say.startPiet);
    await piet.hears(say.started);
    await cast.quotes(say.quotePiet, say.sendGoOn);
    await piet.hears(say.amounts.battery);
    await clockTo(0, '10:10');
    await piet.hears(say.noAnswerYet);
    await piet.types('1');
    await piet.hears(say.partOfIt);
  });
}

/** Answers that are not on the list, without buttons; and one that comes too late. */
async function playMoreWords(cast: Cast): Promise<void> {
  const { words: say, piet, chapter, clockTo } = cast;
  await chapter('text-only-questions', wordsOnly, async () => {
    await cast.quotes(say.quotePietTwo, say.sendGoOn);
    await piet.hears(say.amounts.coolantMore);
    await piet.types(say.oddYes);
    await piet.hears(say.mayWeDoAll);
    await piet.types(say.oddYesAgain);
    await piet.hears(say.preferCall);
    await piet.types(say.oddNo);
    await piet.hears(say.notAtAll);
    await piet.types(say.justCoolant);
    await piet.hears(say.isThisMeant);
    await piet.types(say.letMeAsk);
    await piet.hears(say.consult);
  });
  await chapter('text-only-more', wordsOnly, async () => {
    await piet.types(say.onCondition);
    await piet.hears(say.noCondition);
    await piet.types(say.upTo);
    await piet.hears(say.noCeiling);
    await piet.types(say.yesAndQuestion);
    await piet.hears(say.mayWeDoAll);
    await cast.forwards(wordsOnly, say.wifeSays);
    await piet.hears(say.notYourOwn);
    await piet.types(say.oddStop);
    await piet.hears(say.noMoreMessages);
    await cast.reads();
    await piet.types(say.no);
    await piet.hears(say.notSureApproval);
    await cast.reads();
    await piet.types(say.no);
    await piet.hears(say.notDone);
  });
  await chapter('expired', wordsOnly, async () => {
    await cast.quotes(say.quotePietMore, say.sendGoOn);
    await piet.hears(say.amounts.coolant);
    await piet.types(say.oddYes);
    await piet.hears(say.mayWeDoThis);
    await clockTo(1, '17:35');
    await piet.hears(say.expired);
    // The answer says the same as the message before.
    const told = piet.log.getByRole('listitem').filter({ hasText: say.expired });
    const before = await told.count();
    await piet.types(say.yes);
    await see(told).toHaveCount(before + 1);
  });
}

/** A lease company decides. No page can say so yet, so it is a command here. */
async function playLease(cast: Cast): Promise<void> {
  const { words: say, jan, chapter, garage } = cast;
  await chapter('lease', buttons, async () => {
    await cast.registers(say.registerLease);
    const { rows } = await garage.pool.query<{ repair_id: string; customer_id: string; at: Date }>(
      `select id as repair_id, customer_id, registered_at as at from repair order by registered_at desc limit 1`,
    );
    const [{ repair_id, customer_id, at } = { repair_id: '', customer_id: '', at: new Date() }] = rows;
    const desk = await openDesk(garage.pool, 'Bob');
    const contact = { customerId: as<CustomerId>(customer_id), informed: true, decides: false, pays: false };
    await desk.commands(
      toRepair({
        type: 'ChangeContacts',
        data: { repairId: as<RepairId>(repair_id), contacts: [contact] },
        meta: { at, by: { kind: 'staff', staffId: desk.who.staffId, role: 'agent' } },
      }),
    );
    await cast.quotes(say.quoteLease, say.send);
    await jan.hears(say.leaseAsked);
  });
}

/** The link that Jan forwards is followed by Piet. */
async function playDecider(cast: Cast): Promise<void> {
  const { words: say, mechanic, jan, piet, chapter } = cast;
  await chapter('decider', buttons, () =>
    chapter('decider-other', wordsOnly, async () => {
      await mechanic.types(say.startAgain);
      await jan.hears(say.started);
      await cast.quotes(say.quoteAgain, say.send);
      await jan.hears(say.amounts.light);
      await jan.taps(say.askOrCall);
      // Older messages have the same button, for another car.
      await see(jan.log.getByRole('listitem').last()).toContainText(say.typeQuestion);
      await jan.taps(say.someoneElse);
      await jan.hears(say.forwardLink);
      await piet.opensInvitation();
      await piet.hears(say.asksYou);
      await jan.hears(say.decidesToo);
      await piet.types(say.yes);
      await piet.hears(say.noted);
      await jan.hears(say.otherApproved);
    }),
  );
}

/** Finds the newest message, as a page that is up to date shows it. */
async function newestIn(pool: Pool, conversationId: string): Promise<MessageId> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from message where conversation_id = $1 and direction <> 'note' order by at desc, id desc limit 1`,
    [conversationId],
  );
  return as<MessageId>(rows[0]?.id ?? '');
}

/** The chapters with other people beside the customer. */
async function playPeople(cast: Cast): Promise<void> {
  const { words: say, jan, chapter, clockTo, garage } = cast;
  await clockTo(2, '9:00');
  await chapter('person', buttons, async () => {
    await cast.registers(say.registerAgain);
    await jan.types(say.nonsense);
    await jan.hears(say.howHelp);
    await jan.types(say.nonsenseAgain);
    await jan.hears(say.passedOn);
    const desk = await openDesk(garage.pool, 'Anna');
    const conversationId = await desk.conversationOf('customer-buttons');
    await desk.panel.takeOver(desk.who, conversationId, { controlVersion: 0, from: undefined });
    await jan.hears('Anna');
    const messageId = await newestIn(garage.pool, conversationId);
    await desk.panel.send(desk.who, conversationId, say.annaSays, { idempotencyKey: say.annaSays, messageId });
    await jan.hears(say.annaSays);
    await desk.panel.handBack(desk.who, conversationId);
    await jan.hears(say.handedBack);
    await jan.types(say.otherLanguage);
    await jan.hears(say.otherSpoken);
    await jan.types(say.ownLanguage);
    await jan.hears(say.ownSpoken);
  });
  await chapter('stop', buttons, async () => {
    await jan.types(say.oddStop);
    await jan.hears(say.noMoreMessages);
    await jan.taps(say.stopButton);
    await jan.hears(say.noMore);
    await jan.types('START');
    await jan.hears(say.again);
    await jan.types(say.stopInFull);
    await see(jan.log.getByRole('listitem').last()).toContainText(say.noMore);
    await jan.types('START');
    await see(jan.log.getByRole('listitem').last()).toContainText(say.again);
  });
  await playLease(cast);
  await playDecider(cast);
  await chapter('night', buttons, async () => {
    await clockTo(2, '19:00');
    await jan.types(say.person);
    await jan.hears(say.closed);
    await jan.types(say.call);
    await jan.hears(say.callNoted);
  });
}

type Cast = ReturnType<typeof castOn>;

/** One page with its clock, on which chapters are played and written down. */
function castOn({ garage, book, lang, monday }: Setting, page: Page) {
  /** How much stood in a chat before what may be heard now. */
  const stood = new Map<Who, number>();
  return {
    page,
    garage,
    lang,
    words: linesOf[lang],
    mechanic: chatOf(page, 'Mechanic'),
    jan: customerOn(page, buttons, stood),
    piet: customerOn(page, wordsOnly, stood),
    ...mechanicOn(page),
    forwards: forwarding(garage, linesOf[lang].forwarded),
    /** Waits until the bytes of what was sent are in the product's own store. */
    photoIsKept: (): Promise<unknown> =>
      until('the photo to be kept', async () => {
        const { rows } = await garage.pool.query(`select 1 from message_media where sha256 is null and failed is null`);
        return rows.length === 0;
      }),
    /** Moves the one clock on to this time, so many days after the Monday. */
    clockTo: (days: number, time: string): Promise<void> => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      const sinceMonday = days * 24 * 60 + hours * 60 + minutes - 8 * 60 - 35;
      return garage.clockIs(new Date(monday.getTime() + sinceMonday * 60_000));
    },
    /** Lets a minute pass, so that the next text was surely begun after reading the newest message. */
    reads: (): Promise<void> => garage.skips(1),
    /** Plays a chapter and writes down what the phone showed in it. */
    chapter: async (id: string, who: Who, play: () => Promise<void>): Promise<void> => {
      const since = await book.count(page, who);
      stood.set(who, since);
      await play();
      await book.write(page, who, lang, id, since);
    },
  };
}

/** A customer's chat; only messages since the chapter began and this customer wrote are heard. */
function customerOn(page: Page, who: Who, stood: Map<Who, number>) {
  const chat = chatOf(page, who);
  return {
    ...chat,
    types: async (text: string): Promise<void> => {
      stood.set(who, await chat.log.locator('ol > li').count());
      await chat.types(text);
    },
    hears: (words: string | RegExp): Promise<void> =>
      hearsIn(chat.log.locator(`ol > li:nth-child(n + ${(stood.get(who) ?? 0) + 1})`), words),
  };
}

function mechanicOn(page: Page) {
  const { log, types } = chatOf(page, 'Mechanic');
  const cardOf = (line: string) => page.getByRole('heading', { name: plateIn(line) });
  return {
    /** Registers a car and waits for its card, because the invitation stands above it. */
    registers: async (line: string): Promise<void> => {
      await types(line);
      await see(log.getByRole('heading', { name: plateIn(line) }).last()).toBeVisible();
    },
    /** Writes a quote and sends it from the card of its car: an older card may have the same button. */
    quotes: async (line: string, label: string): Promise<void> => {
      await types(line);
      const button = page.getByRole('button', { name: label, exact: true });
      const card = log
        .getByRole('listitem')
        .filter({ has: cardOf(line) })
        .filter({ has: button });
      await card.last().getByRole('button', { name: label, exact: true }).click();
    },
  };
}

function plateIn(line: string): string {
  return /[A-Z]{2}-\d{3}-[A-Z]/.exec(line)?.[0] ?? '';
}

/** Forwards a text, which the simulator's page cannot: on the phone, and at the network. */
function forwarding({ pool, jan, piet }: Garage, mark: string) {
  const store = createSimulatorStore(pool);
  let count = 0;
  return async (who: Who, text: string): Promise<void> => {
    const [chat, phone] = who === buttons ? (['customer-buttons', jan] as const) : (['customer-text', piet] as const);
    count += 1;
    const externalId = `forwarded-${count}`;
    const content = { kind: 'text', text: `${mark}\n${text}` } as const;
    await store.append({ chat, direction: 'in', externalId, at: new Date().toISOString(), content });
    await phone.tells({ kind: 'text', externalId, text, notOwn: { forwarded: {} } });
  };
}

/** A worn disc, as a mechanic might photograph it. */
function aPhoto(): Promise<Buffer> {
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420">
      <rect width="640" height="420" fill="#3b4048"/><circle cx="300" cy="215" r="170" fill="#8d949c"/>
      <g fill="none" stroke="#747b84" stroke-width="3"><circle cx="300" cy="215" r="150"/><circle cx="300" cy="215" r="128"/>
      <circle cx="300" cy="215" r="106"/></g><circle cx="300" cy="215" r="70" fill="#565c64"/>
      <g fill="#2f3339"><circle cx="300" cy="172" r="9"/><circle cx="341" cy="202" r="9"/><circle cx="325" cy="250" r="9"/>
      <circle cx="275" cy="250" r="9"/><circle cx="259" cy="202" r="9"/></g>
      <rect x="420" y="120" width="70" height="190" rx="14" fill="#1f2227"/><rect x="408" y="150" width="12" height="130" fill="#b45309"/>
      <circle cx="414" cy="215" r="52" fill="none" stroke="#facc15" stroke-width="7"/></svg>`),
  )
    .png()
    .toBuffer();
}
