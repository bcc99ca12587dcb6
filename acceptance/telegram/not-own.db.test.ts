import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureHome } from '../../core/postgres/start.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { type EdgePhone, startEdgeTelegram } from '../networks/telegram.ts';
import { bringIn, invite, sendQuote } from '../people/customer.ts';
import { openStaffDesk } from '../people/mechanic.ts';
import { neverQuiet, startGarage, watch, wordsSettleAfter } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const { edge } = telegram;
const garage = await startGarage(database, telegram.settings);
beforeAll(() => neverQuiet(pool));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});
const { count, handled, said } = watch(pool, telegram);

const piet = { id: 999, is_bot: false, first_name: 'Piet' };
const bot = { id: 5, is_bot: true, first_name: 'Answers', username: 'answers_bot' };
const photo = { photo: [{ file_id: 'A', file_unique_id: 'a', file_size: 1 }] };
const words = ['ja doe maar', 'nee, te duur', 'stop', 'english please'];
const notOwn = /niet van uzelf \(doorgestuurd of automatisch\)/;
const handedOver = /geef dit door|Een medewerker antwoordt/;
const marked = /doorgehaalde of aangehaalde woorden/;

let chats = 8200;
/** A customer with an open quote of two lines. */
async function asked(): Promise<EdgePhone> {
  chats += 1;
  const plate = `NW-${chats % 1000}-A`;
  const phone = await bringIn({ garage, telegram }, chats, plate, 'nl');
  await sendQuote(garage, plate, 'remblokken 286,40; wissers 38');
  await phone.hears('324,40');
  return phone;
}

/** What became of a customer: what was decided or will be, and what was taken from words as a command. */
async function standing({ chat }: EdgePhone) {
  const { rows } = await pool.query(
    `select a.language, a.opted_out_at is not null as stopped, c.pending_answer is not null as waits, q.status as quote,
            (select count(*)::int from decision d where d.repair_id = r.id) as decisions,
            (select count(*)::int from waiting_item w where w.conversation_id = c.id and w.ended_at is null and w.kind = 'person') as person
       from address a join conversation c on c.customer_id = a.customer_id join repair r on r.conversation_id = c.id
       left join lateral (select status from quote_version v where v.repair_id = r.id order by v.version desc limit 1) q on true
      where a.chat = $1`,
    [String(chat)],
  );
  return rows[0];
}
const untouched = { language: 'nl', stopped: false, waits: false, quote: 'released', decisions: 0 };

const passedOn: readonly (readonly [string, object, object])[] = [
  ['from a person', { forward_origin: { type: 'user', date: 1, sender_user: piet } }, { forwarded: { from: 'Piet' } }],
  [
    'from somebody who hides',
    { forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'P.' } },
    { forwarded: { from: 'P.' } },
  ],
  [
    'from a group',
    { forward_origin: { type: 'chat', date: 1, sender_chat: { id: -1, type: 'group', title: 'Straat' } } },
    { forwarded: { from: 'Straat' } },
  ],
  [
    'from a channel',
    { forward_origin: { type: 'channel', date: 1, chat: { id: -2, type: 'channel', title: 'Nieuws' }, message_id: 1 } },
    { forwarded: { from: 'Nieuws' } },
  ],
  ['as older versions told it', { forward_from: piet, forward_date: 1 }, { forwarded: { from: 'Piet' } }],
  ['by date alone', { forward_date: 1 }, { forwarded: {} }],
  ['by way of a bot', { via_bot: bot }, { via: { bot: '@answers_bot' } }],
  ['by a bot of a business', { sender_business_bot: bot }, { via: { bot: '@answers_bot' } }],
  ['by the app itself', { is_from_offline: true }, { automatic: true }],
];

