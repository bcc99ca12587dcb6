import { once } from 'node:events';
import { createServer, isIP } from 'node:net';
import { type Config, ConfigError } from '../config.ts';

type Place = Pick<Config, 'port' | 'host'>;

/**
 * Tells at once what would stop the server from listening in the end, before a database is made or
 * started for it. Throws ConfigError.
 */
export async function tryListening(place: Place): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ port: place.port, host: place.host, exclusive: true });
    await once(probe, 'listening');
  } catch (cause) {
    if (codeOf(cause) === 'EADDRINUSE' && (await isPitstopChat(place)))
      throw new ConfigError(`Pitstop Chat already runs at ${addressOf(place, 'localhost')}.`, { cause });
    throw listenRefusal(place, cause);
  }
  probe.close();
  await once(probe, 'close');
}

/** Says in one sentence why nothing can listen there; another kind of error comes back as it is. */
export function listenRefusal({ port, host }: Place, cause: unknown): unknown {
  switch (codeOf(cause)) {
    case 'EADDRINUSE': {
      const other = port < 65_535 ? port + 1 : port - 1;
      return new ConfigError(`PORT ${port} is in use by another program, for example PORT=${other} may be free`, {
        cause,
      });
    }
    case 'EACCES':
      return new ConfigError(`PORT ${port} may not be used by this user, for example PORT=3000 may`, { cause });
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
    case 'EAFNOSUPPORT':
      return new ConfigError(`HOST ${host} is not an address of this machine, for example HOST=127.0.0.1`, { cause });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConfigError(`HOST ${host} is a name that nobody knows, for example HOST=127.0.0.1`, { cause });
    default:
      return cause;
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code);
}

const askWithinMs = 2_000;

async function isPitstopChat(place: Place): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(askWithinMs);
    const response = await fetch(`${addressOf(place, '127.0.0.1')}/healthz`, { signal, redirect: 'error' });
    const said: unknown = await response.json();
    return typeof said === 'object' && said !== null && 'alive' in said && said.alive === true;
  } catch {
    return false;
  }
}

/** The address at which a program on this machine reaches what listens there. */
function addressOf({ port, host }: Place, loopback: string): string {
  const isHere = ['0.0.0.0', '127.0.0.1', 'localhost'].includes(host);
  const name = isHere ? loopback : host === '::' ? '[::1]' : isIP(host) === 6 ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
