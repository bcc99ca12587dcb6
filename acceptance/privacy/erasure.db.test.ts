import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startEdgeTelegram } from '../networks/telegram.ts';
import { invite, sendQuote } from '../people/customer.ts';
import { tokenIn, until } from '../people/person.ts';
import { openDesk } from '../people/service.ts';
import { columnsWith, neverQuiet, runCli, startGarage, watch } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const garage = await startGarage(database, telegram.settings);
const { mechanic } = garage;
const { quiet, settled, count } = watch(pool, telegram);
const folder = await mkdtemp(join(tmpdir(), 'export-'));
beforeAll(() => neverQuiet(pool));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
  await rm(folder, { recursive: true });
});

/** One unmistakable mark for every door. */
const marks = {
  name: 'Zebrina Quoxley',
  phone: '+31655512347',
  typedPhone: '06-55512347',
  email: 'zq@quoxley.example',
  plate: 'ZQ-931-X',
  plateKey: 'ZQ931X',
  model: 'Quoxmobile 77',
  complaint: 'squeals like marmoset-complaint',
  text: 'my question is marmoset-text really',
  caption: 'look at marmoset-caption here',
  fileName: 'marmoset-filename.pdf',
  fileBytes: 'marmoset-bytes-in-file',
  photoCaption: 'marmoset-disc in a photo',
  line: 'marmoset-line caliper',
  secondLine: 'marmoset-second shock absorber',
  finding: 'marmoset-finding rust',
  note: 'marmoset-note for colleagues',
  say: 'marmoset-say to the customer',
  staffMessage: 'marmoset-panel words of service',
  place: 'marmoset-place square',
  spokeWith: 'marmoset-spoke Mrs Quoxley',
  authorisation: 'marmoset-auth-42',
  displayName: 'Marmosetta',
  chat: '990055123',
  edited: 'marmoset-edited words later',
} as const;

/** The same without marks, so that nothing of it may change. */
const other = { name: 'Zebulon Quoxman', plate: 'ZQ-931-Y', chat: 990055124 };

const pdf = Buffer.from(`%PDF-1.4\n${marks.fileBytes}\n${randomBytes(40).toString('hex')}`);
let customerId = '';
let token = '';
let neighbour = '';

async function customer(...args: readonly string[]) {
  return runCli('customer.ts', database.url, args);
}

async function idOf(name: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from customer where name = $1', [name]);
  return rows[0]?.id ?? '';
}

/** Looks for every mark in every column of every table, bytes too, in small letters and capitals. */
async function found(): Promise<Readonly<Record<string, readonly string[]>>> {
  const { rows: columns } = await pool.query<{ table: string; column: string; type: string }>(
    `select table_name as "table", column_name as "column", data_type as type from information_schema.columns
     where table_schema = 'public' and data_type not in ('boolean', 'integer', 'smallint')`,
  );
  const where: Record<string, string[]> = {};
  const all = Object.entries({ ...marks, phoneDigits: '655512347', token });
  for (const { table, column, type } of columns) {
    const looked =
      type === 'bytea'
        ? `position(convert_to(mark, 'UTF8') in "${column}") > 0`
        : `position(lower(mark) in lower("${column}"::text)) > 0`;
    const { rows } = await pool.query<{ door: string }>(
      `select door from unnest($1::text[], $2::text[]) as m(door, mark)
       where mark <> '' and exists (select 1 from "${table}" where ${looked})`,
      [all.map(([door]) => door), all.map(([, mark]) => mark)],
    );
    for (const { door } of rows) {
      where[door] ??= [];
      where[door].push(`${table}.${column}`);
    }
  }
  return where;
}

