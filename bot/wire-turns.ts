import { acknowledgesTaps, type InboundMessage } from '../channels/channel.ts';
import type { AfterCommit } from '../core/application/context.ts';
import { type Db, inTurn } from '../core/postgres/queue/db.ts';
import type { InboxRow } from '../core/postgres/queue/inbox.ts';
import { standingCard } from './turn/card-answer.ts';
import type { Inbound } from './turn/context.ts';
import { inboundTurn } from './turn/inbound.ts';
import { deadTurn, renewCardTurn } from './turn/timer.ts';
import type { RunningAccount } from './wire-account.ts';
import { storesOver, type WorkerParts } from './wire-parts.ts';
import { type Answerer, type AnswerTiming, createAnswerer } from './workers/answering.ts';
import { errorFacts } from './workers/log.ts';
import type { TurnOptions } from './workers/take-turn.ts';

/** How whatever comes in gets its turn in this process, from a loop or because somebody waits for the answer. */
export function wireTurns(parts: WorkerParts): TurnOptions {
  const { pool, clock, newId, notifier, log } = parts;
  const later = new Map<number, readonly AfterCommit[]>();
  const time = () => ({ now: clock.now(), newId });
  return {
    pool,
    log,
    turn: async (row, tx) => {
      const store = storesOver(parts, tx, `inbox:${row.inboxId}`);
      const { afterCommit, answer } = await inboundTurn(inboundIn(parts, row), store, time());
      later.set(row.inboxId, afterCommit);
      return answer;
    },
    onTurn: (row) => {
      for (const queue of ['delivery', 'timer', 'feed'] as const) notifier.nudge(queue);
      const account = parts.accounts.find(({ accountId }) => accountId === row.accountId);
      for (const act of later.get(row.inboxId) ?? []) void acknowledge(account, act);
      later.delete(row.inboxId);
    },
    onDead: async (row) => {
      const dead = inboundIn(parts, row);
      const turn = (work: typeof deadTurn) => (tx: Db) =>
        work(dead, storesOver(parts, tx, `dead:${row.inboxId}`), time());
      await inTurn(pool, turn(deadTurn));
      await inTurn(pool, turn(renewCardTurn)).catch((error) =>
        log.error({ inboxId: row.inboxId, ...errorFacts(error) }, 'the card of a dead tap was left as it is'),
      );
      for (const queue of ['delivery', 'feed'] as const) notifier.nudge(queue);
    },
  };
}

function inboundIn(
  { accounts }: WorkerParts,
  { accountId, payload }: Pick<InboxRow, 'accountId' | 'payload'>,
): Inbound {
  const account = accounts.find((one) => one.accountId === accountId);
  if (!account) throw new Error(`This process does not run the channel account ${accountId}`);
  // It was stored as it was received.
  return { ...account, message: payload as unknown as InboundMessage };
}

async function acknowledge(account: RunningAccount | undefined, act: AfterCommit): Promise<void> {
  if (account && acknowledgesTaps(account.channel))
    await account.channel.acknowledgeTap(act.tap, act.notice).catch(() => undefined);
}

/** Answers networks that wait for a card, in a process of any role: it runs the turn itself. */
export function wireAnswers(parts: WorkerParts, timing: Partial<AnswerTiming> = {}): Answerer {
  const { pool, clock, notifier, receiver } = parts;
  const answerer = createAnswerer({
    ...wireTurns(parts),
    receiver,
    timing,
    onMore: () => notifier.nudge('inbox'),
    standing: (accountId, message, known) =>
      inTurn(pool, (tx) => {
        const inbound = inboundIn(parts, { accountId, payload: message });
        return standingCard(inbound, storesOver(parts, tx, 'standing'), clock.now(), known);
      }),
  });
  notifier.on('inbox', answerer.nudge);
  return answerer;
}
