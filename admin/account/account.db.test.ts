import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { cookieOf } from '../testing/cookies.ts';
import { seedGarage } from '../testing/seed.ts';
import { createStage } from '../testing/stage.ts';
import { codeOf } from '../testing/totp.ts';

const { pool } = await testDatabase();
await seedGarage(pool);
const email = 'petra@example.nl';
const password = 'a long sentence';

/** The panel at a public address, with a browser of Petra's. */
function panelAt(publicUrl: string) {
  const stage = createStage(pool, publicUrl);
  const root = new Hono().route('/admin', stage.app);
  const get = (path: string, cookie: string, headers: Record<string, string> = {}) =>
    root.request(`${publicUrl}/admin${path}`, { headers: { cookie, ...headers } });
  const post = (
    path: string,
    form: Record<string, string>,
    cookie = '',
    userAgent = 'Mozilla/5.0 (X11) Firefox/150.0',
  ) =>
    root.request(
      `${publicUrl}/admin${path}`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: publicUrl,
          cookie,
          'user-agent': userAgent,
        },
        body: new URLSearchParams(form).toString(),
      },
      { incoming: { socket: { remoteAddress: '203.0.113.57' } } },
    );
  const enter = async (typed = password, userAgent?: string): Promise<string> => {
    const response = await post('/sign-in', { email, password: typed }, '', userAgent);
    return cookieOf(response.headers.getSetCookie());
  };
  return { stage, get, post, enter };
}

const { stage, get, post, enter } = panelAt('http://chat.example.nl');
let petra = '';

beforeEach(async () => {
  await pool.query('truncate audit_entry, verification, rate_limit, "user" cascade');
  await pool.query(`delete from staff where name = 'Petra'`);
  await stage.signIn.createAdministrator({ email, password, name: 'Petra', language: 'nl' });
  petra = await enter();
});

function keyOn(page: string): string {
  return /<output class="once">([^<]*)</.exec(page)?.[1] ?? '';
}

type Panel = ReturnType<typeof panelAt>;

/** Sets it up as a person does; gives the key, the recovery codes and the new cookie. */
async function setUpFactor(panel: Panel, cookie: string) {
  expect((await panel.post('/account/second-factor', { password }, cookie)).status).toBe(303);
  const key = keyOn(await (await panel.get('/account/second-factor', cookie)).text());
  const done = await panel.post('/account/second-factor/confirm', { code: codeOf(key) }, cookie);
  const codes = [...(await done.text()).matchAll(/<li>([^<]{6,})<\/li>/g)].map(([, code = '']) => code);
  return { key, codes, cookie: cookieOf(done.headers.getSetCookie()) };
}

describe('the own password', () => {
  it('is changed with the present one, and ends the other sessions', async () => {
    const other = await enter();
    const done = await post('/account/password', { present: password, password: 'another long one' }, petra);
    expect(done.headers.get('location')).toBe('/admin/account?done=password');
    const now = cookieOf(done.headers.getSetCookie());
    expect(await (await get('/account', now)).text()).toContain('203.0.113.…');
    expect([(await get('/account', other)).status, (await get('/account', petra)).status]).toEqual([303, 303]);
    expect(await enter()).toBe('');
    expect(await enter('another long one')).not.toBe('');
  });

  it.each([
    [{ present: 'something else', password: 'another long one' }, 'huidige wachtwoord klopt niet'],
    [{ present: password, password: 'short' }, 'te kort'],
    [{ present: password, password: email.toUpperCase() }, 'niet uw e-mailadres'],
    [{ present: password, password: 'a-long-sentence-of-yours' }, 'als voorbeeld'],
  ])('stays for %j', async (form, said) => {
    const refused = await post('/account/password', form, petra);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining(said)]);
    expect(await enter()).not.toBe('');
  });

  it('cannot be guessed by somebody at an open screen', async () => {
    for (let n = 1; n <= 10; n++)
      await post('/account/password', { present: `guess ${n} of it`, password: 'another long one' }, petra);
    const refused = await post('/account/password', { present: password, password: 'another long one' }, petra);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('Te veel pogingen')]);
  });
});