/** Everything of another customer, row by row. */
async function stateOf(id: string): Promise<object> {
  const { rows } = await pool.query(
    `select (select jsonb_agg(to_jsonb(c)) from customer c where c.id = $1::uuid) as customer,
       (select jsonb_agg(to_jsonb(a) order by a.id) from address a where a.customer_id = $1::uuid) as addresses,
       (select jsonb_agg(to_jsonb(v)) from vehicle v where v.owner_id = $1::uuid) as vehicles,
       (select jsonb_agg(to_jsonb(m) order by m.id) from message m join conversation c on c.id = m.conversation_id
          where c.customer_id = $1::uuid) as messages,
       (select jsonb_agg(to_jsonb(t) order by t.id) from repair_text t join repair r on r.id = t.repair_id
          where r.customer_id = $1::uuid) as words,
       (select jsonb_agg(to_jsonb(m) order by m.id) from message m join repair r on r.id = m.repair_id
          where r.customer_id = $1::uuid) as cards,
       (select jsonb_agg(to_jsonb(t) order by t.delivery_id, t.n) from attempt t join delivery d on d.id = t.delivery_id
          join message m on m.id = d.message_id join repair r on r.id = m.repair_id where r.customer_id = $1::uuid) as attempts,
       (select jsonb_agg(to_jsonb(d) order by d.id) from decision d join repair r on r.id = d.repair_id
          where r.customer_id = $1::uuid) as decisions,
       (select jsonb_agg(to_jsonb(i) order by i.id) from inbox i join inbox_lane l on l.id = i.lane_id
          join address a on a.account_id = l.account_id and a.chat = l.chat where a.customer_id = $1::uuid) as received`,
    [id],
  );
  return rows[0] ?? {};
}

describe('a customer who has used every door', { timeout: 120_000 }, () => {
  it('stands in the database everywhere', async () => {
    const phone = telegram.phone(Number(marks.chat), 'en');
    await mechanic.types(`new ${marks.plate}, ${marks.name}, ${marks.typedPhone}, ${marks.complaint}, € 199`);
    token = await until(
      'the invitation',
      async () => tokenIn((await mechanic.shown()).map(({ text }) => text).join()) || undefined,
    );
    phone.sends({
      text: `/start ${token}`,
      from: { id: Number(marks.chat), is_bot: false, first_name: marks.displayName, language_code: 'en' },
    });
    await phone.hears(/You are signed up/);
    customerId = await idOf(marks.name);
    await pool.query(`update customer set email = $2 where id = $1::uuid`, [customerId, marks.email]);
    await pool.query(`update vehicle set model = $2 where plate_key = $1`, [marks.plateKey, marks.model]);
    await mechanic.types(`start ${marks.plate}`);
    await phone.hears(/The mechanic started/);
    await mechanic.types(`found ${marks.plate}: ${marks.finding} !`);
    const photo = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#917' } })
      .jpeg()
      .toBuffer();
    await mechanic.sendsPhoto(photo, `${marks.plate} ${marks.photoCaption}`);
    await mechanic.types(`note ${marks.plate}: ${marks.note}`);
    await mechanic.types(`say ${marks.plate}: ${marks.say}`);
    await phone.hears(marks.say);
    await sendQuote(garage, marks.plate, `${marks.line} 286.40; wipers 38`);
    await phone.hears('324.40');
    await phone.taps('Approve');
    await phone.hears(/you approved/);
    await sendQuote(garage, marks.plate, `${marks.secondLine} 99`);
    await phone.hears('99.00');
    const asked = await phone.types(marks.text);
    phone.edits(asked, marks.edited);
    phone.sends({
      location: { latitude: 52, longitude: 5 },
      venue: { location: { latitude: 52, longitude: 5 }, title: marks.place },
    });
    phone.sends({
      contact: { phone_number: marks.phone.slice(1), user_id: Number(marks.chat), first_name: marks.displayName },
    });
    const file = { bytes: new Uint8Array(pdf), name: marks.fileName, mimeType: 'application/pdf' };
    phone.sendsFile('document', file, { caption: marks.caption });
    await quiet();
    await until(
      'the file to be kept',
      async () => (await count(`media where position($1::bytea in bytes) > 0`, Buffer.from(marks.fileBytes))) > 0,
    );
    const desk = await openDesk(pool, 'Service');
    const conversationId = await desk.conversationOf(marks.chat);
    const { rows } = await pool.query<{ id: string; version: number }>(
      `select q.quote_id as id, q.version from quote_version q join repair r on r.id = q.repair_id where r.customer_id = $1::uuid and q.status = 'released'`,
      [customerId],
    );
    const [quote] = rows;
    const spoken = {
      quoteId: quote?.id as never,
      version: quote?.version ?? 1,
      selection: { kind: 'all' } as const,
      via: 'phone' as const,
      spokenAt: new Date(),
      spokeWith: marks.spokeWith,
      authorisation: marks.authorisation,
    };
    expect(await desk.panel.decide(desk.who, conversationId, spoken)).toEqual({ ok: true });
    const { rows: newest } = await pool.query<{ id: string }>(
      `select id from message where conversation_id = $1::uuid order by recorded_at desc, id desc limit 1`,
      [conversationId],
    );
    const sent = await desk.panel.send(desk.who, conversationId, marks.staffMessage, {
      idempotencyKey: 'a-key-of-the-page',
      messageId: newest[0]?.id as never,
    });
    expect(sent).toEqual({ ok: true });
    await phone.hears(marks.staffMessage);
    await mechanic.types('all');
    await settled();
    expect(Object.keys(await found()).sort()).toEqual([...Object.keys(marks), 'phoneDigits', 'token'].sort());
  });

  it('lives beside another one with much the same, who decides by words', async () => {
    const piet = telegram.phone(other.chat, 'en');
    await piet.starts(await invite(garage, other.plate, other.name));
    await piet.hears(/You are signed up/);
    await mechanic.types(`start ${other.plate}`);
    await piet.hears(/The mechanic started/);
    await sendQuote(garage, other.plate, 'wipers 38');
    await piet.hears('38');
    await piet.taps('Approve');
    await piet.hears(/you approved/);
    await settled();
    neighbour = await idOf(other.name);
    expect(neighbour).not.toBe('');
  });
});

