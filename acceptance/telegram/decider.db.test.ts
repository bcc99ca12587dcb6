import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timelineOf } from '../../core/postgres/queries/timeline.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { type Phone, startTelegram } from '../networks/telegram.ts';
import { bringIn, invite, openLink, sendQuote } from '../people/customer.ts';
import { until } from '../people/person.ts';
import { openDesk } from '../people/service.ts';
import { neverQuiet, startGarage, watch } from '../product.ts';

const database = await testDatabase();
const telegram = await startTelegram();
const garage = await startGarage(database, telegram.settings);
beforeAll(() => neverQuiet(database.pool));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

const { count } = watch(database.pool);

function karin(chat: number, plate: string): Promise<Phone> {
  return bringIn({ garage, telegram }, chat, plate);
}

/** The link that the bot hands out, from the phone that asks for it. */
async function askLink(phone: Phone): Promise<string> {
  await phone.taps('Question or call me');
  await phone.taps('Someone else decides');
  const { text } = await phone.hears('Forward this link');
  return /(?:start=|\/i\/)([\w-]+)/.exec(text)?.[1] ?? '';
}

/** A second phone that has followed the link of the first. */
async function second(phone: Phone, chat: number): Promise<Phone> {
  const token = await askLink(phone);
  const other = telegram.phone(chat, 'en');
  await other.starts(token);
  await other.hears('asks you to decide');
  await phone.hears('can now decide');
  return other;
}

