import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { InboundMessage } from '../channel.ts';
import { createStage } from './testing/stage.ts';

type App = ReturnType<typeof createStage>['app'];
function json(app: App, path: string, body: unknown, headers = {}) {
  return app.request(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}
function form(app: App, path: string, fields: Record<string, string>, headers = {}) {
  return app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
  });
}
type Problem = { readonly code: string; readonly error: string };
async function readProblem(response: Response): Promise<Problem> {
  return JSON.parse(await response.text());
}
async function problemOf(response: Response) {
  return [response.status, (await readProblem(response)).code];
}

describe('what the people of the page do', () => {
  it('shows what a person wrote, then hands it on as the network would', async () => {
    const { app, store, received } = createStage();
    expect((await json(app, '/customer-text/messages?lang=nl', { text: ' Is hij klaar? ', key: 'k1' })).status).toBe(
      204,
    );
    expect(received).toEqual([
      {
        chat: 'customer-text',
        dedupeKey: 'customer-text:m-k1',
        sender: { id: 'customer-text', name: 'Piet', language: 'nl' },
        at: '2026-11-23T13:03:00.000Z',
        content: { kind: 'text', text: ' Is hij klaar? ', externalId: 'm-k1' },
      },
    ]);
    const { entries } = await store.latest(10);
    expect(entries.map(({ direction }) => direction)).toEqual(['in', 'out']);
  });

  it('takes a message once, however often its request is repeated', async () => {
    const { app, store, received } = createStage();
    for (const _ of [1, 2, 3]) await json(app, '/mechanic-1/messages', { text: 'start AB-123-C', key: 'k1' });
    expect(received).toHaveLength(1);
    expect((await store.latest(10)).entries).toHaveLength(2);
  });

  it('hands on a message on the second try when the first one failed half way', async () => {
    let isAway = true;
    const heard: string[] = [];
    const { app, store } = createStage({
      receive:
        () =>
        async ({ dedupeKey }) => {
          if (isAway) throw new Error('The database is away');
          heard.push(dedupeKey);
        },
    });
    const outer = new Hono().route('/simulator', app).onError((_, c) => c.text('Later', 503));
    const send = () => json(outer, '/simulator/mechanic-1/messages', { text: 'mine', key: 'k1' });
    expect((await send()).status).toBe(503);
    isAway = false;
    expect((await send()).status).toBe(204);
    expect(heard).toEqual(['mechanic-1:m-k1']);
    expect((await store.latest(10)).entries).toHaveLength(1);
  });

  it('brings a tap with the inputs of its card, from a script or from a plain form', async () => {
    const received: InboundMessage[] = [];
    const { app } = createStage({ receive: () => async (message) => void received.push(message) });
    const values = { eta: '16:30' };
    await json(app, '/mechanic-1/taps', { token: 'send', values, onMessage: 'id-9', key: 'k1' });
    const plain = { token: 'send', 'values.eta': '16:30', onMessage: 'id-9', key: 'k2' };
    expect((await form(app, '/mechanic-1/taps?lang=nl', plain)).headers.get('location')).toBe('/simulator?lang=nl');
    const content = { kind: 'choice', token: 'send', values, onMessage: 'id-9' };
    expect(received.map((message) => message.content)).toEqual([
      { ...content, tap: 'mechanic-1/k1' },
      { ...content, tap: 'mechanic-1/k2' },
    ]);
  });

  it('opens the newest invitation, or the one that is named', async () => {
    const { app, received } = createStage();
    await json(app, '/customer-buttons/start', {});
    await json(app, '/customer-text/start', { token: 'followed' });
    expect(received.map(({ content }) => content)).toEqual([
      { kind: 'start', payload: 'newest-token' },
      { kind: 'start', payload: 'followed' },
    ]);
  });

  it('says that there is no invitation yet, in the language of the page', async () => {
    const { app } = createStage({ newestInvitation: async () => undefined });
    const response = await json(app, '/customer-buttons/start?lang=nl', {});
    expect(response.status).toBe(409);
    expect((await readProblem(response)).error).toBe(
      'Er is nog geen uitnodiging. Meld eerst als monteur een auto aan.',
    );
  });

  it('tells of a reading with one key per message', async () => {
    const { app, received } = createStage();
    for (const _ of [1, 2]) await json(app, '/customer-text/receipts', { externalIds: ['id-1', 'id-2', 'id-1'] });
    expect(received.map(({ dedupeKey, content }) => [dedupeKey, content])).toEqual([
      ['customer-text:r-id-1', { kind: 'status', externalId: 'id-1', state: 'read' }],
      ['customer-text:r-id-2', { kind: 'status', externalId: 'id-2', state: 'read' }],
    ]);
  });

  it('skips time', async () => {
    const { app, clock } = createStage();
    expect(await (await json(app, '/clock?lang=en', { minutes: 10 })).json()).toEqual({ text: 'Mon 23 Nov, 14:13' });
    expect((await form(app, '/clock', { minutes: '60' })).status).toBe(303);
    expect(clock.now().toISOString()).toBe('2026-11-23T14:13:00.000Z');
  });
});