describe('the customer command', { timeout: 120_000 }, () => {
  it('finds by name, plate and phone, and says what is wrong', async () => {
    for (const words of ['quoxley', 'ZQ 931 x', '0655512347']) {
      const { code, out } = await customer('find', words);
      expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`${customerId} +${marks.name} +ZQ-931-X +20`))]);
      expect(out).not.toContain(neighbour);
    }
    expect((await customer('find', '%')).code).toBe(2);
    expect(await customer('--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('erase --customer ID'),
    });
    expect(await customer('erase', '--customer', '00000000-0000-7000-8000-000000000000')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no customer with that id'),
    });
  });

  it('exports everything of the person and nothing of others, without tokens', async () => {
    const to = join(folder, 'jan.zip');
    expect(await customer('export', '--customer', customerId, '--to', to)).toMatchObject({ code: 0, err: '' });
    expect((await stat(to)).mode & 0o777).toBe(0o600);
    expect((await customer('export', '--customer', customerId, '--to', to)).err).toContain('is there already');
    const zip = unzipSync(await readFile(to));
    expect(Object.keys(zip).filter((name) => !/^(customer\.json|media\/\d{4}\.\w+)$/.test(name))).toEqual([]);
    const text = Buffer.from(zip['customer.json'] ?? []).toString('utf8');
    const book = JSON.parse(text);
    for (const door of [
      'name',
      'phone',
      'email',
      'plate',
      'model',
      'complaint',
      'text',
      'caption',
      'fileName',
      'line',
      'finding',
      'note',
      'say',
      'staffMessage',
      'place',
      'spokeWith',
      'authorisation',
      'chat',
      'edited',
    ] as const)
      expect(text.includes(marks[door]), door).toBe(true);
    expect(text).not.toContain(token);
    expect(text).not.toContain(other.name);
    expect(text).not.toMatch(/"token"/);
    const { rows } = await pool.query<{ token: string }>('select token from choice');
    expect(rows.filter((row) => text.includes(row.token))).toEqual([]);
    const files = book.messages.flatMap((one: { files: { path: string }[] }) => one.files.map(({ path }) => path));
    expect(files.length).toBeGreaterThan(0);
    expect(files.every((path: string) => zip[path] !== undefined)).toBe(true);
    expect(files.some((path: string) => Buffer.from(zip[path] ?? []).includes(marks.fileBytes))).toBe(true);
    const times = book.messages.map(({ at }: { at: string }) => at);
    expect(times).toEqual([...times].sort());
  });

  it('refuses while a repair is open, and tries out without a trace', async () => {
    expect(await customer('erase', '--customer', customerId, '--yes')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/A repair is open: \d+ \(ZQ-931-X\)\. Nothing was erased/),
    });
    const before = await found();
    const { code, out, err } = await customer('erase', '--customer', customerId);
    expect([code, err, out]).toEqual([
      0,
      '',
      expect.stringMatching(/Would go:.*messages.*Would stay:.*Nothing was changed/s),
    ]);
    expect(await found()).toEqual(before);
    expect(await count(`audit_entry where what = 'customer_erased'`)).toBe(0);
  });

  it('erases every mark from every column, and touches nobody else', async () => {
    await mechanic.types(`done ${marks.plate}`);
    await mechanic.taps('Done, leave this');
    await mechanic.types(`collected ${marks.plate}`);
    await until(
      'the repair to be closed',
      async () => (await count(`repair where customer_id = $1::uuid and status = 'collected'`, customerId)) > 0,
    );
    await settled();
    const untouched = await stateOf(neighbour);
    const facts = await count('fact');
    const events = (await count('repair_event')) + (await count('conversation_event'));
    expect(await customer('erase', '--customer', customerId, '--yes')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^Erased\. [\da-f]{16} stands for this person now/),
    });
    expect(await found()).toEqual({});
    expect(await stateOf(neighbour)).toEqual(untouched);
    expect(await count('fact')).toBe(facts);
    expect((await count('repair_event')) + (await count('conversation_event'))).toBe(events);
    const { rows } = await pool.query(
      `select d.total_minor::int as total, d.shown_text, d.pseudonym, d.outcome, d.answer_text from decision d
       join repair r on r.id = d.repair_id where r.customer_id = $1::uuid order by d.recorded_at`,
      [customerId],
    );
    expect(rows).toMatchObject([
      {
        total: 32_440,
        outcome: 'approved',
        shown_text: expect.stringMatching(/1\. \[[\da-f]{16}\]: €.286\.40\n2\. Wipers: €.38\.00/),
      },
      { total: 9_900, outcome: 'approved', answer_text: expect.stringMatching(/^\[[\da-f]{16}\]$/) },
    ]);
    const { rows: audit } = await pool.query(
      `select subject, data, staff_id from audit_entry where what = 'customer_erased'`,
    );
    expect(audit).toEqual([
      {
        subject: expect.stringMatching(/^[\da-f]{16}$/),
        data: expect.objectContaining({ way: 'command' }),
        staff_id: null,
      },
    ]);
  });

  it('can be run again, and finds nothing more', async () => {
    const again = await customer('erase', '--customer', customerId, '--yes');
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/was erased before.*Gone:\n {2}nothing/s) });
    expect((await customer('find', 'Zebrina')).out).toBe('Nobody was found.\n');
  });

  it('leaves a stranger behind: the chat finds nothing of the person again', async () => {
    const phone = telegram.phone(Number(marks.chat), 'en');
    await phone.types('hello again');
    await phone.hears(/do not know|don't know|invitation/i);
    expect(await count(`address where chat = $1 and customer_id is null`, marks.chat)).toBe(1);
    await phone.starts(token);
    await quiet();
    expect(await count(`address where chat = $1 and customer_id is not null`, marks.chat)).toBe(0);
    await mechanic.types(`new ${marks.plate}`);
    await mechanic.sees(/Customer's name.*ZQ-931-X|ZQ-931-X.*Customer's name/);
  });
});

