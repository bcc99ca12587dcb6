import type { ChatBook, TeamsChat } from '../options.ts';

/** A chat book in memory, which counts its writes. */
export function memoryChatBook(): ChatBook & {
  readonly records: Map<string, TeamsChat>;
  readonly writes: () => number;
} {
  const records = new Map<string, TeamsChat>();
  let writes = 0;
  return {
    records,
    writes: () => writes,
    find: async (chat) => records.get(chat),
    keep: async (chat, record) => {
      writes += 1;
      records.set(chat, record);
    },
    forget: async (chat) => void records.delete(chat),
  };
}
