import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeliveryError } from '../channel.ts';
import { createTeamsChannel } from './channel.ts';
import { createHealthBoard, createTokens } from './connector.ts';
import { APP_ID } from './testing/activities.ts';
import { type StandInConnector, startConnector } from './testing/connector.ts';
import { botAt, CHAT, keepingLog, PASSWORD } from './testing/front-door.ts';

function setupHealth() {
  let now = 0;
  const board = createHealthBoard(() => now);
  return { board, pass: (ms: number) => (now += ms) };
}
const hung = new DeliveryError('timeout', 'Teams did not answer send in time.', { outcome: 'unknown' });
const refused = new DeliveryError('not_authorised', "The bot's password does not work.", { outcome: 'not_sent' });
const blocked = new DeliveryError('blocked', 'Teams answered send with 403.', { outcome: 'permanent' });

describe('the health of the bot', () => {
  it('is ready once a token was given or a signed message came in', () => {
    const { board } = setupHealth();
    expect(board.current()).toEqual({ state: 'starting' });
    board.heard();
    expect(board.current()).toEqual({ state: 'ready' });
  });

  it('tells of a failure until something works, or until it is no news any more', () => {
    const { board, pass } = setupHealth();
    board.works();
    board.failed(hung);
    expect(board.current()).toEqual({ state: 'backing_off', detail: hung.message });
    board.works();
    expect(board.current()).toEqual({ state: 'ready' });
    board.failed(hung);
    pass(90_000);
    expect(board.current()).toEqual({ state: 'ready' });
  });

  it('stays refused while the password does not work, though messages come in', () => {
    const { board, pass } = setupHealth();
    board.failed(refused);
    board.heard();
    pass(600_000);
    expect(board.current()).toEqual({ state: 'refused', detail: refused.message });
  });

  it('is not touched by what concerns one chat', () => {
    const { board } = setupHealth();
    board.works();
    board.failed(blocked);
    expect(board.current()).toEqual({ state: 'ready' });
  });
});

let connector: StandInConnector;
beforeEach(async () => {
  connector = await startConnector();
});
afterEach(() => connector.close());

function requests() {
  return connector.calls.filter(({ path }) => path === '/token');
}
function setup() {
  let now = 0;
  const monotonicMs = () => now;
  const health = createHealthBoard(monotonicMs);
  const tokens = createTokens({ ...botAt(connector), withinMs: 5_000, monotonicMs, health });
  return { tokens, health, pass: (ms: number) => (now += ms) };
}
function minutes(count: number) {
  return count * 60_000;
}

describe('the token', () => {
  it('is asked for with the id and the password of the app', async () => {
    expect(await setup().tokens.get()).toBe('token-1');
    expect(Object.fromEntries(new URLSearchParams(requests()[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: APP_ID,
      client_secret: PASSWORD,
      scope: 'https://api.botframework.com/.default',
    });
  });

  it('is kept until five minutes before its end', async () => {
    const { tokens, pass } = setup();
    await tokens.get();
    pass(minutes(55) - 1);
    await tokens.get();
    expect(requests()).toHaveLength(1);
    pass(1);
    await tokens.get();
    expect(requests()).toHaveLength(2);
  });

  it('is asked for once, however many messages wait for it', async () => {
    const { tokens } = setup();
    expect(new Set(await Promise.all([tokens.get(), tokens.get(), tokens.get()]))).toEqual(new Set(['token-1']));
    expect(requests()).toHaveLength(1);
  });

  it('that was not given is asked for again by the next message', async () => {
    const { tokens, health } = setup();
    connector.fails('token', { status: 503, headers: { 'retry-after': '2' } });
    await expect(tokens.get()).rejects.toMatchObject({ code: 'unavailable', outcome: 'not_sent' });
    expect(health.current().state).toBe('backing_off');
    expect(await tokens.get()).toBe('token-1');
    expect(health.current().state).toBe('ready');
  });

  it.each([
    { status: 200, body: 'Sign in to the guest network' },
    { status: 302, headers: { location: '/elsewhere' } },
    'reset',
  ] as const)('that did not come leaves the message unsent: %o', async (fault) => {
    connector.fails('token', fault);
    await expect(setup().tokens.get()).rejects.toMatchObject({ code: 'unavailable', outcome: 'not_sent' });
    expect(requests()).toHaveLength(1);
  });

  it('that Teams does not take any more is replaced by the next attempt', async () => {
    const channel = createTeamsChannel(botAt(connector));
    await channel.send(CHAT, { kind: 'text', text: 'Klaar' });
    connector.revokes();
    const again = () => channel.send(CHAT, { kind: 'text', text: 'Klaar' });
    await expect(again()).rejects.toMatchObject({ code: 'not_authorised', outcome: 'not_sent', retryAfterMs: 60_000 });
    expect(channel.health().state).toBe('refused');
    await again();
    expect(channel.health().state).toBe('ready');
  });
});

describe('a bot that starts', () => {
  it('is ready before anybody wrote', async () => {
    const channel = createTeamsChannel(botAt(connector));
    await channel.start(async () => {}, AbortSignal.timeout(5_000));
    await vi.waitUntil(() => channel.health().state === 'ready', { timeout: 5_000, interval: 5 });
    expect(requests()).toHaveLength(1);
  });

  it('with a wrong password says so at once, and tells it to nobody', async () => {
    const log = keepingLog();
    const channel = createTeamsChannel({ ...botAt(connector), log });
    connector.fails('token', { status: 401, body: { error: 'invalid_client' } });
    const stopper = new AbortController();
    await channel.start(async () => {}, stopper.signal);
    await vi.waitUntil(() => channel.health().state === 'refused', { timeout: 5_000, interval: 5 });
    stopper.abort();
    expect(channel.health().detail).toMatch(/401 invalid_client.*TEAMS_APP_PASSWORD/);
    expect(JSON.stringify([channel.health(), log.lines])).not.toContain(PASSWORD);
  });

  it.each([{ appId: '' }, { appPassword: '' }, { tenantIds: [] }, { serviceUrls: [] }])('needs %o', (missing) =>
    expect(() => createTeamsChannel({ ...botAt(connector), ...missing })).toThrow(/needs/),
  );
});
