import { createHmac, createPublicKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Activity, APP_ID, says, TENANT } from './testing/activities.ts';
import { openDoor, optionsAt } from './testing/front-door.ts';
import { type Claims, claimsFor, type Issuer, PUBLISHED_KID, startIssuer } from './testing/issuer.ts';
import { createWebhook } from './webhook.ts';

let issuer: Issuer;
let door: ReturnType<typeof openDoor>;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  door = openDoor(issuer);
});

const mine = says('mijn');
async function refused(response: Response, status: number) {
  expect(response.status).toBe(status);
  // T13: no word about it leaves the process.
  expect(await response.text()).toBe('');
  expect(door.stored()).toEqual([]);
}
async function refusedAlone(response: Response) {
  expect([response.status, await response.text()]).toEqual([401, '']);
}
function part(value: object) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
function unsigned(header: object, claims: object = claimsFor(mine, APP_ID)) {
  return `${part(header)}.${part(claims)}.`;
}

it('lets in what Teams sends, in either spelling of the id of the app', async () => {
  expect((await door.post(mine)).status).toBe(200);
  expect(door.stored()).toHaveLength(1);
  const shouting = openDoor(issuer, { ...optionsAt(issuer), appId: APP_ID.toUpperCase() });
  expect((await shouting.post(mine, { claims: { aud: APP_ID } })).status).toBe(200);
});

describe('what proves nothing is refused, and nothing is told of why', () => {
  it('T1: without a token', async () => {
    await refused(await door.post(mine, { authorization: undefined }), 401);
    await refused(await door.post(mine, { authorization: '' }), 401);
  });

  it.each(['Bearer junk', 'Basic YTpi', 'Bearer a.b.c', 'Bearer ', 'Bearer a b', 'Bearer e30.e30.', 'Bearer .bnVsbA.'])(
    'T2: with %j',
    async (authorization) => refused(await door.post(mine, { authorization }), 401),
  );

  it('T3: signed with another key under the id of the published one', async () => {
    const token = await issuer.sign(claimsFor(mine, APP_ID), { key: 'evil' });
    await refused(await door.post(mine, { authorization: `Bearer ${token}` }), 401);
  });

  it('T4: signed with a key that nobody published', async () => {
    const token = await issuer.sign(claimsFor(mine, APP_ID), { key: 'evil', kid: 'unheard-of' });
    await refused(await door.post(mine, { authorization: `Bearer ${token}` }), 401);
  });

  it('T5: not signed, or "signed" with the public key as a password', async () => {
    const none = `Bearer ${unsigned({ alg: 'none', typ: 'JWT', kid: PUBLISHED_KID })}`;
    await refused(await door.post(mine, { authorization: none }), 401);
    const pem = createPublicKey({ key: issuer.publicJwk, format: 'jwk' }).export({ type: 'pkcs1', format: 'pem' });
    const body = unsigned({ alg: 'HS256', typ: 'JWT', kid: PUBLISHED_KID }).slice(0, -1);
    const mac = createHmac('sha256', pem).update(body).digest('base64url');
    await refused(await door.post(mine, { authorization: `Bearer ${body}.${mac}` }), 401);
  });

  it('T6: expired, beyond the five minutes by which clocks may differ, or valid for ever', async () => {
    const now = Math.floor(Date.now() / 1000);
    await refused(await door.post(mine, { claims: { exp: now - 301 } }), 401);
    await refused(await door.post(mine, { claims: { nbf: now + 400 } }), 401);
    await refused(await door.post(mine, { claims: { exp: undefined } }), 401);
    expect((await door.post(mine, { claims: { exp: now - 120 } })).status).toBe(200);
  });

  it.each<[string, Claims]>([
    ['issuer', { iss: 'https://evil.example' }],
    ['app', { aud: '00000000-0000-4000-8000-000000000000' }],
    ['app, in a list', { aud: [APP_ID, 'another'] }],
    ['nobody', { aud: undefined }],
  ])('T7: of or for another %s', async (_, claims) => refused(await door.post(mine, { claims }), 401));
});

describe('T8: answers go only to an address of Teams that the token names too', () => {
  it.each([
    'https://smba.trafficmanager.net.evil.com/emea/',
    'https://smba.trafficmanager.net@evil.com/emea/',
    'https://evil.com/https://smba.trafficmanager.net/',
    'https://user:secret@smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net:8443/emea/',
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net/emea/?to=https://evil.com',
    'smba.trafficmanager.net/emea/',
    'javascript:alert(1)',
    '',
    undefined,
    null,
    7,
  ])('%j is refused', async (serviceUrl) => refused(await door.post({ ...mine, serviceUrl }), 401));

  it('a token for another address, or for none, is refused', async () => {
    await refused(await door.post(mine, { claims: { serviceurl: 'https://smba.trafficmanager.net/amer/' } }), 401);
    await refused(await door.post(mine, { claims: { serviceurl: undefined } }), 401);
  });

  it('only the allowed folder of a host is allowed', async () => {
    const narrow = openDoor(issuer, { ...optionsAt(issuer), serviceUrls: ['https://smba.trafficmanager.net/emea'] });
    const at = async (path: string) =>
      (await narrow.post({ ...mine, serviceUrl: `https://smba.trafficmanager.net${path}` })).status;
    expect(await Promise.all(['/emea', '/emea/', '/emea/x', '/emea-evil/', '/emea/../amer/'].map(at))).toEqual([
      200, 200, 200, 401, 401,
    ]);
  });
});

it.each([undefined, '', 'emulator', 'directline', 'AseChannel', ['msteams']])(
  'T9: an activity of the channel %j is refused, however good its token is',
  async (channelId) => refused(await door.post({ ...mine, channelId }), 401),
);

