import type { ChannelHealth, DeliveryError } from '../channel.ts';

/** Keeps what is known of the bot's account. */
export type HealthBoard = {
  current(): ChannelHealth;
  /** A message came in that Microsoft had signed. */
  heard(): void;
  /** A token was given, or a message was taken. */
  works(): void;
  /** One of them was not. */
  failed(error: DeliveryError): void;
};

const NEWS_MS = 90_000;

/** A board that starts with `starting`; a refused password stays until a token is given. */
export function createHealthBoard(monotonicMs: () => number): HealthBoard {
  let isProven = false;
  let failure: { readonly health: ChannelHealth; readonly until: number } | undefined;
  return {
    // With nothing more to send, no success would ever end a failure; after a while it is no news any more.
    current: () => {
      if (failure !== undefined && monotonicMs() < failure.until) return failure.health;
      return { state: isProven ? 'ready' : 'starting' };
    },
    heard: () => {
      isProven = true;
    },
    works: () => {
      isProven = true;
      failure = undefined;
    },
    failed: ({ code, outcome, message }) => {
      // What concerns one chat or one message says nothing about the account.
      if (outcome === 'permanent') return;
      const isRefused = code === 'not_authorised';
      const health: ChannelHealth = { state: isRefused ? 'refused' : 'backing_off', detail: message };
      failure = { health, until: isRefused ? Number.POSITIVE_INFINITY : monotonicMs() + NEWS_MS };
    },
  };
}
