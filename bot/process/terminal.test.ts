import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { sentencesTo } from './terminal.ts';

function logAt(level: string) {
  const said: string[] = [];
  return {
    log: createLog(
      level,
      sentencesTo((text) => said.push(text)),
    ),
    said,
  };
}

describe('at a terminal', () => {
  it('a start and a stop are told in sentences', () => {
    const { log, said } = logAt('info');
    log.info({ pid: 12, data: '/data/postgres' }, 'starting the embedded database');
    log.info({ channel: 'telegram', transport: 'polling' }, 'listening');
    log.info({ signal: 'SIGINT' }, 'stopping');
    log.info({ pid: 12, ms: 80 }, 'stopped the embedded database');
    log.info('stopped');
    expect(said).toEqual([
      'Starting the database …\n',
      'Listening (channel telegram, transport polling).\n',
      'Stopping …\n',
      'Stopped.\n',
    ]);
  });

  it('a warning and an error are one readable line each, with what is known', () => {
    const { log, said } = logAt('info');
    log.warn('PUBLIC_URL begins with http://, set an https address.');
    log.warn({ code: 'ECONNREFUSED', failures: 3, where: '' }, 'polling failed');
    log.error({ err: new Error('it is\nfull\u001b[2J') }, 'the embedded database did not come back');
    log.error({ lanes: [1, 2] }, 'a wave could not begin');
    expect(said).toEqual([
      'Warning: PUBLIC_URL begins with http://, set an https address.\n',
      'Warning: polling failed (code ECONNREFUSED, failures 3).\n',
      'Error: the embedded database did not come back (it is full [2J).\n',
      'Error: a wave could not begin (lanes [1,2]).\n',
    ]);
  });

  it('the level of the log counts, and what may not stand in a log is cut out here, too', () => {
    const { log, said } = logAt('warn');
    log.info('listening');
    log.warn({ token: '123456:SECRET', one: { phone: '06' } }, 'a send failed');
    expect(said).toEqual(['Warning: a send failed (token [cut], one {"phone":"[cut]"}).\n']);
  });
});
