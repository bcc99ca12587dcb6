import type { Card, InboundMessage } from '../../channels/channel.ts';
import type { CardAnswer } from '../../core/application/ports.ts';
import type { ClaimedChat } from '../../core/postgres/queue/inbox.ts';
import { claimAwaited } from '../../core/postgres/queue/inbox.ts';
import { errorFacts } from '../process/log.ts';
import { LEASE_MS, type TakenTurn, type TurnOptions, takeTurn } from './inbox.ts';
import { createSignal, withinTime } from './loop.ts';
import type { Receiver } from './receiver.ts';

/**
 * Thrown to a channel, which reports a failure to its network. The stored message has its turn all
 * the same.
 */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly code = 'not_answered';
}

export type AnswererOptions<AfterCommit = unknown> = TurnOptions<AfterCommit> & {
  readonly receiver: Receiver;
  /**
   * Returns the card in place of the tapped one: the card of the answer, unless a newer one was
   * drawn. `working` writes on it that the turn is still to come.
   */
  readonly standing: (
    accountId: string,
    message: InboundMessage,
    known: { readonly answer?: CardAnswer; readonly working?: boolean },
  ) => Promise<Card>;
  /** Called when a chat that was taken has more items for the workers, or may have. */
  readonly onMore: () => void;
  /** Turns at once; more are left to the workers. */
  readonly concurrency?: number;
  readonly timing?: Partial<AnswerTiming>;
};

export type AnswerTiming = {
  readonly waitMs: number;
  /** Longer than this means that the database hangs; nothing is answered then. */
  readonly maxMs: number;
  /** Time between two looks at a chat that another process has, where no nudge comes. */
  readonly pollMs: number;
  readonly drainMs: number;
};

const DEFAULT_TIMING: AnswerTiming = { waitMs: 1_500, maxMs: 1_950, pollMs: 100, drainMs: 8_000 };

export type Answerer = {
  /** As `Answer` of a channel, for one account. Throws ReceiveError and AnswerError. */
  answer(accountId: string, message: InboundMessage): Promise<Card>;
  /** Called when a turn ended in any process. */
  nudge(): void;
  /** Resolves when the turns that are underway have ended. */
  drain(): Promise<void>;
};

/**
 * Answers networks that wait: stores the message and runs its chat up to it in this process, with
 * the workers' function. While another process has the chat, it waits for the result.
 */
export function createAnswerer<AfterCommit>(options: AnswererOptions<AfterCommit>): Answerer {
  const { pool, log, receiver, standing, onMore, concurrency = 8, leaseMs = LEASE_MS } = options;
  const { waitMs, maxMs, pollMs, drainMs } = { ...DEFAULT_TIMING, ...options.timing };
  const underway = new Set<Promise<TakenTurn>>();
  const turnEnded = createSignal();

  const take = (lane: ClaimedChat): Promise<TakenTurn> => {
    const turn: Promise<TakenTurn> = takeTurn(options, lane)
      .catch((error): TakenTurn => {
        log.warn(errorFacts(error), 'a chat waits for the end of its lease');
        return { kind: 'again' };
      })
      .then((taken) => {
        underway.delete(turn);
        turnEnded.give();
        if (taken.kind !== 'done' || taken.more) onMore();
        return taken;
      });
    underway.add(turn);
    return turn;
  };

  const answer = async (accountId: string, message: InboundMessage): Promise<Card> => {
    const end = performance.now() + waitMs;
    await receiver.receive(accountId, message);
    while (performance.now() < end) {
      const card = await look(accountId, message, end);
      if (card) return card;
    }
    return standing(accountId, message, { working: true });
  };

  /** Looks once at the item and takes its chat if it is free; undefined means to look again. */
  const look = async (accountId: string, message: InboundMessage, end: number): Promise<Card | undefined> => {
    const left = end - performance.now();
    if (underway.size >= concurrency) {
      await turnEnded.wait(left);
      return undefined;
    }
    const item = await claimAwaited(pool, { accountId, ...message, leaseMs });
    if (item?.state === 'done') return standing(accountId, message, answerIn(item));
    if (item?.state !== 'new') return standing(accountId, message, {});
    if (item.lane === undefined) {
      await turnEnded.wait(Math.min(left, pollMs));
      return undefined;
    }
    const own = item.lane.head?.inboxId === item.inboxId;
    const taken = await withinTime(end - performance.now(), take(item.lane));
    return own && taken?.kind !== 'passed' ? cardOf(taken, accountId, message) : undefined;
  };

  /** Returns the card after the item's own turn; undefined is a turn that did not end in time. */
  const cardOf = (
    taken: Exclude<TakenTurn, { kind: 'passed' }> | undefined,
    accountId: string,
    message: InboundMessage,
  ): Card | Promise<Card> =>
    taken?.kind === 'done'
      ? ((taken.answer as CardAnswer).card as Card)
      : standing(accountId, message, { working: taken?.kind !== 'dead' });

  return {
    answer: async (accountId, message) => {
      // The key belongs to the chat: a button that is sent from another chat must not be used up
      // there.
      const dedupeKey = `${message.chat}|${message.dedupeKey}`;
      const card = await withinTime(maxMs, answer(accountId, { ...message, dedupeKey, awaits: 'card' }));
      if (card === undefined) throw new AnswerError('No card could be read in time');
      return card;
    },
    nudge: turnEnded.give,
    drain: async () => {
      await withinTime(drainMs, Promise.all(underway));
    },
  };
}

function answerIn({ answer }: { readonly answer: object | undefined }): { readonly answer?: CardAnswer } {
  return answer === undefined ? {} : { answer: answer as CardAnswer };
}
