import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Config } from './config.ts';
import { ConfigError } from './config-values.ts';

/** Listens on the port of the settings. Throws ConfigError when another program has it. */
export const openServer = (app: Hono, { port, host }: Pick<Config, 'port' | 'host'>): Promise<ServerType> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: host }, () => resolve(server));
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new ConfigError(`PORT ${port} is in use by another program, for example PORT=${port + 1} may be free`, {
              cause,
            })
          : cause,
      ),
    );
  });

/** Open event streams would keep it open for ever; their browsers come back to whoever runs next. */
export const closeServer = (server: ServerType): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 250).unref();
  });

/** The port that it listens on; the settings may have left the choice to the system. */
export const portOf = (server: ServerType, config: Config): number => {
  const address = server.address();
  return address && typeof address === 'object' ? address.port : config.port;
};
