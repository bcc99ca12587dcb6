import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTeamsChannel, type TeamsChannel } from './channel.ts';
import { TENANT } from './testing/activities.ts';
import { type StandInConnector, startConnector } from './testing/connector.ts';
import { botAt } from './testing/front-door.ts';

const MB = 1024 * 1024;
const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

let connector: StandInConnector;
let channel: TeamsChannel;
beforeEach(async () => {
  connector = await startConnector();
  channel = createTeamsChannel(botAt(connector));
});
afterEach(() => connector.close());

function offer(path: string, open?: 'open') {
  return connector.offers(
    path,
    (response) => response.writeHead(200, { 'content-type': 'image/jpeg; x=1' }).end(photo),
    open,
  );
}
function redirect(path: string, location: string) {
  return connector.offers(path, (response) => response.writeHead(302, { location }).end());
}
function fetchAt(kind: string, url: string) {
  const reference = JSON.stringify({ kind, url, serviceUrl: connector.serviceUrl, tenantId: TENANT });
  return channel.fetchMedia(reference, AbortSignal.timeout(10_000));
}
function seen(path: string) {
  return connector.calls.filter((call) => call.path === path);
}

describe('a photo', () => {
  it('T37: that was sent as a file is fetched from its address, without the token', async () => {
    const fetched = await fetchAt('download', offer('/download', 'open'));
    expect(fetched).toEqual({ bytes: new Uint8Array(photo), mimeType: 'image/jpeg' });
    expect(seen('/download')[0]?.authorization).toBeUndefined();
  });

  it('T37: that was pasted is fetched from Teams with the token', async () => {
    const { bytes } = await fetchAt('inline', offer('/v3/attachments/1'));
    expect(Buffer.from(bytes)).toEqual(photo);
    expect(seen('/v3/attachments/1')[0]?.authorization).toBe('Bearer token-1');
  });

  it.each(['inline', 'download'])(
    'T38: on another host is not asked for, and no token goes there (%s)',
    async (kind) => {
      const other = await startConnector();
      const url = other.offers('/photo', (response) => response.end(photo), 'open');
      await expect(fetchAt(kind, url)).rejects.toMatchObject({ code: 'invalid', outcome: 'permanent' });
      expect(other.calls).toEqual([]);
      expect(connector.calls).toEqual([]);
      await other.close();
    },
  );

  it('T38: that would need the token outside of Teams is refused', async () => {
    const url = 'https://garage-my.sharepoint.com/photo.jpg';
    await expect(fetchAt('inline', url)).rejects.toMatchObject({ code: 'invalid', outcome: 'permanent' });
    expect(connector.calls).toEqual([]);
  });

  it('T38: is not followed to another host', async () => {
    const other = await startConnector();
    const url = redirect(
      '/moved',
      other.offers('/photo', (response) => response.end(photo), 'open'),
    );
    await expect(fetchAt('inline', url)).rejects.toMatchObject({ code: 'invalid', outcome: 'permanent' });
    expect(other.calls).toEqual([]);
    await other.close();
  });

  it('is followed where it may lie, and not in circles', async () => {
    const { bytes } = await fetchAt('inline', redirect('/moved', offer('/photo')));
    expect(Buffer.from(bytes)).toEqual(photo);
    await expect(fetchAt('inline', redirect('/circle', '/circle'))).rejects.toMatchObject({ outcome: 'permanent' });
    expect(seen('/circle')).toHaveLength(4);
  });

  it('T39: that Teams refuses twice is there at the third attempt', async () => {
    const url = offer('/v3/attachments/1');
    connector.fails('GET', { status: 403 }, { status: 403 });
    await expect(fetchAt('inline', url)).rejects.toMatchObject({ code: 'unavailable', outcome: 'not_sent' });
    await expect(fetchAt('inline', url)).rejects.toMatchObject({ code: 'unavailable', outcome: 'not_sent' });
    expect(Buffer.from((await fetchAt('inline', url)).bytes)).toEqual(photo);
  });

  it.each([404, 410])('that is gone (%i) is not asked for again', async (status) => {
    connector.fails('GET', { status });
    await expect(fetchAt('download', offer('/photo', 'open'))).rejects.toMatchObject({ outcome: 'permanent' });
  });

  it('whose address has run out says nothing about the bot', async () => {
    await expect(fetchAt('download', offer('/photo'))).rejects.toMatchObject({ outcome: 'not_sent' });
    expect(channel.health().state).toBe('starting');
  });

  it('T40: of 30 MB is refused before it is read', async () => {
    const url = connector.offers('/large', (response) => {
      response.writeHead(200, { 'content-length': 30 * MB });
      response.flushHeaders();
    });
    await expect(fetchAt('inline', url)).rejects.toMatchObject({ code: 'too_large', outcome: 'permanent' });
  });

  it('T40: of 30 MB that does not tell its size is given up at 20 MB', async () => {
    const url = connector.offers('/large', (response) => {
      for (let count = 0; count < 30; count += 1) response.write(Buffer.alloc(MB));
      response.end();
    });
    await expect(fetchAt('inline', url)).rejects.toMatchObject({ code: 'too_large', outcome: 'permanent' });
  });

  it('that never comes ends in time', async () => {
    const hasty = createTeamsChannel(botAt(connector, { downloadMs: 200 }));
    connector.fails('GET', 'hang');
    const url = offer('/photo', 'open');
    const reference = JSON.stringify({ kind: 'download', url, serviceUrl: connector.serviceUrl, tenantId: TENANT });
    await expect(hasty.fetchMedia(reference, AbortSignal.timeout(10_000))).rejects.toMatchObject({
      code: 'timeout',
      outcome: 'not_sent',
    });
  });

  it.each(['', 'null', '[]', '{"kind":"other"}', '{"kind":"inline","url":7}'])(
    'with a reference that is none is refused: %s',
    async (reference) => {
      const attempt = channel.fetchMedia(reference, AbortSignal.timeout(1_000));
      await expect(attempt).rejects.toMatchObject({ code: 'invalid', outcome: 'permanent' });
    },
  );
});