describe('what was passed on', () => {
  it.each(passedOn)('%s decides, stops and changes nothing, as a text or below a photo', async (_, fields, marks) => {
    const jan = await asked();
    for (const text of words) {
      await jan.types(text, fields);
      await handled();
      const answer = await jan.hears(notOwn);
      expect(answer.buttons.map(({ label }) => label)).toEqual(['Akkoord € 324,40', 'Kiezen of vragen', 'Niets doen']);
      expect(await standing(jan)).toMatchObject(untouched);
      jan.sends({ ...photo, caption: text, ...fields });
      await handled();
      await jan.hears(notOwn);
      expect(await standing(jan)).toMatchObject(untouched);
    }
    const kept = (await said(jan.chat)).filter(({ body }) => words.includes(body));
    expect(kept).toHaveLength(2 * words.length);
    for (const { content } of kept) expect(content).toMatchObject({ notOwn: marks });
    await jan.taps('Akkoord');
    await jan.hears('Genoteerd');
    expect(await standing(jan)).toMatchObject({ decisions: 1 });
  });

  it('brings the link for whoever said it, where that was an answer', async () => {
    const jan = await asked();
    await jan.types('ja doe maar', { forward_from: piet, forward_date: 1 });
    await jan.hears(notOwn);
    await jan.taps('Laat ander');
    expect((await jan.hears('Stuur deze link')).text).toContain('/i/');
    expect(await standing(jan)).toMatchObject(untouched);
  });

  it('takes back the own words that wait, and leaves the next ones to answer', async () => {
    const jan = await asked();
    await jan.types('ja doe maar');
    await jan.types('leuk verhaal', { forward_date: 1 });
    await handled();
    await jan.hears(notOwn);
    expect(await standing(jan)).toMatchObject(untouched);
    await wordsSettleAfter(database.pool, 0);
    await jan.types('ja doe maar');
    await jan.hears('Genoteerd');
    expect(await standing(jan)).toMatchObject({ decisions: 1 });
    await wordsSettleAfter(database.pool, 4000);
  });

  it('goes to a person while nothing is asked, which is said once', async () => {
    chats += 1;
    const jan = await bringIn({ garage, telegram }, chats, 'NW-700-A', 'nl');
    for (const text of words) await jan.types(text, { forward_date: 1 });
    await handled();
    await jan.hears(handedOver);
    expect(await standing(jan)).toMatchObject({ language: 'nl', stopped: false, person: 1 });
    expect(jan.shown().filter(({ text }) => handedOver.test(text))).toHaveLength(1);
  });

  it('shares no number, and opens and links nothing', async () => {
    const token = await invite(garage, 'NW-701-A', 'Jan Jansen');
    const code = await openStaffDesk(pool, await ensureHome(pool, newId), () => new Date()).invites('Mia');
    chats += 1;
    const jan = telegram.phone(chats, 'nl');
    const forwarded = { forward_from: piet, forward_date: 1 };
    await jan.types(`/start ${token}`, forwarded);
    await jan.hears('We kennen deze chat nog niet');
    await jan.types(`link ${code}`, forwarded);
    await jan.hears('We kennen deze chat nog niet');
    jan.sends({ contact: { phone_number: '31612345678', user_id: jan.chat, first_name: 'Jan' }, ...forwarded });
    await jan.hears('niet uw eigen nummer');
    const theirs = `address where chat = $1 and (customer_id is not null or staff_id is not null)`;
    expect(await count(theirs, String(jan.chat))).toBe(0);
    expect((await said(jan.chat)).map(({ body }) => body)).toEqual(['/start', `link ${code}`, '']);
    await jan.starts(token);
    await jan.hears('u bent aangemeld');
    const mia = telegram.phone(9200, 'nl');
    await mia.types(`link ${code}`);
    await mia.hears('Mia');
    // A link for a customer that a mechanic passes on stays as good as it was.
    const next = await invite(garage, 'NW-702-A', 'Jan Jansen');
    await mia.types(`/start ${next}`, forwarded);
    await handled();
    await telegram.phone(9201, 'nl').starts(next);
    await telegram.phone(9201, 'nl').hears('u bent aangemeld');
  });
});

