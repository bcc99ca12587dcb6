import { type Channel, DeliveryError } from '../../channels/channel.ts';
import type { Pool } from '../../core/postgres/database.ts';
import { moveAddress, resumeAccount, setReachable } from '../../core/postgres/queue/accounts.ts';
import { beginWave, claimWave } from '../../core/postgres/queue/wave.ts';
import { errorFacts, type WorkerLog } from '../process/log.ts';
import { type AccountGate, createAccountGate } from './account-gate.ts';
import { createLoop, type Loop, withinTime } from './loop.ts';
import { type AttemptResult, outcomeOf, takesPictures, triesNoPicturesAgain } from './outcome.ts';
import { type LoadMedia, prepare, type Ready, releaseUntouched, type ShowInvitation } from './prepare.ts';
import { sendParts } from './send-parts.ts';
import { createSettler, type Settler } from './settler.ts';

export type DeliveryWorkerOptions = {
  readonly pool: Pool;
  readonly accountId: string;
  readonly channel: Channel;
  readonly media: LoadMedia;
  readonly showInvitation?: ShowInvitation;
  readonly log: WorkerLog;
  /** The product's clock; leases go by the database's. */
  readonly now: () => Date;
  /** Tells the sender of a photo that the network did not take it with a message that it took. */
  readonly tellRefused?: (messageIds: readonly string[]) => Promise<void>;
  /** Called when something was settled: the panel has news, a timer may be due. */
  readonly onSettled?: () => void;
  readonly timing?: Partial<DeliveryTiming>;
};

export type DeliveryTiming = {
  /** Lanes claimed at once. */
  readonly limit: number;
  readonly leaseMs: number;
  /** A longer send counts as a hang: it may have arrived. */
  readonly sendMs: number;
  /** The lease must last this much longer than a send, so that the result is written within it. */
  readonly slackMs: number;
  readonly idleMs: number;
  /** How long `stop` waits for what is on its way. */
  readonly drainMs: number;
};

const DEFAULT_TIMING: DeliveryTiming = {
  limit: 200,
  leaseMs: 30_000,
  sendMs: 15_000,
  slackMs: 3_000,
  idleMs: 500,
  drainMs: 8_000,
};

/**
 * Delivers the messages of one account: claims due lanes, fits their oldest message to the network,
 * commits `sending`, sends, and settles as results arrive. One account's pace, 429, revoked token
 * or lost session stops no other account.
 */
export function createDeliveryWorker(options: DeliveryWorkerOptions): Loop {
  const { pool, channel, log } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const gate = createAccountGate({
    pace: channel.capabilities.pace,
    limit: timing.limit,
    monotonicMs: () => performance.now(),
  });
  const settler = createSettler({
    pool,
    log,
    onMore: () => loop.nudge(),
    onSettled: () => options.onSettled?.(),
  });
  const context: Context = { options, timing, gate, settler, sending: new Set() };
  let resumed = false;
  const loop = createLoop({
    name: `delivery ${channel.name}`,
    run: async () => {
      if (!resumed) gate.resume(await resumeAccount(pool, options.accountId));
      resumed = true;
      return runWave(context);
    },
    idleMs: timing.idleMs,
    log,
  });
  return {
    ...loop,
    stop: async () => {
      await loop.stop();
      await withinTime(
        timing.drainMs,
        Promise.all(context.sending).then(() => settler.idle()),
      );
    },
  };
}

type Context = {
  readonly options: DeliveryWorkerOptions;
  readonly timing: DeliveryTiming;
  readonly gate: AccountGate;
  readonly settler: Settler;
  readonly sending: Set<Promise<void>>;
};

async function runWave(context: Context): Promise<number | undefined> {
  const { options, timing, gate, settler, sending } = context;
  if (settler.failing()) return 100;
  const room = gate.room(sending.size);
  if (room < 1) return gate.waitMs();
  const { pool, accountId } = options;
  const lanes = await claimWave(pool, { accountId, limit: room, leaseMs: timing.leaseMs });
  const ready: Ready[] = [];
  for (const prepared of await Promise.all(lanes.map((lane) => prepare(options, lane)))) {
    if (prepared.ready) ready.push(prepared.ready);
    else settler.add(prepared);
  }
  const begun = await begin(context, ready);
  for (const one of ready.filter(({ head }) => begun.has(head.deliveryId))) {
    gate.take(one.outgoing.parts.length);
    const underway: Promise<void> = send(context, one).finally(() => sending.delete(underway));
    sending.add(underway);
  }
  return lanes.length === room ? 0 : undefined;
}

/** Commits `sending`, and returns the ids that may leave now. */
async function begin(context: Context, ready: readonly Ready[]): Promise<ReadonlySet<number>> {
  const { options, timing, settler } = context;
  const beginnings = ready.map(({ lane, head, outgoing: { text, hash, pictures } }) => ({
    ...lane,
    ...head,
    text,
    hash,
    pictures: pictures.map(({ sha256 }) => sha256),
    wordsAlone: !takesPictures(head),
  }));
  try {
    const begun = await beginWave(options.pool, beginnings, timing.sendMs + timing.slackMs);
    for (const { lane, head } of ready) if (!begun.has(head.deliveryId)) settler.add({ lane: releaseUntouched(lane) });
    return begun;
  } catch (error) {
    // The commit may have succeeded although its answer was lost. Nothing has left, so nothing is
    // sent.
    options.log.warn({ deliveries: ready.length, ...errorFacts(error) }, 'a wave could not begin');
    for (const one of ready) settle(context, one, { kind: 'failed', error: notBegun });
    return new Set();
  }
}