describe('the own sessions', () => {
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 20_0) AppleWebKit/605 Version/20.0 Mobile Safari/604.1';

  it('are listed with browser and a shortened address, and end one by one or all others', async () => {
    const other = await enter(password, phone);
    const third = await enter();
    const page = await (await get('/account', petra)).text();
    expect(page).toContain('Safari op iPhone');
    expect(page).toContain('Firefox op Linux');
    expect(page).toContain('203.0.113.…');
    expect(JSON.stringify((await pool.query('select * from session')).rows)).not.toContain('203.0.113.57');
    const [, id = ''] = /Safari op iPhone.*?name="id" value="([^"]+)"/s.exec(page) ?? [];
    await post('/account/sessions/end', { id }, petra);
    expect([(await get('/account', other)).status, (await get('/account', third)).status]).toEqual([303, 200]);
    await post('/account/sessions/end-others', {}, petra);
    expect([(await get('/account', third)).status, (await get('/account', petra)).status]).toEqual([303, 200]);
  });

  it('are the only ones that can be ended so', async () => {
    await pool.query(`insert into "user" (id, name, email) values ('u', 'Kim', 'kim@example.nl')`);
    await pool.query(
      `insert into session (id, expires_at, token, user_id) values ('s', now() + interval '1 day', 't', 'u')`,
    );
    await post('/account/sessions/end', { id: 's' }, petra);
    await post('/account/sessions/end-others', {}, petra);
    expect((await pool.query(`select from session where id = 's'`)).rowCount).toBe(1);
  });
});

