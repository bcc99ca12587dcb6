import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEdgeTelegram } from '../../acceptance/networks/telegram.ts';
import { bringIn, sendQuote } from '../../acceptance/people/customer.ts';
import { until } from '../../acceptance/people/person.ts';
import { openDesk } from '../../acceptance/people/service.ts';
import { neverQuiet, runCli, startGarage, watch, wordsSettleAfter } from '../../acceptance/product.ts';
import { as, type QuoteId } from '../../core/ids.ts';
import { confirmedTexts } from '../../core/postgres/queries/confirmed-texts.ts';
import { testDatabase } from '../../core/testing/database.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const garage = await startGarage(database, telegram.settings);
beforeAll(async () => {
  await neverQuiet(pool);
  await wordsSettleAfter(pool, 0);
});
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});
const { handled } = watch(pool, telegram);

let chats = 8400;
/**
 * A customer with an open quote of two lines. The simulator registered the car; the customer is
 * real.
 */
async function asked(language: 'nl' | 'en' = 'nl') {
  chats += 1;
  const chat = chats;
  const plate = `TX-${chat % 1000}-B`;
  const phone = await bringIn({ garage, telegram }, chat, plate, language);
  await pool.query('update conversation set simulated = false');
  await sendQuote(garage, plate, language === 'nl' ? 'remblokken 286,40; accu 38' : 'brake pads 286.40; battery 38');
  await phone.hears(/324[.,]40/);
  return { ...phone, plate };
}

async function kept(): Promise<readonly string[]> {
  return (await confirmedTexts(pool, undefined)).map(({ outcome, text }) => `${outcome}: ${text}`);
}

/** Changes the stored newest decision while `confirmedTexts` reads, then takes the change back. */
async function keptWith(change: string): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rowCount } = await client.query(change);
    expect(rowCount).toBeGreaterThan(0);
    return (await confirmedTexts(client, undefined)).map(({ text }) => text);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
const newest = '(select id from decision order by recorded_at desc limit 1)';

const noted = /Genoteerd|Noted/;
const all = /Mogen we alles doen/;
const these = /Bedoelt u dit/;
const none = /het niet wilt laten doen/;