describe('two people of the simulator with the same picture', { timeout: 120_000 }, () => {
  it('lose only their own, and an open repair goes on without its person', async () => {
    const { jan, piet } = garage;
    const photo = await sharp({ create: { width: 48, height: 48, channels: 3, background: '#195' } })
      .jpeg()
      .toBuffer();
    await jan.opens(await invite(garage, 'JN-111-J', 'Janneke Marmosetti'));
    await jan.hears(/You are signed up/);
    await piet.opens(await invite(garage, 'PT-222-P', 'Pieter Other'));
    await piet.hears(/You are signed up/);
    await jan.sendsPhoto(photo, 'marmoset-simulated caption');
    await piet.sendsPhoto(photo, 'the same picture');
    await mechanic.types('start JN-111-J');
    await jan.hears(/The mechanic started/);
    await settled();
    const [own, others] = [await idOf('Janneke Marmosetti'), await idOf('Pieter Other')];
    const of = `message_media f join media t using (sha256) join message m on m.id = f.message_id
      join conversation c on c.id = m.conversation_id where c.customer_id = $1::uuid`;
    await until('both pictures', async () => (await count(of, own)) === 1 && (await count(of, others)) === 1);
    const untouched = await stateOf(others);
    const { code, out } = await customer('erase', '--customer', own, '--yes', '--even-open');
    expect([code, out]).toEqual([0, expect.stringMatching(/Open: \d+ \(JN-111-J\)\. Nothing was cancelled/)]);
    for (const mark of ['Janneke', 'Marmosetti', 'JN-111-J', 'JN111J', 'marmoset-simulated'])
      expect(await columnsWith(pool, mark), mark).toEqual([]);
    expect(await stateOf(others)).toEqual(untouched);
    expect([await count(of, own), await count(of, others)]).toEqual([0, 1]);
    expect(await count(`repair where customer_id = $1::uuid and status = 'started'`, own)).toBe(1);
    await mechanic.types('all');
    await mechanic.sees(/ERASED/);
    await jan.types('hello?');
    await jan.sees('We do not know this chat yet');
    expect(
      await count(
        `conversation c join message m on m.conversation_id = c.id where c.customer_id = $1::uuid and m.body <> ''`,
        own,
      ),
    ).toBe(0);
  });
});

