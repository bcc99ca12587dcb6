import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../channel.ts';
import { createHealthBoard } from './health.ts';

function setup() {
  let now = 0;
  const board = createHealthBoard(() => now);
  return { board, pass: (ms: number) => (now += ms) };
}
const hung = new DeliveryError('timeout', 'Telegram did not answer sendMessage in time.', { outcome: 'unknown' });
const revoked = new DeliveryError('not_authorised', 'Its token does not work.', { outcome: 'not_sent' });
const blocked = new DeliveryError('blocked', 'The customer blocked the bot.', { outcome: 'permanent' });

describe('A14: the health of the account', () => {
  it('tells of messages that fail although polls go on, until one arrives', () => {
    const { board } = setup();
    board.listening();
    board.failed(hung);
    board.listening();
    expect(board.current()).toEqual({ state: 'backing_off', detail: hung.message });
    board.answered();
    expect(board.current()).toEqual({ state: 'ready' });
  });

  it('forgets them after a while in which nothing was sent', () => {
    const { board, pass } = setup();
    board.listening();
    board.failed(hung);
    pass(90_000);
    expect(board.current()).toEqual({ state: 'ready' });
  });

  it('is refused without a token that works, whatever else is known', () => {
    const { board } = setup();
    board.troubled(revoked);
    board.failed(hung);
    expect(board.current()).toEqual({ state: 'refused', detail: revoked.message });
    board.listening('3 updates wait at Telegram.');
    board.answered();
    expect(board.current()).toEqual({ state: 'ready', detail: '3 updates wait at Telegram.' });
  });

  it('is not touched by what concerns one chat', () => {
    const { board } = setup();
    board.listening();
    board.failed(blocked);
    expect(board.current()).toEqual({ state: 'ready' });
  });
});
