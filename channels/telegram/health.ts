import type { ChannelHealth, DeliveryError } from '../channel.ts';

/** Keeps what is known of the account: how listening goes, and whether messages went wrong of late. */
export type HealthBoard = {
  current(): ChannelHealth;
  /** Polling or the webhook works. */
  listening(detail?: string): void;
  /** Listening failed and is tried again. */
  troubled(error: DeliveryError): void;
  /** A message or the like was taken. */
  answered(): void;
  /** A message or the like was not taken. */
  failed(error: DeliveryError): void;
};

/** Longer than the pause after a refused token, so that its health does not flicker between two tries. */
const NEWS_MS = 90_000;

/** A board that starts with `starting`. */
export function createHealthBoard(monotonicMs: () => number): HealthBoard {
  let listens: ChannelHealth = { state: 'starting' };
  let failure: { readonly health: ChannelHealth; readonly at: number } | undefined;
  // With nothing more to send, no success would ever end it; by then what listening tells counts again.
  const recent = (): ChannelHealth | undefined =>
    failure !== undefined && monotonicMs() - failure.at < NEWS_MS ? failure.health : undefined;
  return {
    current: () => (listens.state === 'refused' ? listens : (recent() ?? listens)),
    listening: (detail) => {
      listens = detail === undefined ? { state: 'ready' } : { state: 'ready', detail };
    },
    troubled: (error) => {
      listens = healthAfter(error);
    },
    answered: () => {
      failure = undefined;
    },
    failed: (error) => {
      // What concerns one chat or one message says nothing about the account.
      if (error.outcome !== 'permanent') failure = { health: healthAfter(error), at: monotonicMs() };
    },
  };
}

function healthAfter({ code, message }: DeliveryError): ChannelHealth {
  return {
    state: code === 'not_authorised' || code === 'invalid' ? 'refused' : 'backing_off',
    detail: message,
  };
}
