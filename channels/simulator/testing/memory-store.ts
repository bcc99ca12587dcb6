import type { Entry, EntryMedia, SimulatorStore } from '../store.ts';

/** A store in memory, for tests. */
export function createMemoryStore(): SimulatorStore {
  /** By chat and external id, in the order of arrival. */
  const rows = new Map<string, { entry: Entry; change: number; media: EntryMedia | undefined }>();
  const listeners = new Set<() => void>();
  let changeCount = 0;
  const keyOf = (chat: string, externalId: string) => JSON.stringify([chat, externalId]);
  const write = (entry: Entry, media: EntryMedia | undefined) => {
    changeCount += 1;
    rows.set(keyOf(entry.chat, entry.externalId), { entry: structuredClone(entry), change: changeCount, media });
    for (const listener of listeners) listener();
  };

  return {
    append: async (entry, media) => {
      if (rows.has(keyOf(entry.chat, entry.externalId))) return;
      write({ ...entry, id: rows.size + 1, edited: false }, media);
    },
    replace: async (chat, externalId, content, media) => {
      const row = rows.get(keyOf(chat, externalId));
      if (row === undefined) return false;
      write({ ...row.entry, content, edited: true }, media);
      return true;
    },
    latest: async (limit) => {
      const newestFirst = [...rows.values()].map(({ entry }) => entry).reverse();
      const seen = new Map<string, number>();
      const entries = newestFirst.filter(({ chat }) => {
        const count = (seen.get(chat) ?? 0) + 1;
        seen.set(chat, count);
        return count <= limit;
      });
      return { entries: entries.reverse(), cursor: String(changeCount) };
    },
    changes: async (cursor, limit) => {
      const known = /^\d{1,15}$/.test(cursor) && Number(cursor) <= changeCount;
      const after = known ? Number(cursor) : 0;
      const changed = [...rows.values()].filter((row) => row.change > after).sort((a, b) => a.change - b.change);
      const read = changed.slice(0, limit);
      return { entries: read.map(({ entry }) => entry), cursor: String(read.at(-1)?.change ?? after) };
    },
    media: async (chat, externalId) => rows.get(keyOf(chat, externalId))?.media,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
