import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../config.ts';
import { listenRefusal, tryListening } from './listening.ts';

const open = new Set<ReturnType<typeof createServer>>();
afterEach(() => {
  for (const server of open) server.close();
  open.clear();
});

async function takenBy(listener: RequestListener, host = '127.0.0.1'): Promise<number> {
  const server = createServer(listener).listen(0, host);
  open.add(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const answering =
  (body: string): RequestListener =>
  (request, response) =>
    response.end(request.url === '/healthz' ? body : '');

describe('before anything is started', () => {
  it('a port that is free is left free', async () => {
    const port = await takenBy(() => undefined);
    for (const server of open) server.close();
    for (const _ of [1, 2]) await expect(tryListening({ port, host: '127.0.0.1' })).resolves.toBeUndefined();
  });

  it.each(['127.0.0.1', '0.0.0.0', 'localhost'])(
    'whoever starts it twice on %s is told where it runs',
    async (host) => {
      const port = await takenBy(answering('{"alive":true}'));
      await expect(tryListening({ port, host })).rejects.toThrow(
        new ConfigError(`Pitstop Chat already runs at http://localhost:${port}.`),
      );
    },
  );

  it.each(['{"alive":false}', '{"status":"UP"}', 'null', 'ok', ''])(
    'another program that answers %j is no Pitstop Chat',
    async (body) => {
      const port = await takenBy(answering(body));
      await expect(tryListening({ port, host: '127.0.0.1' })).rejects.toThrow(
        `PORT ${port} is in use by another program, for example PORT=${port < 65_535 ? port + 1 : port - 1} may be free`,
      );
    },
  );

  it.each([
    ['192.0.2.1', /^HOST 192\.0\.2\.1 is not an address of this machine, for example HOST=127\.0\.0\.1$/],
    ['nobody.invalid', /^HOST nobody\.invalid is a name that nobody knows, for example HOST=127\.0\.0\.1$/],
  ])('a HOST of somebody else is named: %s', async (host, sentence) => {
    await expect(tryListening({ port: 0, host })).rejects.toThrow(sentence);
  });

  it('a port that is only for root is named, and the last port has a neighbour below', () => {
    const place = { port: 80, host: '127.0.0.1' };
    expect(listenRefusal(place, Object.assign(new Error(), { code: 'EACCES' }))).toMatchObject({
      message: 'PORT 80 may not be used by this user, for example PORT=3000 may',
    });
    expect(listenRefusal({ ...place, port: 65_535 }, Object.assign(new Error(), { code: 'EADDRINUSE' }))).toMatchObject(
      { message: expect.stringContaining('PORT=65534') },
    );
    const other = new Error('another reason');
    expect(listenRefusal(place, other)).toBe(other);
  });
});
