import { acknowledgesTaps, type InboundMessage } from '../../channels/channel.ts';
import { type MediaStore, pictureTypes } from '../../core/application/media.ts';
import { as, type ConversationId, type GarageId, type NewId } from '../../core/ids.ts';
import type { ProductClock } from '../../core/postgres/clock.ts';
import { type Pool, retriedTransaction, type Tx } from '../../core/postgres/database.ts';
import type { FeedReader } from '../../core/postgres/feed.ts';
import { holdLease } from '../../core/postgres/lease.ts';
import { pictureSize } from '../../core/postgres/picture.ts';
import type { InboxRow } from '../../core/postgres/queue/inbox.ts';
import type { Notifier } from '../../core/postgres/queue/notifier.ts';
import { createTurnStore } from '../../core/postgres/store/store.ts';
import { formatPlate } from '../../core/reading/plate.ts';
import type { Config } from '../config.ts';
import { errorFacts, type WorkerLog } from '../process/log.ts';
import type { DueTimer } from '../step.ts';
import { standingCard } from '../turn/card-answer.ts';
import type { AfterCommit, Inbound, Stores } from '../turn/context.ts';
import { inboundTurn } from '../turn/inbound.ts';
import { photoTurn } from '../turn/mechanic.ts';
import { deadTurn, renewCardTurn, timerTurn } from '../turn/timer.ts';
import { type Answerer, type AnswerTiming, createAnswerer } from '../workers/answering.ts';
import { createDeliveryWorker } from '../workers/delivery.ts';
import { createInboxWorker, type TurnOptions } from '../workers/inbox.ts';
import { createLoop, type Loop } from '../workers/loop.ts';
import { createMediaWorker } from '../workers/media.ts';
import type { ShowInvitation } from '../workers/prepare.ts';
import type { Receiver } from '../workers/receiver.ts';
import { createTimerWorker } from '../workers/timers.ts';
import type { RunningAccount } from './channels.ts';
import { wireRetention } from './retention.ts';

export function wireWorkers(parts: WorkerParts): readonly (Loop & { readonly name: string })[] {
  const { config, notifier } = parts;
  const loops: (Loop & { readonly name: string })[] = [];
  const add = (name: string, loop: Loop, queue: Parameters<Notifier['on']>[0]): void => {
    notifier.on(queue, loop.nudge);
    loops.push({ ...loop, name });
  };
  if (config.roles.has('worker')) {
    add('turns', createInboxWorker(turnsOf(parts)), 'inbox');
    add('timers', wireTimers(parts), 'timer');
    for (const account of parts.accounts)
      add(`delivery ${account.channel.name} ${account.accountId.slice(-4)}`, wireDelivery(parts, account), 'delivery');
  }
  if (config.roles.has('worker'))
    loops.push({ ...wireMedia(parts), name: 'media' }, { ...wireRetention(parts), name: 'retention' });
  if (config.clockMoves) loops.push({ ...wireClock(parts), name: 'clock' });
  return loops;
}

/** Also wakes the process that waits for the answer of a turn. */
function turnsOf(parts: WorkerParts): InboundTurns {
  const turns = wireTurns(parts);
  return {
    ...turns,
    onTurn: (row, afterCommit) => {
      turns.onTurn?.(row, afterCommit);
      if (row.payload.awaits !== undefined) parts.notifier.nudge('inbox');
    },
  };
}

function wireTimers(parts: WorkerParts): Loop {
  const { pool, clock, newId, notifier, log } = parts;
  return createTimerWorker({
    pool,
    log,
    now: () => clock.now(),
    fire: async (due, tx) => {
      const timer = {
        kind: due.kind as DueTimer['kind'],
        subject: due.subject,
        conversationId: as<ConversationId>(due.conversationId),
        garageId: as<GarageId>(due.garageId),
      };
      const store = storesOver(parts, tx, `timer:${due.kind}:${due.subject}`);
      return timerTurn(timer, store, { now: clock.now(), newId });
    },
    onFired: () => {
      for (const queue of ['delivery', 'timer', 'feed'] as const) notifier.nudge(queue);
    },
  });
}

function wireDelivery(parts: WorkerParts, { accountId, channel, simulated }: RunningAccount): Loop {
  const { pool, media, showInvitation, clock, newId, notifier, log } = parts;
  return createDeliveryWorker({
    pool,
    accountId,
    channel,
    log,
    showInvitation: (id) => showInvitation(id, simulated),
    media: async (sha256) => {
      const found = await media.get(sha256);
      if (!found) return undefined;
      const { bytes, mimeType } = found;
      const size = pictureTypes.has(mimeType) ? await pictureSize(bytes) : undefined;
      return { bytes, mimeType, fileName: sha256.slice(0, 12), ...(size && { size }) };
    },
    tellRefused: (messageIds) =>
      retriedTransaction(pool, async (tx) => {
        for (const messageId of messageIds)
          await photoTurn({ messageId, state: 'refused' }, storesOver(parts, tx, `media:${messageId}`), {
            now: clock.now(),
            newId,
          });
      }),
    now: () => clock.now(),
    onSettled: () => {
      for (const queue of ['feed', 'timer'] as const) notifier.nudge(queue);
    },
  });
}

