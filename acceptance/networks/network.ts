import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import type { InboundContent } from '../../channels/channel.ts';
import { mediaReference } from '../../channels/simulator/channel.ts';
import { createSimulatorStore } from '../../core/postgres/channel-records.ts';
import { receiveBatch } from '../../core/postgres/queue/inbox.ts';
import type { Chat } from '../stage.ts';

type Beside = Partial<Pick<Extract<InboundContent, { kind: 'media' }>, 'caption' | 'album' | 'replyTo'>>;

/** A file as a phone sends it; without bytes the network says that there is one and has lost it. */
export type SentFile = Beside & {
  readonly bytes?: Uint8Array;
  readonly mimeType?: string;
  readonly fileName?: string;
};

/** Stands for a network that knows more kinds of messages than the page of the simulator. */
export type Network = {
  /** Tells what a person of the simulator sent; resolves to the network's id of it. */
  tells(content: InboundContent): Promise<string>;
  sends(file: SentFile): Promise<string>;
};

/**
 * What comes from one chat, which must be linked already. Bytes lie where the simulator's channel fetches them. `now` is the product's clock,
 * where it was moved.
 */
export function networkOf(pool: Pool, chat: Chat, now = async (): Promise<Date> => new Date()): Network {
  const store = createSimulatorStore(pool);
  const receive = async (externalId: string, content: InboundContent): Promise<string> => {
    const { rows } = await pool.query<{ id: string }>('select account_id as id from address where chat = $1', [chat]);
    const at = (await now()).toISOString();
    const payload = { chat, dedupeKey: newId(), sender: { id: chat, name: 'Jan' }, at, content };
    const [account] = rows;
    if (!account) throw new Error(`Nobody is linked at ${chat}`);
    await receiveBatch(pool, [{ accountId: account.id, chat, dedupeKey: payload.dedupeKey, payload }]);
    return externalId;
  };
  return {
    tells: (content) => receive('externalId' in content ? content.externalId : newId(), content),
    sends: async ({ bytes, mimeType, fileName, ...beside }) => {
      const externalId = `f-${newId()}`;
      const entry = { chat, direction: 'in', externalId, at: new Date().toISOString() } as const;
      if (bytes) {
        const shown = { mimeType: mimeType ?? 'application/octet-stream', fileName: fileName ?? 'file' };
        await store.append({ ...entry, content: { kind: 'text', text: '', media: shown } }, { ...shown, bytes });
      }
      return receive(externalId, {
        kind: 'media',
        externalId,
        media: {
          reference: mediaReference(chat, externalId),
          ...(mimeType && { mimeType }),
          ...(fileName && { fileName }),
        },
        ...beside,
      });
    },
  };
}