describe('T10: nobody else whom Microsoft signs for gets in', () => {
  const emulator = { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: APP_ID };
  const ownTenant = `https://sts.windows.net/${TENANT}/`;
  const bot = 'https://api.botframework.com';
  const other = '11111111-2222-4333-8444-555555555555';

  it.each<[string, Claims]>([
    ['as the emulator signs', emulator],
    ['as the emulator of our own tenant signs', { ...emulator, iss: ownTenant, tid: TENANT }],
    ['as version 2 of it signs', { iss: `${ownTenant}v2.0`, ver: '2.0', azp: APP_ID, tid: TENANT }],
    ['as another bot signs', { iss: emulator.iss, ver: '1.0', appid: other }],
    ['as a skill, by the issuer of Teams', { iss: bot, ver: '1.0', appid: other }],
    ['as an anonymous skill', { iss: bot, appid: 'AnonymousSkill' }],
    ['by the good key for another app', { aud: other }],
  ])('a token %s is refused although its signature is good', async (_, claims) =>
    refused(await door.post(mine, { claims }), 401),
  );

  it('forged tokens leave no line on the terminal, and fetch the keys no more than once', async () => {
    await door.post(mine);
    const before = issuer.asked();
    const written = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write'), vi.spyOn(console, 'error')];
    for (const kid of ['unheard-of', PUBLISHED_KID, 'another'])
      for (let n = 0; n < 5; n += 1) {
        const forged = unsigned({ alg: 'RS256', typ: 'JWT', kid }, { ...claimsFor(mine, APP_ID), tid: other });
        await refusedAlone(await door.post(mine, { authorization: `Bearer ${forged}AAAA` }));
      }
    for (const spy of written) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
    expect(issuer.asked() - before).toBeLessThanOrEqual(1);
  });

  it('a key that is endorsed for other networks only signs nothing here', async () => {
    const own = await startIssuer({ endorsements: ['webchat', 'directline'] });
    const of = openDoor(own);
    expect((await of.post(mine)).status).toBe(401);
    expect(of.stored()).toEqual([]);
    await own.close();
  });

  it('a real token that names a tenant and an app is good', async () => {
    expect((await door.post(mine, { claims: { tid: other, appid: other } })).status).toBe(200);
  });
});

describe('T11: only people of an allowed tenant get in', () => {
  const foreign = '77777777-3f0e-4a63-8a52-0d6f1f0b7c21';
  const conversation = { conversationType: 'personal', id: 'a:1' };
  it.each<[string, Activity]>([
    ['foreign', { conversation: { ...conversation, tenantId: foreign }, channelData: { tenant: { id: foreign } } }],
    ['absent', { conversation, channelData: undefined }],
    ['empty', { conversation: { ...conversation, tenantId: '' }, channelData: {} }],
    ['two that disagree', { channelData: { tenant: { id: foreign } } }],
    ['two that disagree the other way', { conversation: { ...conversation, tenantId: foreign } }],
    ['that of a guest', { from: { id: '29:guest', aadObjectId: 'guest', tenantId: foreign } }],
    ['no text', { channelData: { tenant: { id: [TENANT] } } }],
  ])('a tenant that is %s is refused, without any effect', async (_, fields) => {
    const options = optionsAt(issuer);
    door = openDoor(issuer, options);
    await refused(await door.post({ ...mine, ...fields }), 403);
    expect(options.chats.records.size).toBe(0);
  });

  it('one place that names it is enough, in any spelling', async () => {
    expect((await door.post(says('a', { channelData: undefined }))).status).toBe(200);
    const loud = { conversation, channelData: { tenant: { id: TENANT.toUpperCase() } } };
    expect((await door.post(says('b', loud))).status).toBe(200);
  });
});

describe('T12: when the signing keys cannot be read, Teams is asked to bring it again', () => {
  let own: Issuer;
  beforeEach(async () => {
    own = await startIssuer();
    door = openDoor(own, { ...optionsAt(own), timing: { keysMs: 50 } });
  });
  afterEach(() => own.close());

  it('because they are refused or nobody answers, until they can be read', async () => {
    own.setDown('refusing');
    await refused(await door.post(mine), 503);
    own.setDown('hanging');
    await refused(await door.post(mine), 503);
    own.setDown(false);
    door = openDoor(own);
    expect((await door.post(mine)).status).toBe(200);
  });

  it('because there is nothing at their address', async () => {
    await own.close();
    await refused(await door.post(mine), 503);
  });

  it('T13: the log has a word of ours, and nothing of the token', async () => {
    const lines: string[] = [];
    const keep = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
    door = openDoor(own, { ...optionsAt(own), log: { info: keep, warn: keep } });
    own.setDown('refusing');
    await door.post(mine);
    await door.post(mine, { authorization: 'Bearer a.b.c' });
    expect(lines).toEqual([
      '{"channel":"teams","reason":"signing_keys_unreachable","message":"an activity was refused"}',
      '{"channel":"teams","reason":"no_token","message":"an activity was refused"}',
    ]);
  });
});

it.each([
  { appId: '' },
  { appId: ' ' },
  { tenantIds: [] },
  { tenantIds: [''] },
  { serviceUrls: [] },
  { serviceUrls: ['smba.trafficmanager.net'] },
  { openIdMetadataUrl: '' },
])('T14: there is no door without checks: %j stops the start', (settings) =>
  expect(() => createWebhook({ ...optionsAt(issuer), ...settings }, () => ({}))).toThrow('Teams needs'),
);
