import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { type Garage, startGarage } from '../product.ts';

const database = await testDatabase();
const metricsToken = 'token-of-the-monitor';
let garage: Garage;

beforeAll(async () => {
  garage = await startGarage(database, { METRICS_TOKEN: metricsToken });
});
afterAll(() => garage.stop());

type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string };

/** Asks as any program can: with every header that it likes, `Host` too. */
function ask(path: string, headers: Record<string, string> = {}, { method = 'GET', body = '' } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${garage.url}${path}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function port(): string {
  return new URL(garage.url).port;
}
const strangers: readonly (readonly [string, () => Record<string, string>])[] = [
  ['of a website that points at this machine', () => ({ host: `evil.example:${port()}` })],
  ['of a name that only begins like this machine', () => ({ host: `localhost.evil.example:${port()}` })],
  ['of another address', () => ({ host: `192.168.1.5:${port()}` })],
  ['through a proxy', () => ({ 'x-forwarded-for': '203.0.113.9' })],
  ['through a proxy that says it by the standard', () => ({ forwarded: 'for=203.0.113.9' })],
  ['through a tunnel', () => ({ 'cf-connecting-ip': '203.0.113.9' })],
];

describe('a request', () => {
  it.each(strangers)('%s does not reach the open simulator', async (_, headers) => {
    const json = { 'content-type': 'application/json', ...headers() };
    const own = `http://${headers().host ?? `localhost:${port()}`}`;
    const post = (path: string, body: object) =>
      ask(`/simulator/${path}`, { ...json, origin: own }, { method: 'POST', body: JSON.stringify(body) });
    expect((await post('mechanic-1/messages', { text: 'all' })).status).toBe(401);
    expect((await post('clock', { minutes: 10_080 })).status).toBe(401);
    expect((await ask('/simulator', headers())).status).toBe(302);
    const { rowCount } = await database.pool.query(`select 1 from installation where name = 'clock_offset_ms'`);
    expect(rowCount).toBe(0);
  });

  it.each(['localhost', '127.0.0.1'])('from this machine as %s does', async (name) => {
    expect((await ask('/simulator', { host: `${name}:${port()}` })).status).toBe(200);
  });

  it.each(strangers)('%s learns whether the process is ready, and no more', async (_, headers) => {
    expect(JSON.parse((await ask('/readyz', headers())).body)).toEqual({ ready: true });
    const metrics = await ask('/metrics', headers());
    expect([metrics.status, metrics.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(metrics.body).not.toContain('pitstop_waiting');
  });

  it('of a monitor with the token sees the metrics and the channels from anywhere', async () => {
    const monitor = { host: 'chat.example.nl', authorization: `Bearer ${metricsToken}` };
    expect((await ask('/metrics', monitor)).body).toContain('pitstop_waiting');
    expect((await ask('/readyz', monitor)).body).toContain('"channels"');
    for (const wrong of ['Bearer ', `Bearer ${metricsToken}x`, metricsToken, `Basic ${metricsToken}`])
      expect((await ask('/metrics', { ...monitor, authorization: wrong })).status).toBe(401);
  });

  it('through a proxy for a page whose address is longer than a header may be gets an answer all the same', async () => {
    const { status, headers } = await ask(`/simulator/${'e%CC%81'.repeat(1_500)}`, {
      'x-forwarded-for': '203.0.113.9',
    });
    expect([status, headers.location]).toEqual([302, '/admin/sign-in']);
  });

  it('for the code of an invitation that nobody made draws none', async () => {
    for (const name of ['anything.png', `${'a'.repeat(3_000)}.png`, '%00.png', '..%2f.png'])
      expect([name, (await ask(`/i/${name}`)).status]).toEqual([name, 404]);
  });

  it('is answered with headers that forbid frames, guessed types and a referrer, wherever it goes', async () => {
    for (const path of ['/healthz', '/i/unknown', '/media/x?e=1&s=x', '/nowhere', '/admin/sign-in', '/metrics']) {
      const { headers } = await ask(path);
      expect([path, headers['x-content-type-options']]).toEqual([path, 'nosniff']);
      expect([path, headers['content-security-policy']]).toEqual([
        path,
        expect.stringMatching(/frame-ancestors 'none'|sandbox/),
      ]);
      expect([path, headers['referrer-policy']]).toEqual([path, expect.stringMatching(/no-referrer|same-origin/)]);
      expect(headers['strict-transport-security']).toBeUndefined();
    }
    expect((await ask('/i/unknown')).headers['cache-control']).toBe('no-store');
  });

  it('with HEAD for an event stream leaves nothing open behind it', async () => {
    const streams = await Promise.all(
      Array.from({ length: 60 }, () => ask('/simulator/events', {}, { method: 'HEAD' })),
    );
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
    // A window more than a process serves would be refused if one of those were still open.
    const open = new AbortController();
    expect((await fetch(`${garage.url}/simulator/events`, { signal: open.signal })).status).toBe(200);
    open.abort();
  });
});
