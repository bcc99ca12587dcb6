import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../channel.ts';
import { createHealthBoard } from './health.ts';

function setup() {
  let now = 0;
  const board = createHealthBoard(() => now);
  return { board, pass: (ms: number) => (now += ms) };
}
const hung = new DeliveryError('timeout', 'Teams did not answer send in time.', { outcome: 'unknown' });
const refused = new DeliveryError('not_authorised', "The bot's password does not work.", { outcome: 'not_sent' });
const blocked = new DeliveryError('blocked', 'Teams answered send with 403.', { outcome: 'permanent' });

describe('the health of the bot', () => {
  it('is ready once a token was given or a signed message came in', () => {
    const { board } = setup();
    expect(board.current()).toEqual({ state: 'starting' });
    board.heard();
    expect(board.current()).toEqual({ state: 'ready' });
  });

  it('tells of a failure until something works, or until it is no news any more', () => {
    const { board, pass } = setup();
    board.works();
    board.failed(hung);
    expect(board.current()).toEqual({ state: 'backing_off', detail: hung.message });
    board.works();
    expect(board.current()).toEqual({ state: 'ready' });
    board.failed(hung);
    pass(90_000);
    expect(board.current()).toEqual({ state: 'ready' });
  });

  it('stays refused while the password does not work, though messages come in', () => {
    const { board, pass } = setup();
    board.failed(refused);
    board.heard();
    pass(600_000);
    expect(board.current()).toEqual({ state: 'refused', detail: refused.message });
  });

  it('is not touched by what concerns one chat', () => {
    const { board } = setup();
    board.works();
    board.failed(blocked);
    expect(board.current()).toEqual({ state: 'ready' });
  });
});
