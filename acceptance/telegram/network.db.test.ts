import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { botToken, type Fault, type Phone, startTelegram } from '../networks/telegram.ts';
import { bringIn, sendQuote } from '../people/customer.ts';
import { until } from '../people/person.ts';
import { columnsWith, type Garage, keptLog, neverQuiet, startGarage } from '../product.ts';

const database = await testDatabase();
const telegram = await startTelegram();
const { log, text: logged } = keptLog();
/** A send that hangs ends sooner than the 15 s of real life. */
const telegramTiming = { sendMs: 800, pollMs: 5_000, longestBackoffMs: 500 };
function start(settings = telegram.settings) {
  return startGarage(database, settings, { log, telegramTiming });
}
let garage: Garage = await start();
function on() {
  return { garage, telegram };
}
beforeAll(() => neverQuiet(database.pool));
afterEach(() => {
  telegram.onCall = () => undefined;
});
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

function refused(error_code: number, description: string, parameters = {}): Fault {
  return {
    status: error_code,
    body: { ok: false, error_code, description, parameters },
  };
}

/** The fault for so many messages to this chat; returns when each came. */
function failing(chat: number, fault: Fault, times = 1): readonly number[] {
  const came: number[] = [];
  telegram.onCall = ({ method, body }) => {
    if (method !== 'sendMessage' || Number(body.chat_id) !== chat || came.length >= times) return undefined;
    came.push(performance.now());
    return fault;
  };
  return came;
}

function sent(chat: number) {
  return telegram.calls('sendMessage').filter(({ chat_id }) => Number(chat_id) === chat).length;
}

/** What the customer was told so, oldest first. */
function told(phone: Phone, words: RegExp): readonly string[] {
  return phone.shown().flatMap(({ text }) => words.exec(text)?.[0] ?? []);
}

/** How the deliveries of these words went. */
async function states(words: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ state: string }>(
    `select d.state from delivery d join message m on m.id = d.message_id
      where m.body like '%' || $1 || '%' and d.kind = 'message' and m.direction = 'out' and m.conversation_id is not null order by d.id`,
    [words],
  );
  return rows.map(({ state }) => state);
}

/** What staff are asked to look at for the customer in this chat. */
async function asked(chat: number): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ kind: string }>(
    `select w.kind from waiting_item w join conversation c on c.id = w.conversation_id
      join address a on a.customer_id = c.customer_id where a.chat = $1 and w.ended_at is null`,
    [String(chat)],
  );
  return rows.map(({ kind }) => kind);
}

async function isReachable(chat: number): Promise<boolean> {
  const sql = 'select 1 from address where chat = $1 and unreachable_at is null';
  return (await database.pool.query(sql, [String(chat)])).rowCount === 1;
}

async function channelState(): Promise<{ state: string; detail?: string } | undefined> {
  const { channels } = (await (await fetch(`${garage.url}/readyz`)).json()) as { channels: object };
  return Object.entries(channels).find(([name]) => name.startsWith('telegram'))?.[1];
}

describe('A10: a network that asks to wait', () => {
  it('is left alone for so long, also over a restart, and then gets everything once and in order', async () => {
    const phone = await bringIn(on(), 7001, 'AK-123-C');
    const other = await bringIn(on(), 7002, 'BK-123-C');
    const came = failing(7001, refused(429, 'Too Many Requests: retry after 3', { retry_after: 3 }));
    const fault = telegram.onCall;
    let next: number | undefined;
    telegram.onCall = (call) => {
      const asked = fault(call);
      if (call.method === 'sendMessage' && asked === undefined) next ??= performance.now();
      return asked;
    };
    await garage.mechanic.types('say AK-123-C: one');
    await until('the refusal', async () => came[0]);
    await garage.mechanic.types('say AK-123-C: two');
    await garage.mechanic.types('say BK-123-C: three');
    await garage.stop();
    const before = sent(7001) + sent(7002);
    garage = await start();
    await phone.hears('two');
    await other.hears('three');
    expect((next ?? 0) - (came[0] ?? 0)).toBeGreaterThanOrEqual(3_000);
    expect(sent(7001) + sent(7002)).toBe(before + 3);
    expect(told(phone, /one|two/)).toEqual(['one', 'two']);
  });
});

