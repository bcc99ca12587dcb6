import type { ChannelHealth, DeliveryError } from '../channel.ts';

/** Keeps what is known of the account: how listening goes, and whether calls went wrong since. */
export type HealthBoard = {
  current(): ChannelHealth;
  /** Polling or the webhook works; this also forgives failed calls, as they go the same way. */
  listening(detail?: string): void;
  /** Listening failed and is tried again. */
  troubled(error: DeliveryError): void;
  /** A call of the Bot API succeeded. */
  answered(): void;
  /** A call of the Bot API failed. */
  failed(error: DeliveryError): void;
};

/** A board that starts with `starting`. */
export const createHealthBoard = (): HealthBoard => {
  let listens: ChannelHealth = { state: 'starting' };
  let calls: ChannelHealth | undefined;
  return {
    current: () => (listens.state === 'refused' ? listens : (calls ?? listens)),
    listening: (detail) => {
      listens = detail === undefined ? { state: 'ready' } : { state: 'ready', detail };
      calls = undefined;
    },
    troubled: (error) => {
      listens = { state: stateAfter(error), detail: error.message };
    },
    answered: () => {
      calls = undefined;
    },
    failed: (error) => {
      // What concerns one chat or one message says nothing about the account.
      if (error.outcome !== 'permanent') calls = { state: stateAfter(error), detail: error.message };
    },
  };
};

const stateAfter = ({ code }: DeliveryError): ChannelHealth['state'] =>
  code === 'not_authorised' || code === 'invalid' ? 'refused' : 'backing_off';
