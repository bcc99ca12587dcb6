import { Writable } from 'node:stream';
import type { Logger } from 'pino';
import { createLog } from '../bot/log.ts';

/** A log as the product writes it, with everything that it says, so that a test can look for what must not be there. */
export function keptLog(): { readonly log: Logger; readonly text: () => string } {
  let text = '';
  const to = new Writable({
    write: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  return { log: createLog('trace', to), text: () => text };
}
