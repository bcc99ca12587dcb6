import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import type { InboundContent } from '../../channels/channel.ts';
import { mediaReference } from '../../channels/simulator/channel.ts';
import type { Entry } from '../../channels/simulator/store.ts';
import { createSimulatorStore } from '../../core/postgres/channel-records.ts';
import { receiveBatch } from '../../core/postgres/queue/inbox.ts';
import { type Eyes, eyesOn, plain, type Shown } from '../people/person.ts';

type Chat = 'mechanic-1' | 'customer-buttons' | 'customer-text';

/** An entry of the simulator; the text of a card is everything that can be read on it. */
export type SimulatedMessage = Shown & Entry;

type Beside = Partial<Pick<Extract<InboundContent, { kind: 'media' }>, 'caption' | 'album' | 'replyTo'>>;

/** A file as a phone sends it; without bytes the network says that there is one and has lost it. */
type SentFile = Beside & {
  readonly bytes?: Uint8Array;
  readonly mimeType?: string;
  readonly fileName?: string;
};

/** A phone of the simulator, used through the doors that its page uses. */
export type SimulatedPhone = Eyes<SimulatedMessage> & {
  types(text: string): Promise<void>;
  sendsPhoto(picture: Uint8Array, caption?: string): Promise<void>;
  /** Taps the newest button whose label begins so; waits until there is one. */
  taps(label: string, values?: Readonly<Record<string, string>>): Promise<void>;
  /** Shares the own number, as the network vouches for it. */
  sharesNumber(): Promise<void>;
  /** Follows the newest invitation, or the one with this token. */
  opens(token?: string): Promise<void>;
  /** Everything that the phone shows, oldest first. */
  shown(): Promise<readonly SimulatedMessage[]>;
  /** Sends a kind of message that the page lacks, from a linked chat; resolves to its id. */
  tells(content: InboundContent): Promise<string>;
  /** Sends any file past the page in the same way. */
  sends(file: SentFile): Promise<string>;
};

export type Simulator = {
  readonly mechanic: SimulatedPhone;
  /** The customer with buttons. */
  readonly jan: SimulatedPhone;
  /** The customer with text only. */
  readonly piet: SimulatedPhone;
  skips(minutes: number): Promise<void>;
};

/** The people of the simulator in a product that runs at this address. */
export function simulatorAt(url: string, pool: Pool): Simulator {
  const doors = doorsOf(url);
  const phone = (chat: Chat): SimulatedPhone => {
    const shown = () => shownIn(pool, chat);
    const eyes = eyesOn(chat, shown);
    return {
      ...eyes,
      shown,
      types: (text) => doors.post(`${chat}/messages`, { text }),
      sendsPhoto: (picture, caption) => doors.photo(chat, picture, caption),
      opens: (token) => doors.post(`${chat}/start`, token === undefined ? {} : { token }),
      sharesNumber: () => doors.post(`${chat}/contact`, {}),
      taps: async (label, values) => {
        const { button, on } = await eyes.finds(label);
        const tap = { token: button.token, onMessage: on.externalId, ...(values && { values }) };
        await doors.post(`${chat}/taps`, tap);
      },
      tells: (content) => tells(pool, chat, content),
      sends: (file) => sends(pool, chat, file),
    };
  };
  return {
    mechanic: phone('mechanic-1'),
    jan: phone('customer-buttons'),
    piet: phone('customer-text'),
    skips: (minutes) => doors.post('clock', { minutes }),
  };
}

/** The requests that the simulator's page makes. */
function doorsOf(url: string) {
  const ask = async (path: string, headers: Record<string, string>, body: string | FormData): Promise<void> => {
    const response = await fetch(`${url}/simulator/${path}`, {
      method: 'POST',
      headers: { 'accept-language': 'en', origin: url, 'x-requested-with': 'fetch', ...headers },
      body,
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  return {
    post: (path: string, body: object) => ask(path, { 'content-type': 'application/json' }, JSON.stringify(body)),
    photo: (chat: Chat, picture: Uint8Array, caption = '') => {
      const form = new FormData();
      form.set('photo', new Blob([new Uint8Array(picture)]), 'photo');
      form.set('caption', caption);
      return ask(`${chat}/media`, {}, form);
    },
  };
}

async function shownIn(pool: Pool, chat: Chat): Promise<readonly SimulatedMessage[]> {
  const { entries } = await createSimulatorStore(pool).latest(1_000);
  return (entries as unknown as readonly Entry[])
    .filter((entry) => entry.chat === chat)
    .map((entry) => ({
      ...entry,
      own: entry.direction === 'in',
      text: plain(entry.content.kind === 'card' ? JSON.stringify(entry.content.card) : entry.content.text),
      buttons: buttonsOf(entry).map(({ label, token }) => ({ label: plain(label), token })),
    }));
}

function buttonsOf({ content }: Entry) {
  if (content.kind === 'card') return content.card.actions ?? [];
  return content.kind === 'text' ? (content.choices ?? []) : [];
}

async function tells(pool: Pool, chat: Chat, content: InboundContent): Promise<string> {
  const externalId = 'externalId' in content ? content.externalId : newId();
  const { rows } = await pool.query<{ id: string }>('select account_id as id from address where chat = $1', [chat]);
  const [account] = rows;
  if (!account) throw new Error(`Nobody is linked at ${chat}`);
  const at = new Date(Date.now() + (await clockAheadMs(pool))).toISOString();
  const payload = { chat, dedupeKey: newId(), sender: { id: chat, name: 'Jan' }, at, content };
  await receiveBatch(pool, [{ accountId: account.id, chat, dedupeKey: payload.dedupeKey, payload }]);
  return externalId;
}

/** Puts the bytes where the simulator's channel fetches them. */
async function sends(pool: Pool, chat: Chat, { bytes, mimeType, fileName, ...beside }: SentFile): Promise<string> {
  const externalId = `f-${newId()}`;
  if (bytes) {
    const entry = { chat, direction: 'in', externalId, at: new Date().toISOString() } as const;
    const shown = { mimeType: mimeType ?? 'application/octet-stream', fileName: fileName ?? 'file' };
    const content = { kind: 'text', text: '', media: shown } as const;
    await createSimulatorStore(pool).append({ ...entry, content }, { ...shown, bytes });
  }
  const reference = mediaReference(chat, externalId);
  const media = { reference, ...(mimeType && { mimeType }), ...(fileName && { fileName }) };
  return tells(pool, chat, { kind: 'media', externalId, media, ...beside });
}

/** How far the product's clock goes ahead of the machine's. */
export async function clockAheadMs(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ value: string }>(
    `select value::text as value from installation where name = 'clock_offset_ms'`,
  );
  return Number(rows[0]?.value ?? 0);
}
