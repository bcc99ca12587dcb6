/** How long the next message into a conversation has to wait, in ms; asking takes its turn. */
export type ConversationPace = (conversationId: string) => number;

const INTERVAL_MS = 560;
const AT_ONCE = 4;
const MOST_REMEMBERED = 1_000;

/**
 * Teams takes 7 messages in 1 s, 8 in 2 s and 60 in 30 s into one conversation, then answers 429, which would stop the whole account. Four
 * at once and one more every 560 ms stay below all three; a burst after an outage is slowed down by half a second a message.
 */
export function createConversationPace(monotonicMs: () => number): ConversationPace {
  const turns = new Map<string, number>();
  return (conversationId) => {
    const now = monotonicMs();
    const turn = Math.max(turns.get(conversationId) ?? 0, now);
    turns.set(conversationId, turn + INTERVAL_MS);
    if (turns.size > MOST_REMEMBERED) forgetIdle(turns, now);
    return Math.max(turn - now - (AT_ONCE - 1) * INTERVAL_MS, 0);
  };
}

function forgetIdle(turns: Map<string, number>, now: number): void {
  for (const [conversationId, turn] of turns) if (turn <= now) turns.delete(conversationId);
}
