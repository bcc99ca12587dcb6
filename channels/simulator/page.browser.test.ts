import { createRequire } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { type Browser, type BrowserContextOptions, chromium, type Page, expect as see } from '@playwright/test';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStage } from './testing/stage.ts';

const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;
let server: ServerType;
let stage: ReturnType<typeof createStage>;
let address: string;
const sockets = new Set<Socket>();

beforeAll(async () => {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
});
afterAll(() => browser.close());

beforeEach(async () => {
  stage = createStage();
  const root = new Hono().route('/simulator', stage.app);
  const { port } = await new Promise<AddressInfo>((resolve) => {
    server = serve({ fetch: root.fetch, hostname: '127.0.0.1', port: 0 }, resolve);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  address = `http://127.0.0.1:${port}/simulator`;
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function open(query = '?lang=en', options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(`${address}${query}`);
  return { page, faults };
}
function personIn(page: Page, name: string) {
  const region = page.getByRole('region', { name, exact: true });
  const log = region.getByRole('log');
  const box = region.getByRole('textbox', { name: 'Message', exact: true });
  const say = async (text: string) => {
    await box.fill(text);
    await region.getByRole('button', { name: 'Send', exact: true }).click();
  };
  return { region, log, box, say };
}
const names = ['Mechanic', 'Customer with buttons', 'Customer with text only'];

describe('the simulator in a browser', () => {
  it.each(['nl', 'en'])('has three chats with the same names in either language: %s', async (lang) => {
    const { page, faults } = await open(`?lang=${lang}`);
    for (const name of names) {
      const { log, box, region, say } = personIn(page, name);
      await say(`Hello from ${name}`);
      await see(log).toContainText(`Heard: Hello from ${name}`);
      await see(box).toHaveValue('');
      await see(region.getByRole('button', { name: 'Open invitation' })).toHaveCount(name === 'Mechanic' ? 0 : 1);
    }
    expect(
      stage.received.filter(({ content }) => content.kind === 'text').map(({ sender }) => sender.language),
    ).toEqual([lang, lang, lang]);
    expect(faults).toEqual([]);
  });

  it('sends with Enter, breaks the line with Shift+Enter, and keeps the order of what is typed fast', async () => {
    const { page } = await open();
    const { box, log } = personIn(page, 'Mechanic');
    await box.fill('first line');
    await box.press('Shift+Enter');
    await box.pressSequentially('second line');
    await box.press('Enter');
    for (const word of ['one', 'two', 'three']) {
      await box.fill(word);
      await box.press('Enter');
    }
    await see(log).toContainText('Heard: three');
    const texts = stage.received.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []));
    expect(texts).toEqual(['first line\nsecond line', 'one', 'two', 'three']);
  });

  it('replaces a question by its outcome once a button was tapped, in every window', async () => {
    const { page, faults } = await open();
    const other = await open('?lang=nl');
    const { say, log, region } = personIn(page, 'Customer with buttons');
    await say('ask');
    await see(log.getByRole('button')).toHaveText(['Akkoord €\u00a0324,40', 'Kiezen of vragen', 'Niets doen']);
    const there = personIn(other.page, 'Customer with buttons');
    await see(there.log.getByRole('button')).toHaveCount(3);
    await log.getByRole('button', { name: 'Niets doen' }).click();
    for (const each of [log, there.log]) {
      await see(each.getByRole('button')).toHaveCount(0);
      await see(each.locator('strong', { hasText: 'Noted' })).toBeVisible();
    }
    await see(region.getByRole('status')).toHaveText('Thank you');
    await see(log.getByRole('listitem')).toHaveCount(2);
    expect(stage.received.map(({ content }) => content)).toContainEqual(
      expect.objectContaining({ kind: 'choice', token: 'nothing' }),
    );
    expect([...faults, ...other.faults]).toEqual([]);
  });

  it('shows no buttons to the customer with text only', async () => {
    const { page } = await open();
    const { say, log } = personIn(page, 'Customer with text only');
    await say('ask');
    await see(log).toContainText('Samen €\u00a0324,40');
    expect(await log.getByRole('button').count()).toBe(0);
  });

  it('draws a card and brings what was typed into it with the button', async () => {
    const { page } = await open();
    const { say, log } = personIn(page, 'Mechanic');
    await say('card');
    await see(log.getByRole('heading', { name: 'AB-123-C · VW Golf' })).toBeVisible();
    await see(log.locator('s')).toContainText('Ruitenwissers');
    await see(log.getByRole('img', { name: 'QR-code van de uitnodiging' })).toBeVisible();
    await log.getByRole('textbox', { name: 'Klaar om' }).fill('17:00');
    await log.getByRole('textbox', { name: 'Klaar om' }).press('Enter');
    await log.getByRole('combobox', { name: 'Brug' }).selectOption('1');
    await log.getByRole('button', { name: 'Verstuur · ik ga door' }).click();
    await see(log).toContainText('Noted: send-on');
    expect(stage.received.filter(({ content }) => content.kind === 'choice').map(({ content }) => content)).toEqual([
      expect.objectContaining({ token: 'send-on', values: { eta: '17:00', bay: '1' } }),
    ]);
  });

  it('opens the newest invitation with a button, and a followed one for whoever is chosen', async () => {
    const { page } = await open('?lang=en&start=followed-token');
    const { region, log } = personIn(page, 'Customer with text only');
    await region.getByRole('button', { name: 'Open invitation' }).click();
    await see(log).toContainText('Welcome, newest-token.');
    await page.getByRole('button', { name: 'Customer with buttons', exact: true }).click();
    await see(personIn(page, 'Customer with buttons').log).toContainText('Welcome, followed-token.');
    await vi.waitFor(() => expect(page.url()).toBe(`${address}?lang=en`));
  });

  it('puts an example into the textbox, and skips time', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'start AB-123-C', exact: true }).click();
    await see(personIn(page, 'Mechanic').box).toHaveValue('start AB-123-C');
    await see(personIn(page, 'Mechanic').box).toBeFocused();
    await page.getByRole('button', { name: '+10 min' }).click();
    await see(page.getByText('Mon 23 Nov, 14:13', { exact: true })).toBeVisible();
    expect(stage.clock.now().toISOString()).toBe('2026-11-23T13:13:00.000Z');
  });

  it('puts the example of an answer into the textbox of the customer who heard last', async () => {
    const { page } = await open();
    const [buttons, text] = [personIn(page, 'Customer with buttons'), personIn(page, 'Customer with text only')];
    for (const { region, box, log } of [buttons, text]) {
      await region.getByRole('button', { name: 'Open invitation' }).click();
      await see(log).toContainText('Welcome, newest-token.');
      await page.getByRole('button', { name: '1', exact: true }).click();
      expect(await box.inputValue()).toBe('1');
      await box.fill('');
    }
  });

  it('takes a photo and shows it', async () => {
    const { page } = await open();
    const { region, log } = personIn(page, 'Mechanic');
    const buffer = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await region.getByLabel('Photo').setInputFiles({ name: 'pads.png', mimeType: 'image/png', buffer });
    const image = log.getByRole('img', { name: 'Photo: photo.png' });
    await see(image).toBeVisible();
    await see(image).toHaveJSProperty('naturalWidth', 1);
    expect(stage.received.map(({ content }) => content.kind)).toEqual(['media']);
  });

  it('tells once that a message came on screen', async () => {
    const { page } = await open();
    const other = await open();
    await personIn(page, 'Customer with text only').say('hello');
    await see(personIn(other.page, 'Customer with text only').log).toContainText('Heard: hello');
    const reads = () => stage.received.filter(({ content }) => content.kind === 'status');
    await vi.waitFor(() => expect(reads()).toHaveLength(1), { timeout: 10_000, interval: 50 });
    expect(reads()[0]).toMatchObject({ chat: 'customer-text', content: { state: 'read' } });
  });

  it('says that the connection is lost, comes back by itself and has missed nothing', async () => {
    const { page } = await open();
    const { say, log } = personIn(page, 'Mechanic');
    await say('before');
    await see(log).toContainText('Heard: before');
    let isBack = false;
    server.on('connection', (socket: Socket) => isBack || socket.destroy());
    for (const socket of sockets) socket.destroy();
    await see(page.getByText('Connection lost. Reconnecting…')).toBeVisible();
    await stage.channels.buttons.send('mechanic-1', { kind: 'text', text: 'Sent meanwhile' });
    isBack = true;
    await see(log).toContainText('Sent meanwhile', { timeout: 20_000 });
    await see(page.getByText('Connection lost. Reconnecting…')).toHaveCount(0);
    expect(await log.getByText('Heard: before').count()).toBe(1);
  });

  it('gives the words back when they did not arrive', async () => {
    const { page } = await open();
    const { say, box, region } = personIn(page, 'Mechanic');
    await say('x'.repeat(70_000));
    await see(region.getByRole('alert')).toHaveText('That is too large: a text may have 64 kB, a photo 8 MB.');
    await see(box).toHaveValue(/^x{70000}$/);
    await say('short');
    await see(region.getByRole('alert')).toBeEmpty();
    const texts = stage.received.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []));
    expect(texts).toEqual(['short']);
  });

  it('is played on a narrow screen, one chat at a time', async () => {
    const { page, faults } = await open('?lang=nl', { viewport: { width: 360, height: 640 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.getByRole('link', { name: 'Alleen tekst' }).click();
    const { say, log, region } = personIn(page, 'Customer with text only');
    await see(region).toBeInViewport({ ratio: 0.9 });
    await say('Is hij klaar?');
    await see(log.getByText('Heard: Is hij klaar?')).toBeInViewport();
    await personIn(page, 'Mechanic').say('card');
    await see(personIn(page, 'Mechanic').log.getByRole('button', { name: 'Intrekken' })).toBeInViewport();
    expect(faults).toEqual([]);
  });

  it('works as plain forms without a script', async () => {
    const { page } = await open('?lang=nl', { javaScriptEnabled: false });
    await personIn(page, 'Customer with buttons').say('ask');
    await personIn(page, 'Customer with buttons').log.getByRole('button', { name: 'Niets doen' }).click();
    await see(personIn(page, 'Customer with buttons').log).toContainText('Noted: nothing');
    expect(stage.received.map(({ content }) => content.kind)).toEqual(['text', 'choice']);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('has no fault that axe finds: %s, %i wide', async (colorScheme, width) => {
    const { page } = await open('?lang=nl&start=token', {
      colorScheme,
      viewport: { width, height: 800 },
      bypassCSP: true,
    });
    for (const name of names) await personIn(page, name).say(name === 'Mechanic' ? 'card' : 'ask');
    for (const name of names) await see(personIn(page, name).log.getByRole('listitem').nth(1)).toBeAttached();
    await page.addScriptTag({ path: axeSource });
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: object[] }> } };
      return (await axe.run()).violations;
    });
    expect(violations).toEqual([]);
  });
});
