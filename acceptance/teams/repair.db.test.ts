import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { says, TENANT } from '../../channels/teams/testing/activities.ts';
import { startConnector } from '../../channels/teams/testing/connector.ts';
import { startIssuer } from '../../channels/teams/testing/issuer.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { teamsPerson, teamsSettings } from '../networks/teams.ts';
import { codeFor } from '../people/mechanic.ts';
import { until } from '../people/person.ts';
import { photo } from '../pictures.ts';
import { type Garage, neverQuiet, startGarage, watch } from '../product.ts';

const [database, issuer, connector] = await Promise.all([testDatabase(), startIssuer(), startConnector()]);
const { pool } = database;
const elsewhere = connector.serviceUrl.replace('/emea/', '/amer/');
// The customer is at the simulator's page, which also moves the clock.
const settings = {
  ...(await teamsSettings({ issuer, connector, tenant: TENANT, serviceUrl: elsewhere })),
  SIMULATOR: 'on',
};
let garage: Garage = await startGarage(database, settings);
const ground = { url: () => garage.url, issuer, connector };
const mia = teamsPerson(ground, 'mia', randomUUID());
const bob = teamsPerson(ground, 'bob', randomUUID());
const eve = teamsPerson(ground, 'eve', randomUUID());

const { count, quiet: settled } = watch(pool);
function events(type: string): Promise<number> {
  return count('repair_event where type = $1', type);
}
/** The calls for a conversation since a moment. */
function callsFor(conversation: string, since = 0) {
  return connector.calls.slice(since).filter(({ path }) => path.includes(`/${encodeURIComponent(conversation)}/`));
}
function methods(conversation: string, since: number): readonly string[] {
  return callsFor(conversation, since).map(({ method }) => method);
}

beforeAll(async () => {
  await neverQuiet(pool);
  for (const [person, name] of [
    [mia, 'Mia'],
    [bob, 'Bob'],
  ] as const) {
    await person.installs();
    await person.types(`koppel ${await codeFor(pool, name, 'nl')}`);
    await person.sees(`Gelukt, ${name}`);
  }
}, 60_000);
afterAll(async () => {
  await garage.stop();
  await Promise.all([connector.close(), issuer.close()]);
});

describe('a message of Teams', () => {
  const register = says('nieuw AB-123-C, Jan Jansen, 06-12345678, remmen piepen, € 199');

  it('T16 that comes three times at once is done once, and all three are answered with 200', async () => {
    const { id } = register;
    const text = String(register.text);
    const got = await Promise.all([1, 2, 3].map(() => mia.types(text, { id })));
    expect(got.map(({ status }) => status)).toEqual([200, 200, 200]);
    const invitation = await mia.sees('Laat Jan Jansen deze code scannen');
    expect(await events('RepairRegistered')).toBe(1);
    expect(invitation.buttons).toEqual([]);
    await garage.jan.opens();
    await garage.jan.hears(/signed up|aangemeld/);
  });

  it('T17 that comes again after a restart has no effect', async () => {
    await settled();
    const before = connector.calls.length;
    await garage.stop();
    garage = await startGarage(database, settings);
    expect(await mia.types(String(register.text), { id: register.id })).toEqual({ status: 200, body: '' });
    await settled();
    expect([await events('RepairRegistered'), methods(mia.conversation, before)]).toEqual([1, []]);
  });

  it('T15 of somebody whom nobody knows is answered with the way in, and tells nothing', async () => {
    await eve.types('AB-123-C');
    await eve.types('mijn');
    await until('two answers', async () => eve.shown().length === 2 || undefined);
    expect(
      eve
        .shown()
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(/AB-123-C|Jan|remmen/);
  });

  it('T18 is answered before its turn, which may take as long as it wants', async () => {
    const other = await pool.connect();
    try {
      await other.query('begin');
      await other.query('select from conversation for update');
      expect(await mia.types('gevonden AB-123-C: remblokken 2 mm !')).toEqual({ status: 200, body: '' });
      expect(await events('FindingRecorded')).toBe(0);
    } finally {
      await other.query('rollback');
      other.release();
    }
    await mia.sees('Gevonden: remblokken');
    expect(await events('FindingRecorded')).toBe(1);
  });
});

describe('a tap in Teams', () => {
  it('T20 T22 that comes three times, with the same id and with another, starts once and is answered alike', async () => {
    const tap = await mia.tapOf('Start');
    const got = await Promise.all([tap, tap, { ...tap, id: randomUUID() }].map(mia.post));
    expect(await events('RepairStarted')).toBe(1);
    expect(got[0]?.body).toContain('In de werkplaats sinds');
    expect(new Set(got.map(({ body }) => body)).size).toBe(1);
    await garage.jan.hears(/mechanic started|monteur is/);
  });

  it('T25 of a button that was taken from another chat does nothing and shows nothing', async () => {
    const lifts = await events('LiftChanged');
    const tap = await mia.tapOf('Brug af');
    const [ofMechanic, ofStranger] = [await bob.forges(tap), await eve.forges(tap)];
    expect(ofMechanic.body).toContain('Deze knop werkt hier niet');
    expect(ofStranger.body).toContain('Deze kaart is niet voor deze chat');
    expect(`${ofMechanic.body}${ofStranger.body}`).not.toMatch(/AB-123-C|Jan/);
    expect(await events('LiftChanged')).toBe(lifts);
  });
});

describe('a photo in Teams', () => {
  it('T37 T39 T41 that is refused twice and posted twice is fetched with the token, and kept once', async () => {
    const bytes = await photo('#8aa');
    const contentUrl = connector.offers('/emea/v3/attachments/1/views/original', (response) =>
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes),
    );
    connector.fails('GET', { status: 403 }, { status: 403 });
    const page = { contentType: 'text/html', content: '<p><img src="x"></p>' };
    const sent = { id: randomUUID(), attachments: [{ contentType: 'image/*', contentUrl }, page] };
    await mia.types('', sent);
    await mia.types('', sent);
    await mia.sees('Foto bij AB-123-C');
    await until('the photo to be kept', async () => {
      await pool.query('update message_media set due_at = now() where due_at is not null');
      return (await count('message_media where sha256 is not null')) || undefined;
    });
    await settled();
    expect(await count('message_media')).toBe(1);
    const asked = connector.calls.filter(({ method }) => method === 'GET');
    expect(asked.map(({ authorization }) => authorization)).toEqual(Array(3).fill('Bearer token-1'));
    expect(mia.shown().filter(({ text }) => text.includes('Foto bij AB-123-C'))).toHaveLength(1);
  });
});