describe('what people confirmed after a question', { timeout: 60_000 }, () => {
  it('is what they wrote before it and what they tapped, said or counted after it, oldest first', async () => {
    const tapped = await asked();
    await tapped.types('ja hoor doe het allemaal maar zo');
    await tapped.hears(all);
    await tapped.taps('Akkoord');
    await tapped.hears(noted);

    const said = await asked();
    await said.types('klinkt goed vind ik');
    await said.hears(all);
    await said.types('ja');
    await said.hears(noted);

    const refused = await asked();
    await refused.types('laat maar zitten allemaal joh');
    await refused.hears(none);
    await refused.types('NEE');
    await refused.hears(noted);

    const some = await asked();
    await some.types('doe alleen de accu maar');
    await some.hears(these);
    await some.types('JA');
    await some.hears(noted);

    const counted = await asked();
    await counted.types('klinkt prima denk ik zo');
    await counted.hears(all);
    await counted.types('2');
    await counted.hears(noted);
    await handled();

    expect(await kept()).toEqual([
      'approved: ja hoor doe het allemaal maar zo',
      'approved: klinkt goed vind ik',
      'rejected: laat maar zitten allemaal joh',
      'partly: doe alleen de accu maar',
      'partly: klinkt prima denk ik zo',
    ]);
  });

  it('is left out when they were never answered, when a person decided, or when they wrote something else first', async () => {
    const before = await kept();
    const silent = await asked();
    await silent.types('ja hoor doe het allemaal maar zo');
    await silent.hears(all);

    const phoned = await asked();
    await phoned.types('klinkt goed vind ik');
    await phoned.hears(all);
    const { who, panel, conversationOf } = await openDesk(pool, 'Petra');
    const { rows } = await pool.query<{ quote_id: string }>(
      `select q.quote_id from quote_version q join repair r on r.id = q.repair_id join vehicle v on v.id = r.vehicle_id where v.plate = $1`,
      [phoned.plate],
    );
    const decided = await panel.decide(who, await conversationOf(String(phoned.chat)), {
      quoteId: as<QuoteId>(rows[0]?.quote_id ?? ''),
      version: 1,
      selection: { kind: 'all' },
      via: 'phone',
      spokenAt: new Date(),
      spokeWith: 'Jan Jansen, 0612345678',
      authorisation: undefined,
    });
    expect(decided).toEqual({ ok: true });

    const asking = await asked();
    await asking.types('klinkt goed vind ik');
    await asking.hears(all);
    await asking.types('hoe laat is hij klaar?');
    await handled();
    await asking.taps('Akkoord');
    await asking.hears(noted);
    expect(await kept()).toEqual(before);
  });

  it('has no words that are not their own, and nothing that such words stood beside', async () => {
    const before = await kept();
    const passing = await asked();
    await passing.types('ja hoor doe het allemaal maar zo', { forward_date: 1 });
    await passing.hears('niet van uzelf');
    await passing.taps('Akkoord');
    await passing.hears(noted);
    expect(await kept()).toEqual(before);

    const asking = await asked();
    await asking.types('klinkt goed vind ik');
    await asking.hears(all);
    await asking.types('veel te duur', { forward_date: 1 });
    await handled();
    await asking.taps('Akkoord');
    await asking.hears(noted);
    expect(await kept()).toEqual(before);
  });

  it('has no plain answer to another of these questions', async () => {
    const before = await kept();
    const phone = await asked();
    await phone.types('doe alleen de accu maar');
    await phone.hears(these);
    await phone.types('nee');
    await phone.hears('Wat mogen we doen');
    await phone.types('1');
    await phone.hears(noted);
    expect(await kept()).toEqual(before);
  });

  it('has only the newest of two texts that were both asked about', async () => {
    const before = await kept();
    const phone = await asked();
    await phone.types('klinkt goed vind ik');
    await phone.hears(all);
    await phone.types('ja dat lijkt me wel wat');
    await phone.hears(all);
    await phone.taps('Akkoord');
    await phone.hears(noted);
    expect(await kept()).toEqual([...before, 'approved: ja dat lijkt me wel wat']);
  });

  it('has several messages together when they were answered together', async () => {
    const phone = await asked();
    await wordsSettleAfter(pool, 4_000);
    await phone.types('ja');
    await until('the words to wait', async () => {
      const { rows } = await pool.query(
        `select from conversation c join address a on a.customer_id = c.customer_id where a.chat = $1 and c.pending_answer is not null`,
        [String(phone.chat)],
      );
      return rows.length > 0 ? true : undefined;
    });
    await phone.types('klinkt prima denk ik zo');
    await phone.hears(all);
    await wordsSettleAfter(pool, 0);
    await phone.taps('Akkoord');
    await phone.hears(noted);
    expect((await kept()).at(-1)).toBe('approved: ja\nklinkt prima denk ik zo');
  });

  it('is left out when it was taken back within ten minutes, decided elsewhere or before, erased or played', async () => {
    const text = 'ja\nklinkt prima denk ik zo';
    const revoked = (minutes: number) =>
      `update decision set revoked_at = recorded_at + interval '${minutes} minutes' where id = ${newest}`;
    expect(await keptWith(revoked(9))).not.toContain(text);
    expect(await keptWith(revoked(11))).toContain(text);
    expect(await keptWith(`update decision set address_id = gen_random_uuid() where id = ${newest}`)).not.toContain(
      text,
    );
    expect(await keptWith(`update decision set version = 2 where id = ${newest}`)).not.toContain(text);
    const message = (change: string) => `update message set ${change} where body = 'ja'`;
    expect(await keptWith(message(`body = ''`))).not.toContain(text);
    expect(await keptWith(message(`content = content || '{"notOwn": {"automatic": true}}'`))).not.toContain(text);
    expect(await keptWith(message(`content = content || '{"kind": "media"}'`))).not.toContain(text);
    expect(await keptWith(message(`content = content || '{"kind": "reaction"}'`))).toContain('klinkt prima denk ik zo');
    const earlier = `insert into decision select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),
      'address_id', gen_random_uuid(), 'recorded_at', d.recorded_at - interval '1 millisecond',
      'revoked_at', d.recorded_at + interval '1 hour'))).* from decision d where id = ${newest}`;
    expect(await keptWith(earlier)).not.toContain(text);
    expect(await keptWith('update conversation set simulated = true')).toEqual([]);
    expect(await keptWith('update channel_account set simulated = true')).toEqual([]);
  });
});

function run(...args: readonly string[]) {
  return runCli('understand-confirmed.ts', database.url, args);
}

describe('the command for what people confirmed', { timeout: 60_000 }, () => {
  it('prints it in the form of a labelled collection, without names', async () => {
    const phone = await asked('en');
    await phone.types(
      `sounds good to me for the ${phone.plate},\tcall jan jansen on 06-12345678\nregards Janssen & Jan`,
    );
    await phone.hears(/May we do all of it/);
    await phone.taps('Approve');
    await phone.hears(noted);
    const { code, out, err } = await run();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [header, ...lines] = out.trimEnd().split('\n');
    expect(header).toMatch(/^# language\t/);
    expect(lines[0]).toBe('nl\tapprove\tja hoor doe het allemaal maar zo');
    expect(lines[2]).toBe('nl\treject\tlaat maar zitten allemaal joh');
    expect(lines[3]).toBe('nl\tpartial\tdoe alleen de accu maar');
    expect(lines.at(-2)).toBe('nl\tapprove\tja\\nklinkt prima denk ik zo');
    expect(lines.at(-1)).toBe(
      'en\tapprove\tsounds good to me for the PLATE, call NAME on PHONE\\nregards Janssen & NAME',
    );
  });

  it('prints one language, and what was confirmed from a day on', async () => {
    const english = await run('--lang', 'en');
    expect(english.out.trimEnd().split('\n').slice(1)).toEqual([expect.stringMatching(/^en\tapprove\tsounds good/)]);
    const year = new Date().getUTCFullYear();
    expect((await run('--since', `${year + 1}-01-02`)).out).toMatch(/^# [^\n]*\n$/);
    expect((await run('--since', `${year - 1}-01-02`)).out.split('\n').length).toBeGreaterThan(6);
  });

  it.each([
    [['--since', 'yesterday'], 'is not a day'],
    [['--since', '2026-02-30'], 'is not a day'],
    [['--lang', 'de'], 'is not a language'],
    [['--colour'], 'Unknown option'],
    [['nl'], 'Unexpected argument'],
  ])('refuses %s with one sentence', async (args, words) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(words);
  });
});