describe('a photo', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);
  const send = (app: App, bytes: Uint8Array<ArrayBuffer>, caption?: string) => {
    const body = new FormData();
    body.set('photo', new File([bytes], '../../x.html', { type: 'text/html' }));
    if (caption !== undefined) body.set('caption', caption);
    body.set('key', 'k1');
    const headers = { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'fetch' };
    return app.request('/mechanic-1/media', { method: 'POST', body, headers });
  };

  it('is handed on by reference, and served as what its bytes say', async () => {
    const { app, received, channels } = createStage();
    expect((await send(app, png, 'Pads')).status).toBe(204);
    expect(received[0]?.content).toEqual({
      kind: 'media',
      externalId: 'p-k1',
      media: { reference: 'mechanic-1/p-k1', mimeType: 'image/png', bytes: 12, fileName: 'photo.png' },
      caption: 'Pads',
    });
    const served = await app.request('/mechanic-1/media/p-k1');
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(png);
    const fetched = await channels.buttons.fetchMedia('mechanic-1/p-k1', new AbortController().signal);
    expect(fetched.bytes).toEqual(png);
  });

  it('is refused when it is no picture, too large, or not there', async () => {
    const { app, received } = createStage();
    expect(await problemOf(await send(app, new TextEncoder().encode('<script>')))).toEqual([415, 'notAPhoto']);
    expect(await problemOf(await send(app, new Uint8Array(9 * 1024 * 1024)))).toEqual([413, 'tooLarge']);
    expect(await problemOf(await json(app, '/mechanic-1/media', {}))).toEqual([415, 'wrongType']);
    expect((await app.request('/mechanic-1/media/nothing')).status).toBe(404);
    expect(received).toEqual([]);
  });

  it('serves what is no picture only as a download', async () => {
    const { app, channels } = createStage();
    const media = { bytes: new TextEncoder().encode('<script>'), mimeType: 'text/html', fileName: 'a "b".html' };
    const { externalId } = await channels.buttons.send('mechanic-1', { kind: 'text', text: 'File', media });
    const { headers } = await app.request(`/mechanic-1/media/${externalId}`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a%20%22b%22.html");
  });
});