function wireMedia(parts: WorkerParts): Loop {
  const { pool, media, accounts, clock, newId, notifier, log } = parts;
  return createMediaWorker({
    pool,
    media,
    log,
    tell: (fate, tx) => photoTurn(fate, storesOver(parts, tx, `media:${fate.messageId}`), { now: clock.now(), newId }),
    channels: new Map(accounts.map(({ accountId, channel }) => [accountId, channel])),
    onSettled: () => {
      for (const queue of ['delivery', 'feed'] as const) notifier.nudge(queue);
    },
  });
}

/** Follows the clock, which the simulator's page may move in another process. */
function wireClock({ clock, notifier, log }: WorkerParts): Loop {
  let known = 0;
  return createLoop({
    name: 'clock',
    idleMs: 1_000,
    log,
    run: async () => {
      await clock.refresh();
      const ahead = clock.now().getTime() - Date.now();
      if (Math.abs(ahead - known) > 1_000) notifier.nudge('timer');
      known = ahead;
      return undefined;
    },
  });
}

export function wireFeed(reader: FeedReader, notifier: Notifier, log: WorkerLog): Loop {
  const loop = createLoop({ name: 'feed', run: () => reader.read(), idleMs: 500, log });
  notifier.on('feed', loop.nudge);
  return loop;
}

/**
 * Starts to listen on all accounts; an account that polls listens only in the process that holds
 * its lease. Returns how to stop.
 */
export function listen({ pool, accounts, receiver, holder, log }: WorkerParts): () => Promise<void> {
  const ended = new AbortController();
  const leases = accounts.map((account) => {
    const receive = (message: InboundMessage): Promise<void> => receiver.receive(account.accountId, message);
    if (!account.exclusive) {
      void account.channel.start(receive, ended.signal);
      return undefined;
    }
    return holdLease({
      pool,
      name: `account:${account.accountId}`,
      holder,
      ttlMs: 10_000,
      onHeld: (epoch, signal) => {
        log.info(
          { accountId: account.accountId, channel: account.channel.name, epoch },
          'this process listens to the account',
        );
        void account.channel.start(receive, AbortSignal.any([signal, ended.signal]));
      },
      onLost: () => log.warn({ accountId: account.accountId }, 'another process listens to the account'),
    });
  });
  return async () => {
    ended.abort();
    await Promise.all(leases.map((lease) => lease?.release()));
  };
}

type InboundTurns = TurnOptions<readonly AfterCommit[]>;

/** Runs the turn of an inbound message, from the loop or for a caller that waits for the answer. */
function wireTurns(parts: WorkerParts): InboundTurns {
  const { pool, clock, newId, notifier, log } = parts;
  const time = () => ({ now: clock.now(), newId });
  return {
    pool,
    log,
    turn: async (row, tx) => inboundTurn(inboundIn(parts, row), storesOver(parts, tx, `inbox:${row.inboxId}`), time()),
    onTurn: (row, afterCommit) => {
      for (const queue of ['delivery', 'timer', 'feed'] as const) notifier.nudge(queue);
      const account = parts.accounts.find(({ accountId }) => accountId === row.accountId);
      for (const act of afterCommit) void acknowledge(account, act, log);
    },
    onDead: async (row) => {
      const dead = inboundIn(parts, row);
      const turn = (work: typeof deadTurn) => (tx: Tx) =>
        work(dead, storesOver(parts, tx, `dead:${row.inboxId}`), time());
      await retriedTransaction(pool, turn(deadTurn));
      await retriedTransaction(pool, turn(renewCardTurn)).catch((error) =>
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

async function acknowledge(account: RunningAccount | undefined, act: AfterCommit, log: WorkerLog): Promise<void> {
  if (!account || !acknowledgesTaps(account.channel)) return;
  const { accountId, channel } = account;
  await channel.acknowledgeTap(act.tap, act.notice).catch((error: unknown) => {
    log.warn({ accountId, channel: channel.name, ...errorFacts(error) }, 'a tap was not acknowledged');
  });
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
      retriedTransaction(pool, (tx) => {
        const inbound = inboundIn(parts, { accountId, payload: message });
        return standingCard(inbound, storesOver(parts, tx, 'standing'), clock.now(), known);
      }),
  });
  notifier.on('inbox', answerer.nudge);
  return answerer;
}

export type WorkerParts = {
  readonly config: Config;
  readonly pool: Pool;
  readonly accounts: readonly RunningAccount[];
  readonly clock: ProductClock;
  readonly notifier: Notifier;
  readonly receiver: Receiver;
  readonly media: MediaStore;
  /** Somebody simulated is invited to the simulator, anybody else to a real network. */
  readonly showInvitation: (id: string, simulated: boolean) => ReturnType<ShowInvitation>;
  readonly secret: string;
  readonly newId: NewId;
  readonly log: WorkerLog;
  /** Names this process among others. */
  readonly holder: string;
};

export function storesOver(
  { clock, newId, secret }: Pick<WorkerParts, 'clock' | 'newId' | 'secret'>,
  tx: Tx,
  correlation: string,
): Stores {
  return createTurnStore(tx, {
    newId,
    now: clock.now(),
    correlation,
    secret,
    plateOf: formatPlate,
  });
}
