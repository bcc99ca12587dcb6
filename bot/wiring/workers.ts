import type { InboundMessage } from '../../channels/channel.ts';
import { as, type ConversationId, type GarageId } from '../../core/ids.ts';
import type { FeedReader } from '../../core/postgres/feed-reader.ts';
import { holdLease } from '../../core/postgres/lease.ts';
import type { Notifier } from '../../core/postgres/queue/notifier.ts';
import { forgetSeen } from '../../core/postgres/queue/receive.ts';
import type { DueTimer } from '../react/step.ts';
import type { RunningAccount } from '../wire-account.ts';
import { storesOver, type WorkerParts } from '../wire-parts.ts';
import { wireTurns } from '../wire-turns.ts';
import { createDeliveryWorker } from '../workers/delivery.ts';
import { createInboxWorker } from '../workers/inbox.ts';
import type { WorkerLog } from '../workers/log.ts';
import { createLoop, type Loop } from '../workers/loop.ts';
import { createMediaWorker } from '../workers/media.ts';
import type { TurnOptions } from '../workers/take-turn.ts';
import { createTimerWorker } from '../workers/timers.ts';
import { photoTurn } from '../workers/turns/photo-turn.ts';
import { timerTurn } from '../workers/turns/timer-turn.ts';

/** The loops that this process runs, by the name that /readyz shows. */
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
    loops.push({ ...wireMedia(parts), name: 'media' }, { ...wireHousekeeping(parts), name: 'housekeeping' });
  if (config.simulator) loops.push({ ...wireClock(parts), name: 'clock' });
  return loops;
}

/** Whoever waits for the answer of a turn, here or in another process, hears of it. */
function turnsOf(parts: WorkerParts): TurnOptions {
  const turns = wireTurns(parts);
  return {
    ...turns,
    onTurn: (row) => {
      turns.onTurn?.(row);
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
      const { again } = await timerTurn(timer, store, { now: clock.now(), newId });
      return again;
    },
    onFired: () => {
      for (const queue of ['delivery', 'timer', 'feed'] as const) notifier.nudge(queue);
    },
  });
}

function wireDelivery(
  { pool, media, showInvitation, clock, notifier, log }: WorkerParts,
  { accountId, channel }: RunningAccount,
): Loop {
  return createDeliveryWorker({
    pool,
    accountId,
    channel,
    log,
    showInvitation,
    media: async (sha256) => {
      const found = await media.get(sha256);
      return found && { bytes: found.bytes, mimeType: found.mimeType, fileName: sha256.slice(0, 12) };
    },
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

const hourMs = 3_600_000;

/** Dedupe keys are kept for 14 days, and not longer. */
function wireHousekeeping({ pool, log }: WorkerParts): Loop {
  return createLoop({
    name: 'housekeeping',
    idleMs: hourMs,
    log,
    run: async () => {
      await forgetSeen(pool);
      return undefined;
    },
  });
}

/** The simulator's page may move the clock in another process. */
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

/** Reads the feed for the pages of this process. */
export function wireFeed(reader: FeedReader, notifier: Notifier, log: WorkerLog): Loop {
  const loop = createLoop({ name: 'feed', run: () => reader.read(), idleMs: 500, log });
  notifier.on('feed', loop.nudge);
  return loop;
}

/** Lets accounts listen: one that polls only in the one process that holds its lease. Returns how to stop. */
export function listen({ pool, accounts, receiver, holder, log }: WorkerParts): () => Promise<void> {
  const ended = new AbortController();
  const leases = accounts.map((account) => {
    const receive = (message: InboundMessage): Promise<void> => receiver.receive(account.accountId, message);
    if (!account.exclusive) {
      void account.channel.start(receive, ended.signal);
      return undefined;
    }
    return holdLease({
      db: pool,
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
