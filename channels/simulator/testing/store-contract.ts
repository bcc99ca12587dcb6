import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry, NewEntry, SimulatorStore } from '../store.ts';

/** The rules for every store of the simulator; `create` makes an empty one. */
export function simulatorStoreContract(name: string, create: () => Promise<SimulatorStore>): void {
  describe(`${name}: the simulator's store`, () => {
    let store: SimulatorStore | undefined;
    beforeEach(async () => {
      store = await create();
    });
    const current = () => {
      if (store === undefined) throw new Error('The store is not set up.');
      return store;
    };
    keepsMessages(current);
    tellsChanges(current);
  });
}

function keepsMessages(store: () => SimulatorStore): void {
  it('keeps what was said in the order of arrival', async () => {
    await store().append(entry('a'));
    await store().append(entry('b', { chat: 'customer-text' }));
    await store().append(entry('c'));
    const { entries } = await store().latest(100);
    expect(entries).toMatchObject([{ ...entry('a'), edited: false }, { chat: 'customer-text' }, entry('c')]);
    expect(isRising(entries)).toBe(true);
  });

  it('shows the newest of each chat, however busy another one is', async () => {
    await store().append(entry('quiet', { chat: 'customer-text' }));
    for (const id of ['a', 'b', 'c']) await store().append(entry(id));
    expect((await store().latest(2)).entries.map(({ externalId }) => externalId)).toEqual(['quiet', 'b', 'c']);
  });

  it('takes a repeated message once', async () => {
    await store().append(entry('a'));
    await store().append(entry('a', { content: { kind: 'text', text: 'other' } }));
    await store().append(entry('a', { chat: 'customer-text' }));
    const { entries } = await store().latest(100);
    expect(entries).toMatchObject([entry('a'), { chat: 'customer-text' }]);
  });

  it('replaces a message where it stands and marks it as edited', async () => {
    await store().append(entry('a'));
    await store().append(entry('b'));
    const content = { kind: 'text', text: 'Approved' } as const;
    expect(await store().replace('mechanic-1', 'a', content)).toBe(true);
    expect(await store().replace('mechanic-1', 'nothing', content)).toBe(false);
    expect((await store().latest(100)).entries).toMatchObject([{ content, edited: true }, { edited: false }]);
    expect(await latestIds(store())).toEqual(['a', 'b']);
  });
}

function tellsChanges(store: () => SimulatorStore): void {
  it('tells what changed after a cursor, page by page, and an entry as it is now', async () => {
    const { cursor } = await store().latest(100);
    for (const id of ['a', 'b', 'c']) await store().append(entry(id));
    await store().replace('mechanic-1', 'a', { kind: 'text', text: 'Approved' });
    const seen: Entry[] = [];
    let at = cursor;
    for (let page = await store().changes(at, 2); page.entries.length > 0; page = await store().changes(at, 2)) {
      seen.push(...page.entries);
      at = page.cursor;
    }
    expect(new Set(seen.map(({ externalId }) => externalId))).toEqual(new Set(['a', 'b', 'c']));
    expect(seen.find(({ externalId }) => externalId === 'a')?.edited).toBe(true);
  });

  it('reads from the beginning at a cursor that it does not know', async () => {
    await store().append(entry('a'));
    for (const cursor of ['', 'nonsense', '-1', '9'.repeat(40), "'; --"]) {
      expect((await store().changes(cursor, 10)).entries).toMatchObject([{ externalId: 'a' }]);
    }
  });

  it('keeps bytes beside the message, and knows none for other messages', async () => {
    const photo = { bytes: new Uint8Array([0, 1, 255]), mimeType: 'image/png', fileName: 'pads.png' };
    await store().append(entry('a'), photo);
    await store().append(entry('b'));
    expect(await store().media('mechanic-1', 'a')).toMatchObject({ mimeType: 'image/png', fileName: 'pads.png' });
    expect([...((await store().media('mechanic-1', 'a'))?.bytes ?? [])]).toEqual([0, 1, 255]);
    expect(await store().media('mechanic-1', 'b')).toBeUndefined();
    expect(await store().media('customer-text', 'a')).toBeUndefined();
  });

  it('nudges whoever listens, until they no longer do', async () => {
    const listener = vi.fn();
    const stop = store().subscribe(listener);
    await store().append(entry('a'));
    await vi.waitFor(() => expect(listener).toHaveBeenCalled(), { timeout: 5000 });
    stop();
    listener.mockClear();
    await store().append(entry('b'));
    expect(await latestIds(store())).toEqual(['a', 'b']);
    expect(listener).not.toHaveBeenCalled();
  });
}

async function latestIds(store: SimulatorStore) {
  return (await store.latest(100)).entries.map(({ externalId }) => externalId);
}

function entry(externalId: string, rest: Partial<NewEntry> = {}): NewEntry {
  return {
    chat: 'mechanic-1',
    direction: 'out',
    externalId,
    at: '2026-11-23T13:03:00.000Z',
    content: { kind: 'text', text: `Message ${externalId}` },
    ...rest,
  };
}

function isRising(entries: readonly Entry[]): boolean {
  return entries.every(({ id }, index) => index === 0 || id > (entries[index - 1]?.id ?? id));
}