describe('marks in a message', () => {
  const strike = (offset: number, length: number) => ({ entities: [{ type: 'strikethrough', offset, length }] });
  const quote = (length: number) => ({ entities: [{ type: 'blockquote', offset: 0, length }] });

  it('that strike everything out or quote it leave nothing that was said', async () => {
    const jan = await asked();
    for (const text of ['ja', 'stop', 'nee', 'english please']) {
      await jan.types(text, strike(0, text.length));
      await jan.hears(marked);
      await jan.types(text, quote(text.length));
      await jan.hears(marked);
    }
    await jan.types('ja doe maar', quote(11));
    await jan.hears(marked);
    await handled();
    expect(await standing(jan)).toMatchObject(untouched);
  });

  it('that leave an answer make it a question', async () => {
    const jan = await asked();
    await jan.types('ja niet', strike(3, 4));
    await jan.hears(marked);
    await jan.types('Piet: nee\nja doe maar', quote(9));
    await jan.hears(marked);
    await jan.types('ja', {
      entities: Array.from({ length: 10_000 }, () => ({ type: 'code', offset: -9, length: 10 })),
    });
    await handled();
    expect(await standing(jan)).toMatchObject(untouched);
  });

  it('that leave STOP stop', async () => {
    const jan = await asked();
    await jan.types('stop ja', strike(5, 2));
    await jan.hears('geen berichten meer');
    expect(await standing(jan)).toMatchObject({ stopped: true, decisions: 0 });
  });

  it('that hide words behind a tap leave them own', async () => {
    const jan = await asked();
    await jan.types('ja doe maar', { entities: [{ type: 'spoiler', offset: 0, length: 11 }] });
    await jan.hears('Genoteerd');
    expect(await standing(jan)).toMatchObject({ decisions: 1 });
  });

  it('stand with an edit, too, and it answers nothing', async () => {
    const jan = await asked();
    const first = await jan.types('ja doe maar');
    jan.edits(first, 'ja doe maar', strike(0, 11));
    await jan.hears('U hebt uw antwoord gewijzigd');
    await handled();
    expect(await standing(jan)).toMatchObject(untouched);
    expect((await said(jan.chat)).at(-1)?.content).toEqual({
      kind: 'edited',
      edits: String(first),
      notOwn: { struck: [{ from: 0, to: 11 }] },
    });
  });
});

describe('an answer to something else', () => {
  it('in another chat is asked for here', async () => {
    const jan = await asked();
    const origin = { type: 'user', date: 1, sender_user: piet };
    await jan.types('ja doe maar', { external_reply: { origin, message_id: 3 } });
    await jan.hears('een bericht in een andere chat');
    expect(await standing(jan)).toMatchObject(untouched);
  });

  it('is not what a reply to our question is, whatever it quotes of it', async () => {
    const jan = await asked();
    const message_id = jan.shown().at(-1)?.messageId;
    const reply = { reply_to_message: { message_id }, quote: { text: 'Akkoord', position: 0, is_manual: true } };
    await jan.types('ja doe maar', reply);
    await jan.hears('Genoteerd');
    expect(await standing(jan)).toMatchObject({ decisions: 1 });
  });
});

describe('an edit that comes before its message', () => {
  it('leaves the older words to decide nothing; both stand on the timeline', async () => {
    const jan = await asked();
    const now = Math.floor(Date.now() / 1000);
    const message = {
      message_id: 70_090,
      from: { id: jan.chat, first_name: 'Jan' },
      chat: { id: jan.chat, type: 'private' },
      date: now,
    };
    edge.brings('edited_message', { ...message, edit_date: now + 1, text: 'nee' });
    await handled();
    edge.brings('message', { ...message, text: 'ja' });
    await jan.hears('U hebt uw antwoord gewijzigd');
    expect(await standing(jan)).toMatchObject(untouched);
    expect((await said(jan.chat)).slice(-2)).toEqual([
      { body: 'nee', content: { kind: 'edited', edits: '70090' } },
      { body: 'ja', content: { kind: 'text' } },
    ]);
    await wordsSettleAfter(database.pool, 0);
    edge.brings('message', { ...message, message_id: 70_091, text: 'ja doe maar' });
    await jan.hears('Genoteerd');
  });
});
