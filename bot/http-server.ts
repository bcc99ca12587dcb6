import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Config } from './config.ts';
import { ConfigError } from './config-values.ts';

/** Listens on the port of the settings. Throws ConfigError when another program has it. */
export function openServer(app: Hono, { port, host }: Pick<Config, 'port' | 'host'>): Promise<ServerType> {
  return new Promise((resolve, reject) => {
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
}

/** Open event streams would keep it open for ever; their browsers come back to whoever runs next. */
export function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 250).unref();
  });
}

/** The port that it listens on; the settings may have left the choice to the system. */
export function portOf(server: ServerType, config: Config): number {
  const address = server.address();
  return address && typeof address === 'object' ? address.port : config.port;
}
