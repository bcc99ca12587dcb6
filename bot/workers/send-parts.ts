import {
  type Channel,
  DeliveryError,
  editsMessages,
  type OutboundMessage,
  type Receipt,
} from '../../channels/channel.ts';
import type { AttemptResult } from './outcome.ts';

/** One message as a network gets it, and for an edit the network's id of what it replaces. */
export type Leaving = {
  readonly chat: string;
  readonly parts: readonly OutboundMessage[];
  readonly edits: string | undefined;
};

/** Tries once; never throws. Parts of one message go out in order, an edit replaces the last one, which has the buttons. */
export const sendParts = async (channel: Channel, { chat, parts, edits }: Leaving): Promise<AttemptResult> => {
  let receipt: Receipt | undefined;
  for (const part of edits === undefined ? parts : parts.slice(-1)) {
    try {
      receipt = await sendOne(channel, chat, part, edits);
    } catch (thrown) {
      const error = asDeliveryError(thrown);
      return { kind: 'failed', error: receipt === undefined ? error : partly(error) };
    }
  }
  return receipt === undefined ? { kind: 'failed', error: nothingToSend() } : { kind: 'sent', receipt };
};

const sendOne = (
  channel: Channel,
  chat: string,
  part: OutboundMessage,
  edits: string | undefined,
): Promise<Receipt> => {
  if (edits === undefined) return channel.send(chat, part);
  if (editsMessages(channel)) return channel.edit(chat, edits, part);
  throw new DeliveryError('invalid', 'This network cannot edit a message', { outcome: 'permanent' });
};

/** After the first part has arrived the message is neither sent nor not sent. */
const partly = ({ code, message, retryAfterMs }: DeliveryError): DeliveryError =>
  new DeliveryError(code, message, { outcome: 'unknown', ...(retryAfterMs !== undefined && { retryAfterMs }) });

const nothingToSend = (): DeliveryError =>
  new DeliveryError('invalid', 'There was nothing to send', { outcome: 'permanent' });

/** Nothing is known after any error but the one that a channel may throw. */
const asDeliveryError = (error: unknown): DeliveryError =>
  error instanceof DeliveryError
    ? error
    : new DeliveryError('unavailable', 'The channel failed in a way of its own', { outcome: 'unknown', cause: error });