describe('two people who decide, on Telegram', () => {
  it('are both asked, the first answer counts, and the late tap of the other shows what was decided', async () => {
    const phone = await karin(5101, 'KB-101-A');
    await sendQuote(garage, 'KB-101-A', 'brake pads 286.40');
    const asked = await phone.hears('286.40');
    const token = await askLink(phone);
    const other = telegram.phone(5102, 'en');
    expect(await openLink(garage, token)).toContain('You may decide too');
    await other.starts(token);
    const welcome = await other.hears('asks you to decide');
    expect(welcome.text).toMatch(/Jan asks you.*digital assistant.*STOP/s);
    expect(welcome.text).toContain('KB-101-A');
    await other.hears('286.40');
    await phone.hears('can now decide');
    const before = await count('decision');
    await other.taps('Approve');
    await other.hears(/you approved/);
    await phone.hears(/Jan approved/);
    await phone.seesAt(asked.messageId, /Approved at/);
    await phone.tapsData(asked.buttons[0]?.token ?? '', asked.messageId);
    await phone.hears(/already noted.*Jan approved/s);
    expect(await count('decision')).toBe(before + 1);
    const evidence = await database.pool.query(
      `select d.identified_by, d.shown_text from decision d join address a on a.id = d.address_id where a.chat = '5102'`,
    );
    expect(evidence.rows).toMatchObject([
      { identified_by: 'proven address', shown_text: expect.stringContaining('286.40') },
    ]);
    const { conversationOf } = await openDesk(database.pool, 'Petra');
    const { entries } = await timelineOf(database.pool, await conversationOf('5101'), 50);
    expect(entries).toContainEqual(
      expect.objectContaining({ what: { type: 'say', change: 'gained', names: ['Jan'] } }),
    );
  });

  it('become one again by a tap; the other’s button is refused, and kept for the audit trail', async () => {
    const phone = await karin(5103, 'KB-103-A');
    await sendQuote(garage, 'KB-103-A', 'wipers 38');
    await phone.hears('38.00');
    const other = await second(phone, 5104);
    const asked = await other.hears('38.00');
    await phone.taps('Only I decide');
    await phone.hears('no longer decides');
    await other.hears('no longer need to decide');
    const refusals = await count(`repair_event where type = 'DecisionRefused' and data->>'because' = 'may_not_decide'`);
    const before = await count('decision');
    await other.tapsData(asked.buttons[0]?.token ?? '', asked.messageId);
    await other.hears('Only the person the garage agreed this with');
    expect(telegram.calls('answerCallbackQuery').at(-1)).toMatchObject({ text: 'Nothing has been approved' });
    expect(await count(`repair_event where type = 'DecisionRefused' and data->>'because' = 'may_not_decide'`)).toBe(
      refusals + 1,
    );
    expect(await count('decision')).toBe(before);
  });

  it('are not joined by the customer’s own tap on the link, nor by a link that leads nowhere', async () => {
    const phone = await karin(5105, 'KB-105-A');
    await sendQuote(garage, 'KB-105-A', 'wipers 38');
    await phone.hears('38.00');
    const token = await askLink(phone);
    await phone.starts(token);
    await phone.hears('your own link');
    const stranger = telegram.phone(5106, 'en');
    await stranger.starts(`${token.slice(0, -2)}xx`);
    const refused = await stranger.hears('do not know this invitation');
    expect(refused.text).not.toMatch(/KB-105-A|38\.00/);
    const other = telegram.phone(5107, 'en');
    await other.starts(token);
    await other.hears('38.00');
    await stranger.starts(token);
    await stranger.hears('already been used');
    await phone.hears('can now decide');
    expect(
      await count(`repair_contact p join repair r on r.id = p.repair_id join vehicle v on v.id = r.vehicle_id
      where p.decides and v.plate_key = 'KB105A'`),
    ).toBe(2);
  });

  it('are told apart where one of them has a car of their own: words bind to neither of two open quotes', async () => {
    const own = await karin(5108, 'KB-108-A');
    const phone = await karin(5109, 'KB-109-A');
    await sendQuote(garage, 'KB-109-A', 'tyres 200');
    await phone.hears('200.00');
    const token = await askLink(phone);
    await own.starts(token);
    await own.hears('asks you to decide');
    await own.hears('200.00');
    await sendQuote(garage, 'KB-108-A', 'gasket 120');
    const gasket = await own.hears('120.00');
    const before = await count('decision');
    for (const words of ['yes please', 'approved', 'no thanks']) {
      await own.types(words);
      const again = await own.hears('More than one quote');
      expect(again.text).toContain('KB-108-A');
    }
    expect(await count('decision')).toBe(before);
    await own.taps('Approve € 200.00');
    expect((await own.hears(/you approved/)).text).toContain('KB-109-A');
    await own.tapsData(gasket.buttons[1]?.token ?? '', gasket.messageId);
    expect((await own.hears('we will not do this')).text).toContain('KB-108-A');
    await phone.hears(/Jan approved/);
    expect(await count('decision')).toBe(before + 2);
  });

  it('stop one by one: STOP of the second leaves the first as it was', async () => {
    const phone = await karin(5110, 'KB-110-A');
    await sendQuote(garage, 'KB-110-A', 'battery 150');
    await phone.hears('150.00');
    const other = await second(phone, 5111);
    await other.hears('150.00');
    const calls = await count(`waiting_item where kind = 'call' and ended_at is null`);
    await other.types('STOP');
    await other.hears('no more messages');
    expect(await count(`waiting_item where kind = 'call' and ended_at is null`)).toBe(calls);
    await phone.taps('Approve');
    await phone.hears(/you approved/);
    const stopped = await database.pool.query(`select chat from address where opted_out_at is not null`);
    expect(stopped.rows).toEqual([{ chat: '5111' }]);
  });

  it('hear of their questions each where they were asked', async () => {
    const phone = await karin(5112, 'KB-112-A');
    await sendQuote(garage, 'KB-112-A', 'belt 90');
    await phone.hears('90.00');
    const other = await second(phone, 5113);
    await other.hears('90.00');
    await other.types('can it wait?');
    await other.hears('passed to the mechanic');
    await garage.mechanic.hears('can it wait');
    await garage.mechanic.taps('Yes');
    const answer = await other.hears('The mechanic writes');
    expect(answer.text).toContain('KB-112-A');
    expect(phone.shown().some(({ text }) => text.includes('The mechanic writes'))).toBe(false);
  });

  it('are answered by customer service both, when the second asked for a person', async () => {
    const phone = await karin(5120, 'KB-120-A');
    await sendQuote(garage, 'KB-120-A', 'filter 45');
    await phone.hears('45.00');
    const other = await second(phone, 5121);
    await other.hears('45.00');
    await other.types('I want to talk to a person');
    await other.hears(/passing this to a person|A person will answer/);
    const { who, panel, conversationOf } = await openDesk(database.pool, 'Petra');
    const conversationId = await conversationOf('5120');
    const { newestMessageId: messageId } = await timelineOf(database.pool, conversationId, 50);
    const seen = { idempotencyKey: 'decider', messageId };
    expect(await panel.send(who, conversationId, 'It is really worn.', seen)).toEqual({ ok: true });
    await other.hears('It is really worn.');
    await phone.hears('It is really worn.');
  });

  it('learn nothing of a car that a chat was never proven to belong to, and are written to again after STOP', async () => {
    const typed = await karin(5116, 'KB-116-A');
    await typed.types('STOP');
    await typed.hears('no more messages');
    await database.pool.query(`update address set proven_at = null where chat = '5116'`);
    const phone = await karin(5117, 'KB-117-A');
    await sendQuote(garage, 'KB-117-A', 'belt 90');
    await phone.hears('90.00');
    await typed.starts(await askLink(phone));
    await typed.hears('asks you to decide');
    await typed.hears('90.00');
    await typed.types('when is it ready?');
    const status = await typed.hears('Right now');
    expect(status.text).toContain('KB-117-A');
    const owners = await database.pool.query(
      `select distinct v.plate_key from address a join repair_contact p on p.customer_id = a.customer_id
         join repair r on r.id = p.repair_id join vehicle v on v.id = r.vehicle_id where a.chat = '5116'`,
    );
    expect(owners.rows).toEqual([{ plate_key: 'KB117A' }]);
  });

  it('do not become two by a link that comes too late, however often it is opened', async () => {
    const phone = await karin(5118, 'KB-118-A');
    await sendQuote(garage, 'KB-118-A', 'belt 90');
    await phone.hears('90.00');
    const token = await askLink(phone);
    await garage.mechanic.types('cancel KB-118-A');
    await garage.mechanic.taps('Cancel');
    await phone.hears('has been cancelled');
    const late = telegram.phone(5119, 'en');
    await late.starts(token);
    await late.hears('has expired');
    await late.starts(token);
    const again = await late.hears('already been used');
    expect(again.text).not.toContain('KB-118-A');
    const chat = await database.pool.query(`select customer_id from address where chat = '5119'`);
    expect(chat.rows).toEqual([{ customer_id: null }]);
  });

  it('does not make a customer of a chat of staff', async () => {
    const phone = await karin(5114, 'KB-114-A');
    await sendQuote(garage, 'KB-114-A', 'hose 60');
    await phone.hears('60.00');
    const token = await askLink(phone);
    const own = await invite(garage, 'KB-115-A', 'Piet Bakker');
    expect(own).not.toBe(token);
    await database.pool.query(
      `update address set staff_id = (select id from staff limit 1), customer_id = null where chat = '5111'`,
    );
    await telegram.phone(5111, 'en').starts(token);
    await until('the link to be refused', async () =>
      telegram
        .phone(5111, 'en')
        .shown()
        .some(({ text }) => text.includes('for the customer'))
        ? true
        : undefined,
    );
    expect(await openLink(garage, token)).toContain('You may decide too');
  });
});