describe('the card of a repair', () => {
  const quote = async (lines: string): Promise<void> => {
    await mia.types(`offerte AB-123-C: ${lines}`);
    await mia.taps('Verstuur · ik wacht');
    await mia.sees(/AB-123-C.*\nWacht op klant/);
    await settled();
  };

  it('T29 is edited when the customer has decided, and one message rings', async () => {
    await quote('remblokken 286,40');
    const before = connector.calls.length;
    await garage.jan.taps('Approve');
    await mia.sees('AKKOORD remblokken € 286,40');
    await mia.sees(/AB-123-C.*\nAkkoord om/);
    await settled();
    expect(methods(mia.conversation, before).toSorted()).toEqual(['POST', 'PUT']);
  });

  it('T30 that was deleted comes as a new one, and is edited there from then on', async () => {
    const gone = await mia.sees(/AB-123-C.*\nAkkoord om/);
    const begins = await mia.tapOf('Ik begin hieraan');
    connector.removes(mia.conversation, gone.externalId);
    await mia.post(begins);
    const anew = await mia.sees(/AB-123-C.*\nIn de werkplaats/);
    expect(anew.externalId).not.toBe(gone.externalId);
    await mia.taps('Brug af');
    await mia.tapOf('Brug op');
    await settled();
    const cards = mia.shown().filter(({ text }) => /AB-123-C.*\nIn de werkplaats/.test(text));
    expect(cards.map(({ externalId }) => externalId)).toEqual([anew.externalId]);
  });

  it('T31 T36 that Teams wants later holds up nobody, and ends right though the customer decides before it is there', async () => {
    await quote('wissers 38');
    const before = connector.calls.length;
    // A second is enough to see it: the adapter's own tests have the twenty.
    connector.fails('POST', { status: 429, headers: { 'retry-after': '1' } });
    expect(await mia.types('AB-123-C')).toEqual({ status: 200, body: '' });
    await until('the card to be refused', async () => methods(mia.conversation, before).includes('POST') || undefined);
    await garage.jan.taps('Approve');
    await until('the decision', async () => (await events('QuoteDecided')) === 2 || undefined);
    expect(methods(mia.conversation, before).filter((method) => method === 'POST')).toHaveLength(1);
    await mia.sees('AKKOORD wissers € 38,00');
    await settled();
    const cards = mia.shown().filter(({ text }) => /AB-123-C.*\nAkkoord om/.test(text));
    expect(cards).toHaveLength(1);
    expect(cards[0]?.text).toContain('✓ wissers');
    // The card twice, because it was refused once, and what rings.
    expect(methods(mia.conversation, before).filter((method) => method === 'POST')).toHaveLength(3);
  });

  it('T32 that was taken although the connection broke is repeated once at most', async () => {
    connector.fails('POST', 'taken and reset');
    await mia.types('mijn');
    await mia.sees('Mijn open reparaties');
    await settled();
    const lists = mia.shown().filter(({ text }) => text.includes('Mijn open reparaties'));
    expect(lists.length, 'the list is shown this often').toBeLessThanOrEqual(2);
    await mia.types('hulp');
    await mia.sees('gevonden AB-123-C: remblokken 2 mm: gezien');
  });
});

describe('a mechanic’s chat', () => {
  it('T34 T35 that was installed anew, somewhere else, is written to there', async () => {
    const old = mia.conversation;
    await mia.uninstalls();
    mia.movesTo({ conversation: 'a:1mia-anew', serviceUrl: elsewhere });
    await mia.installs();
    await settled();
    const before = connector.calls.length;
    await garage.jan.types('are the rear brakes worn too?');
    await mia.sees('Klant vraagt: are the rear brakes worn too?');
    await settled();
    expect(callsFor('a:1mia-anew', before).every(({ path }) => path.startsWith('/amer/'))).toBe(true);
    expect(methods(old, before).filter((method) => method === 'POST')).toEqual([]);
  });

  it('T33 that Teams refuses is tried once and known to be out of reach', async () => {
    const before = connector.calls.length;
    connector.refuses(bob.conversation, { status: 403, body: { error: { code: 'ForbiddenOperationException' } } });
    await bob.types('mijn');
    await until(
      'the chat to be out of reach',
      async () => (await count('address where unreachable_at is not null')) || undefined,
    );
    await settled();
    expect(callsFor(bob.conversation, before)).toHaveLength(1);
  });
});