describe('A11: a network that cannot be reached', () => {
  it('gets each message once as soon as it is back', async () => {
    const phone = await bringIn(on(), 7003, 'DK-123-C');
    await telegram.goesAway();
    await garage.mechanic.types('say DK-123-C: four');
    await until('an attempt', async () => {
      const { rowCount } = await database.pool.query(
        `select 1 from attempt where outcome = 'not_sent' and code = 'unavailable'`,
      );
      return rowCount || undefined;
    });
    await telegram.comesBack();
    await phone.hears('four');
    await until('the end of it', async () => (await states('four'))[0] === 'sent' || undefined);
    expect(told(phone, /four/)).toEqual(['four']);
  });

  it('or loses its answer may get a quote twice, and both copies lead to one decision', async () => {
    const phone = await bringIn(on(), 7004, 'FK-123-C');
    failing(7004, 'lose');
    await sendQuote(garage, 'FK-123-C', 'brake pads 286.40');
    await until('the second copy', async () => told(phone, /286\.40/)[1]);
    const [first, second] = phone.shown().filter(({ buttons }) => buttons.length > 0);
    await phone.tapsData(second?.buttons[0]?.token ?? '', second?.messageId);
    await phone.hears(/Noted.*you approved/s);
    await phone.tapsData(first?.buttons[0]?.token ?? '', first?.messageId);
    await phone.hears(/already noted/);
    expect(await asked(7004)).toEqual([]);
  });

  it.each<[string, Fault]>([
    ['whose answer is lost', 'lose'],
    ['that broke before', 'reset'],
    ['behind a bad gateway', { status: 502, body: {} }],
  ])('never gets a person’s words twice: a send %s is doubtful, and staff are asked', async (what, fault) => {
    const [chat, plate] = { lose: [7005, 'GK-123-C'], reset: [7006, 'HK-123-C'] }[String(fault)] ?? [7007, 'JK-123-C'];
    const phone = await bringIn(on(), Number(chat), String(plate));
    failing(Number(chat), fault);
    await garage.mechanic.types(`say ${plate}: five ${what}`);
    await garage.mechanic.types(`say ${plate}: six`);
    await phone.hears('six');
    expect(await states(`five ${what}`)).toEqual(['unknown']);
    expect(told(phone, /five/)).toHaveLength(fault === 'lose' ? 1 : 0);
    await until('an item', async () => (await asked(Number(chat)))[0]);
  });
});

describe('A12: a customer who blocked the bot', () => {
  it('is tried once, staff are asked to take another way, and Start makes the chat work again', async () => {
    const phone = await bringIn(on(), 7008, 'KK-123-C');
    const came = failing(7008, refused(403, 'Forbidden: bot was blocked by the user'), 9);
    await garage.mechanic.types('say KK-123-C: seven');
    await until('the block to be known', async () => !(await isReachable(7008)) || undefined);
    await until('an item', async () => (await asked(7008))[0]);
    expect(await states('seven')).toEqual(['failed']);
    expect(came).toHaveLength(1);
    telegram.onCall = () => undefined;
    await phone.starts();
    await until('the chat to work', async () => (await isReachable(7008)) || undefined);
    await garage.mechanic.types('say KK-123-C: eight');
    await phone.hears('eight');
  });
});

describe('A13: a chat', () => {
  it('that moved gets a new id, and the message once', async () => {
    await bringIn(on(), 7009, 'LK-123-C');
    failing(7009, refused(400, 'Bad Request: moved', { migrate_to_chat_id: 7109 }), 9);
    await garage.mechanic.types('say LK-123-C: nine');
    const moved = telegram.phone(7109);
    await moved.hears('nine');
    await garage.mechanic.types('say LK-123-C: ten');
    await moved.hears('ten');
    expect(told(moved, /nine|ten/)).toEqual(['nine', 'ten']);
    expect(await isReachable(7109)).toBe(true);
    await moved.types('When is my car ready?');
    await moved.hears('Right now');
  });

  it('that is gone is tried once, and staff are asked', async () => {
    await bringIn(on(), 7010, 'NK-123-C');
    const came = failing(7010, refused(400, 'Bad Request: chat not found'), 9);
    await garage.mechanic.types('say NK-123-C: eleven');
    await until('an item', async () => (await asked(7010))[0]);
    expect([came.length, await states('eleven')]).toEqual([1, ['failed']]);
  });
});