describe('bad input', () => {
  const bad: [string, unknown, [number, string]][] = [
    ['/mechanic-1/messages', '{"text":', [400, 'malformed']],
    ['/mechanic-1/messages', 'null', [400, 'malformed']],
    ['/mechanic-1/messages', [], [400, 'malformed']],
    ['/mechanic-1/messages', { text: 7 }, [400, 'malformed']],
    ['/mechanic-1/messages', { text: ' \n ' }, [400, 'empty']],
    ['/mechanic-1/messages', { text: 'a\u0000b' }, [400, 'unsendable']],
    ['/mechanic-1/messages', '{"text":"\\ud800"}', [400, 'unsendable']],
    ['/mechanic-1/messages', { text: 'hi', key: 'a b' }, [400, 'malformed']],
    ['/mechanic-1/messages', { text: 'x'.repeat(5 * 1024 * 1024) }, [413, 'tooLarge']],
    ['/mechanic-1/media', 'x'.repeat(9 * 1024 * 1024), [413, 'tooLarge']],
    ['/nobody/messages', { text: 'hi' }, [404, 'unknownChat']],
    ['/nobody/receipts', { externalIds: [] }, [404, 'unknownChat']],
    ['/nobody/start', {}, [404, 'unknownChat']],
    ['/mechanic-1/start', {}, [409, 'notACustomer']],
    ['/customer-text/taps', { token: 'a' }, [409, 'noButtons']],
    ['/mechanic-1/taps', {}, [400, 'malformed']],
    ['/mechanic-1/taps', { token: 'x'.repeat(300) }, [400, 'malformed']],
    ['/mechanic-1/taps', { token: 'a', values: { eta: 7 } }, [400, 'malformed']],
    ['/mechanic-1/receipts', { externalIds: 'id-1' }, [400, 'malformed']],
    ['/mechanic-1/receipts', { externalIds: Array(101).fill('x') }, [400, 'malformed']],
    ['/clock', { minutes: 1, more: 'x'.repeat(5 * 1024 * 1024) }, [413, 'tooLarge']],
    ['/clock', { minutes: -1 }, [400, 'badMinutes']],
    ['/clock', { minutes: 'soon' }, [400, 'badMinutes']],
    ['/clock', { minutes: 1e9 }, [400, 'badMinutes']],
  ];
  it.each(bad)('is answered with a sentence and handed to nobody: %s %.40j', async (path, body, expected) => {
    const { app, received, store } = createStage();
    const response = await json(app, path, body);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const { code, error } = await readProblem(response);
    expect([response.status, code]).toEqual(expected);
    expect(error).toMatch(/^[A-Z].*\.$/);
    expect(received).toEqual([]);
    expect((await store.latest(10)).entries).toEqual([]);
  });

  it('is refused when it is of a kind that no page sends', async () => {
    const { app } = createStage();
    const xml = { method: 'POST', body: '<text/>', headers: { 'content-type': 'application/xml' } };
    expect(await problemOf(await app.request('/mechanic-1/messages', xml))).toEqual([415, 'wrongType']);
    const own = { 'sec-fetch-site': 'same-origin' };
    expect((await app.request('/mechanic-1/messages', { method: 'DELETE', headers: own })).status).toBe(404);
  });

  it('from a form of another site is refused', async () => {
    const { app, received } = createStage();
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' };
    const refused = await form(app, '/mechanic-1/messages', { text: 'start' }, foreign);
    expect(await problemOf(refused)).toEqual([403, 'foreign']);
    const own = { 'sec-fetch-site': 'same-origin' };
    expect((await form(app, '/mechanic-1/messages', { text: 'start' }, own)).status).toBe(303);
    expect(received).toHaveLength(1);
  });
});

describe('the page', () => {
  it.each([
    ['/', 'nl-NL,nl;q=0.9', 'nl', 'Monteur'],
    ['/', 'de', 'en', 'Mechanic'],
    ['/?lang=nl', 'en', 'nl', 'Monteur'],
    ['/?lang=xx', 'en', 'en', 'Mechanic'],
  ])('%s for a reader of %s is in %s', async (path, accepted, lang, heading) => {
    const { app } = createStage();
    const page = await (await app.request(path, { headers: { 'accept-language': accepted } })).text();
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).toContain(`<h2>${heading}</h2>`);
    for (const name of ['Mechanic', 'Customer with buttons', 'Customer with text only']) {
      expect(page).toContain(`role="region" aria-label="${name}"`);
    }
  });

  it('runs nothing that a message brings', async () => {
    const { app, channels } = createStage();
    const nasty = '<img src=x onerror=alert(1)> *<b>* https://garage.example/i/abc.';
    await channels.buttons.send('mechanic-1', { kind: 'text', text: nasty });
    const links = [{ label: 'Look', url: 'javascript:alert(1)' }];
    const image = { url: 'data:text/html,x', alt: 'QR' };
    await channels.buttons.send('mechanic-1', { kind: 'card', card: { title: '<h1>', links, image } });
    const response = await app.request('/');
    const page = await response.text();
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; <strong>&lt;b&gt;</strong>');
    expect(page).toContain('href="https://garage.example/i/abc"');
    expect(page).not.toMatch(/javascript:|data:text|<h1>&lt;/);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self';/);
    expect(page).not.toMatch(/<script(?! type="module" src)|style="/);
  });

  it('serves the files that it links to, and no others', async () => {
    const { app } = createStage();
    const outer = new Hono().route('/simulator', app);
    const page = await (await outer.request('/simulator')).text();
    const files = [...page.matchAll(/\/simulator\/assets\/[\w.]+\?v=\w+/g)].map(([address]) => address);
    expect(files).toHaveLength(6);
    for (const file of files) {
      const response = await outer.request(file);
      expect([response.status, response.headers.get('cache-control')]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ]);
      const etag = response.headers.get('etag') ?? '';
      expect((await outer.request(file, { headers: { 'if-none-match': etag } })).status).toBe(304);
    }
    expect((await outer.request('/simulator/assets/package.json')).status).toBe(404);
  });
});
