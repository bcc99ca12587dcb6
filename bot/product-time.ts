import type { Channel, EditsMessages, InboundMessage, Receipt } from '../channels/channel.ts';
import { editsMessages } from '../channels/channel.ts';

/**
 * A real network on an installation whose clock was moved by the simulator's page: what the network says of time is moved
 * alike, so that an answer is not taken for older than its question.
 */
export function inProductTime<T extends Channel>(channel: T, aheadMs: () => number): T {
  const moved = (at: Date): Date => new Date(at.getTime() + aheadMs());
  const received = (message: InboundMessage): InboundMessage => ({
    ...message,
    at: moved(new Date(message.at)).toISOString(),
  });
  const receipt = async (sent: Promise<Receipt>): Promise<Receipt> => {
    const { at, ...rest } = await sent;
    return { ...rest, at: moved(at) };
  };
  const { webhook } = channel;
  const edits: Partial<EditsMessages> = editsMessages(channel)
    ? { edit: (to, externalId, message) => receipt(channel.edit(to, externalId, message)) }
    : {};
  return {
    ...channel,
    ...edits,
    ...(webhook && {
      webhook: (request, receive, answer) =>
        webhook(
          request,
          (message) => receive(received(message)),
          (message) => answer(received(message)),
        ),
    }),
    start: (receive, signal) => channel.start((message) => receive(received(message)), signal),
    send: (to, message) => receipt(channel.send(to, message)),
  };
}