const notBegun = new DeliveryError('unavailable', 'It did not begin', { outcome: 'not_sent', retryAfterMs: 100 });

/**
 * Sends the message of one lane. A receipt that comes after the time is up still settles the same
 * attempt.
 */
async function send(context: Context, one: Ready): Promise<void> {
  const { options, timing, gate, settler } = context;
  const { lane, head, outgoing } = one;
  const edits = head.kind === 'edit' ? head.editsExternalId : undefined;
  const underway = sendParts(options.channel, {
    chat: lane.chat,
    parts: outgoing.parts,
    edits,
    withPictures: takesPictures(head),
  });
  const result = await withinTime(timing.sendMs, underway);
  if (result === undefined) {
    options.log.warn({ deliveryId: head.deliveryId, attempt: head.attempts + 1 }, 'a send did not end in time');
    void underway.then((late) => {
      if (late.kind === 'sent') settler.add({ delivery: outcomeIn(context, one, late).delivery });
    });
  }
  const known = await followMove(options.pool, one, result ?? { kind: 'failed', error: hung });
  if (gate.learn(known.kind === 'failed' ? known.error : undefined))
    options.log.error({ channel: options.channel.name }, 'the network refuses the account: its messages wait');
  await noteLostStaff(options, one, known);
  await tellMissing(options, one, known);
  settle(context, one, known);
}

/** Tells of photos that did not arrive with their message, and are not tried again. */
async function tellMissing(
  { tellRefused, log }: Pick<DeliveryWorkerOptions, 'tellRefused' | 'log'>,
  { head, outgoing }: Ready,
  result: AttemptResult,
): Promise<void> {
  if (head.kind !== 'message' || !triesNoPicturesAgain(head, result)) return;
  const gone = missingOf(outgoing, result).map(({ messageId }) => messageId);
  if (gone.length === 0) return;
  await tellRefused?.(gone).catch((error) =>
    log.error(
      { deliveryId: head.deliveryId, ...errorFacts(error) },
      'nobody could be told of a photo that was refused',
    ),
  );
}

function missingOf({ pictures }: Ready['outgoing'], { missing = [] }: AttemptResult): Ready['outgoing']['pictures'] {
  return pictures.filter((_, n) => missing.includes(n));
}

const hung = new DeliveryError('timeout', 'The network did not answer in time', { outcome: 'unknown' });

function settle(context: Context, one: Ready, result: AttemptResult): void {
  const { delivery, retryInMs } = outcomeIn(context, one, result);
  context.settler.add({ delivery, lane: { ...one.lane, lastId: one.head.deliveryId, retryInMs } });
}

function outcomeIn({ options }: Context, { head, outgoing }: Ready, result: AttemptResult) {
  const outcome = outcomeOf(head, head.attempts + 1, result, {
    settleWithinMs: options.channel.capabilities.settleWithinMs,
    now: options.now(),
  });
  const missing = missingOf(outgoing, result).map(({ sha256 }) => sha256);
  return { ...outcome, delivery: { ...outcome.delivery, missing } };
}

/** Stores the new id of a chat that moved, before the second attempt. */
async function followMove(pool: Pool, { lane, head }: Ready, result: AttemptResult): Promise<AttemptResult> {
  if (result.kind !== 'failed' || result.error.movedTo === undefined || head.lastCode === 'moved') return result;
  const moved = await moveAddress(pool, lane.laneId, result.error.movedTo).catch(() => false);
  return moved ? result : { kind: 'failed', error: knownElsewhere };
}

const knownElsewhere = new DeliveryError('chat_not_found', 'The chat moved to one that is already known', {
  outcome: 'permanent',
});

type Parts = { readonly pool: Pool; readonly log: WorkerLog; readonly now: () => Date };

/**
 * Marks a staff member's chat that refuses messages for good, so that nothing is sent there until
 * he writes. A customer's chat is seen to by the conversation's timer.
 */
async function noteLostStaff({ pool, log, now }: Parts, { lane, head }: Ready, result: AttemptResult): Promise<void> {
  if (head.conversationId !== undefined || result.kind !== 'failed' || !isGone(result.error)) return;
  const lost = { addressId: lane.laneId, reachable: false, at: now(), whose: 'staff' } as const;
  await setReachable(pool, lost).catch((error) =>
    log.warn({ deliveryId: head.deliveryId, ...errorFacts(error) }, 'a chat that is lost could not be noted'),
  );
}

function isGone({ code, outcome }: Extract<AttemptResult, { kind: 'failed' }>['error']): boolean {
  return outcome === 'permanent' && (code === 'blocked' || code === 'chat_not_found');
}