describe('an erasure while the person writes', { timeout: 120_000 }, () => {
  it('leaves every message either erased or with a stranger', async () => {
    const phone = telegram.phone(990_055_130, 'en');
    await phone.starts(await invite(garage, 'RC-333-R', 'Racing Writer'));
    await phone.hears(/You are signed up/);
    const own = await idOf('Racing Writer');
    for (const line of ['start RC-333-R', 'done RC-333-R 100', 'collected RC-333-R']) await mechanic.types(line);
    await until(
      'the repair to be closed',
      async () => (await count(`repair where customer_id = $1::uuid and status = 'collected'`, own)) > 0,
    );
    const erased = customer('erase', '--customer', own, '--yes');
    let written = 0;
    for (let open = true; open; written++) {
      await phone.types(`word ${written}`);
      open = await Promise.race([erased.then(() => false), quiet().then(() => true)]);
    }
    expect(await erased).toMatchObject({ code: 0, err: '' });
    await settled();
    expect(
      await count(
        `message m join conversation c on c.id = m.conversation_id where c.customer_id = $1::uuid and m.body <> ''`,
        own,
      ),
    ).toBe(0);
    expect(await count(`address where customer_id = $1::uuid`, own)).toBe(0);
    expect(
      await count(
        `message where body like 'word %' and address_id not in (select id from address where chat = '990055130')`,
      ),
    ).toBe(0);
  });
});