describe('the second factor', () => {
  const here: Panel = { stage, get, post, enter };

  it('is asked at sign-in once a code of the app was typed, and each recovery code works once', async () => {
    const { key, codes, cookie } = await setUpFactor(here, petra);
    expect(codes).toHaveLength(10);
    expect((await get('/account', cookie)).status).toBe(200);
    const half = await enter();
    expect((await get('/account', half)).status).toBe(303);
    expect((await post('/sign-in/code', { code: '000000' }, half)).status).toBe(401);
    const right = await post('/sign-in/code', { code: codeOf(key) }, half);
    expect(right.status).toBe(303);
    expect((await get('/account', cookieOf(right.headers.getSetCookie()))).status).toBe(200);
    const byCode = await post('/sign-in/code', { code: codes[0] ?? '' }, await enter());
    expect(byCode.status).toBe(303);
    expect((await post('/sign-in/code', { code: codes[0] ?? '' }, await enter())).status).toBe(401);
  });

  it('counts for nothing before its first code', async () => {
    await post('/account/second-factor', { password }, petra);
    const key = keyOn(await (await get('/account/second-factor', petra)).text());
    const wrong = await post('/account/second-factor/confirm', { code: '000000' }, petra);
    const page = await wrong.text();
    expect([wrong.status, page]).toEqual([422, expect.stringContaining('Deze code klopt niet')]);
    expect(keyOn(page)).toBe(key);
    expect((await get('/account', await enter())).status).toBe(200);
  });

  it('is one, when its button is pressed twice', async () => {
    const begin = () => post('/account/second-factor', { password }, petra);
    const begun = await Promise.all([begin(), begin(), begin(), begin()]);
    expect(begun.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect((await pool.query('select from two_factor')).rowCount).toBe(1);
    const key = keyOn(await (await get('/account/second-factor', petra)).text());
    const code = codeOf(key);
    expect((await post('/account/second-factor/confirm', { code }, petra)).status).toBe(200);
    expect((await post('/sign-in/code', { code }, await enter())).status).toBe(303);
  });

  it('is neither begun nor ended without the password', async () => {
    expect((await post('/account/second-factor', { password: 'guess' }, petra)).status).toBe(422);
    expect((await pool.query('select from two_factor')).rowCount).toBe(0);
    const { cookie } = await setUpFactor(here, petra);
    expect((await post('/account/second-factor/end', { password: 'guess' }, cookie)).status).toBe(422);
    expect((await get('/account', await enter())).status).toBe(303);
    const ended = await post('/account/second-factor/end', { password }, cookie);
    expect(ended.headers.get('location')).toBe('/admin/account?done=factor');
    expect((await get('/account', await enter())).status).toBe(200);
  });

  it('keeps out whoever guesses codes, also with the right password', async () => {
    const { key } = await setUpFactor(here, petra);
    for (let challenge = 0; challenge < 2; challenge++) {
      const half = await enter();
      for (let n = 0; n < 5; n++) await post('/sign-in/code', { code: '000000' }, half);
    }
    expect((await post('/sign-in/code', { code: codeOf(key) }, await enter())).status).toBe(429);
  });

  it('takes each code once, also when it is typed twice at the same moment', async () => {
    const { key, codes } = await setUpFactor(here, petra);
    const twice = async (code: string) => {
      const halves = [await enter(), await enter()];
      const answers = await Promise.all(halves.map((half) => post('/sign-in/code', { code }, half)));
      return answers.map(({ status }) => status).toSorted();
    };
    const code = codeOf(key);
    expect(await twice(code)).toEqual([303, 401]);
    expect((await post('/sign-in/code', { code }, await enter())).status).toBe(401);
    expect(await twice(codes[0] ?? '')).toEqual([303, 401]);
  });

  it('counts guesses that come at the same moment, each after a first step of its own', async () => {
    await setUpFactor(here, petra);
    const halves: string[] = [];
    for (let n = 0; n < 14; n++) halves.push(await enter());
    await pool.query('truncate audit_entry');
    const guess = (n: number) => post('/sign-in/code', { code: String(100_000 + n) }, halves[n]);
    const codes = await Promise.all(halves.map(async (_, n) => (await guess(n)).status));
    expect(codes.filter((code) => code === 401)).toHaveLength(10);
    expect(codes.filter((code) => code === 429)).toHaveLength(4);
    const { rows } = await pool.query(
      `select what, s.name, count(*)::int as n from audit_entry e left join staff s on s.id::text = e.subject
        group by what, s.name order by what`,
    );
    expect(rows).toEqual([
      { what: 'sign_in_failed', name: 'Petra', n: 10 },
      { what: 'sign_in_locked', name: 'Petra', n: 1 },
    ]);
  });

  it('lets nobody in who has left between the two steps, in the words of a wrong code', async () => {
    const { key, codes } = await setUpFactor(here, petra);
    const halves = [await enter(), await enter()];
    await pool.query(`update staff set revoked_at = now() where name = 'Petra'`);
    for (const [n, code] of [codeOf(key), codes[0] ?? ''].entries()) {
      const refused = await post('/sign-in/code', { code }, halves[n]);
      expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('Deze code klopt niet')]);
    }
    expect(stage.faults).toEqual([]);
  });

  it('needs the first step of the same person', async () => {
    const { key } = await setUpFactor(here, petra);
    await pool.query(`update staff set role = 'agent' where name = 'Petra'`);
    await stage.signIn.createAdministrator({ email: 'kim@example.nl', password, name: 'Kim', language: 'nl' });
    const first = await post('/sign-in', { email: 'kim@example.nl', password });
    await setUpFactor(here, cookieOf(first.headers.getSetCookie()));
    const half = cookieOf((await post('/sign-in', { email: 'kim@example.nl', password })).headers.getSetCookie());
    expect((await post('/sign-in/code', { code: codeOf(key) }, half)).status).toBe(401);
    await pool.query(`delete from staff where name = 'Kim'`);
  });

  it('cannot be passed with the session of somebody else who is signed in', async () => {
    const { key } = await setUpFactor(here, petra);
    expect((await post('/sign-in/code', { code: codeOf(key) }, petra)).status).toBe(401);
  });

  it('is advised to an administrator without https, by a line on every page', async () => {
    expect(await (await get('/staff', petra)).text()).toContain('beheerder zonder tweede stap');
    const { cookie } = await setUpFactor(here, petra);
    expect(await (await get('/staff', cookie)).text()).not.toContain('beheerder zonder tweede stap');
  });

  it('is needed by an administrator over https, who can do nothing else before', async () => {
    const safe = panelAt('https://chat.example.nl');
    const cookie = await safe.enter();
    for (const path of ['/conversations', '/staff', '/account', '/audit']) {
      const answer = await safe.get(path, cookie);
      expect([answer.status, answer.headers.get('location')], path).toEqual([303, '/admin/account/second-factor']);
    }
    expect((await safe.get('/events?since=0-0', cookie)).status).toBe(403);
    expect((await safe.get('/conversations/live', cookie, { 'hx-request': 'true' })).status).toBe(403);
    expect((await safe.post('/staff', { name: 'Bea', role: 'mechanic', language: 'nl' }, cookie)).status).toBe(403);
    expect(await (await safe.get('/account/second-factor', cookie)).text()).toContain('Beheerders loggen hier in met');
    const inside = await setUpFactor(safe, cookie);
    expect((await safe.get('/staff', inside.cookie)).status).toBe(200);
    await pool.query(`update staff set role = 'agent' where name = 'Petra'`);
    await safe.post('/account/second-factor/end', { password }, inside.cookie);
    const agent = await safe.enter();
    expect((await safe.get('/conversations', agent)).status).toBe(200);
  });
});

it('leaves no secret in what the database keeps', async () => {
  const { key, codes } = await setUpFactor({ stage, get, post, enter }, petra);
  const kept = JSON.stringify((await pool.query('select * from two_factor')).rows);
  for (const secret of [...codes, key, key.replaceAll(' ', '')]) expect(kept).not.toContain(secret);
});