describe('A14: a network that hangs', () => {
  it('holds up neither other chats nor the pages, every send ends, and /readyz tells', async () => {
    await bringIn(on(), 7011, 'PK-123-C');
    const other = await bringIn(on(), 7012, 'RK-123-C');
    const came = failing(7011, 'hang');
    await garage.mechanic.types('say PK-123-C: twelve');
    await until('a message that hangs', async () => came[0]);
    await garage.mechanic.types('say RK-123-C: thirteen');
    await other.hears('thirteen');
    expect((await fetch(`${garage.url}/admin/sign-in`)).status).toBe(200);
    const degraded = await until('the channel to be degraded', async () => {
      const health = await channelState();
      return health?.state === 'backing_off' ? health : undefined;
    });
    expect(degraded.detail).toBe('Telegram did not answer sendMessage in time.');
    expect(performance.now() - (came[0] ?? 0)).toBeLessThan(5_000);
    await until('the end of it', async () => (await states('twelve'))[0] === 'unknown' || undefined);
    expect((await fetch(`${garage.url}/readyz`)).status).toBe(200);
    await garage.mechanic.types('say RK-123-C: fourteen');
    await other.hears('fourteen');
    await until('the channel to be well', async () => (await channelState())?.state === 'ready' || undefined);
  });
});

describe('A16: a page that is no answer', () => {
  it('is survived, and tells the token to no log and no row', async () => {
    const phone = await bringIn(on(), 7013, 'SK-123-C');
    const page = `<html>Not found: /bot${botToken}/sendMessage?x=${encodeURIComponent(botToken)}</html>`;
    const json = { ok: false, error_code: 400, description: `no /bot${botToken}/, ${botToken.split(':')[1]}` };
    const faults: Fault[] = [
      { status: 200, body: page },
      { status: 404, body: page },
      { status: 500, body: page },
      { status: 400, body: json },
    ];
    telegram.onCall = ({ method }) => (method === 'getUpdates' || method === 'sendMessage' ? faults.pop() : undefined);
    await garage.mechanic.types('say SK-123-C: fifteen');
    await until('all faults', async () => faults.length === 0 || undefined);
    await garage.mechanic.types('say SK-123-C: sixteen');
    await phone.hears('sixteen');
    await phone.types('When is my car ready?');
    await phone.hears('Right now');
    const secret = botToken.split(':')[1] ?? '';
    expect(logged()).toContain('polling failed');
    expect(logged()).not.toContain(secret);
    expect(await columnsWith(database.pool, secret)).toEqual([]);
    expect(JSON.stringify(await channelState())).not.toContain(secret);
  });
});

describe('A15: a token that was revoked', () => {
  it('stops sending without a storm and tells the operator; a new one brings all that waits, once and in order', async () => {
    const phones = [await bringIn(on(), 7014, 'TK-123-C'), await bringIn(on(), 7015, 'VK-123-C')];
    let tries = 0;
    telegram.onCall = ({ token }) => {
      if (token !== botToken) return undefined;
      tries += 1;
      return refused(401, 'Unauthorized');
    };
    for (const plate of ['TK-123-C', 'VK-123-C'])
      for (const n of ['1', '2']) await garage.mechanic.types(`say ${plate}: seventeen ${n}`);
    await until('the account to be refused', async () => (await channelState())?.state === 'refused' || undefined);
    expect((await channelState())?.detail).toContain('TELEGRAM_BOT_TOKEN');
    await until('all turns', async () => {
      const { rowCount } = await database.pool.query(`select 1 from inbox where state = 'new'`);
      return rowCount === 0 || undefined;
    });
    expect(logged().split('the network refuses the account')).toHaveLength(2);
    // The poll and at most the first message of each chat; whatever waits behind them is not even tried.
    expect(tries).toBeLessThanOrEqual(5);
    await garage.stop();
    garage = await start({ ...telegram.settings, TELEGRAM_BOT_TOKEN: '7001:AAG-the_new_token_of_the_bot' });
    for (const phone of phones) {
      await phone.hears('seventeen 2');
      expect(told(phone, /seventeen \d/)).toEqual(['seventeen 1', 'seventeen 2']);
    }
    expect(tries).toBeLessThanOrEqual(5);
    expect(await columnsWith(database.pool, 'AAG-the_new')).toEqual([]);
  });
});
