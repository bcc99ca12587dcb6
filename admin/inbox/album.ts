import type { TimelineEntry, TimelineEvent, TimelineMessage } from '../../core/application/queries.ts';

/** What stands on its own in the log: something that happened, a message, or all parts of one album. */
export type LogLine =
  | { readonly kind: 'event'; readonly event: TimelineEvent }
  | { readonly kind: 'messages'; readonly first: TimelineMessage; readonly more: readonly TimelineMessage[] };

/** Networks send an album part by part, and an answer of ours may fall between them: it stands whole where its first part is. */
export function linesOf(entries: readonly TimelineEntry[]): readonly LogLine[] {
  const albums = albumsAmong(entries);
  return entries.flatMap((entry): readonly LogLine[] => {
    if (entry.kind === 'event') return [{ kind: 'event', event: entry }];
    const [first = entry, ...more] = albums.get(albumOf(entry) ?? '') ?? [];
    return first === entry ? [{ kind: 'messages', first, more }] : [];
  });
}

function albumsAmong(entries: readonly TimelineEntry[]): ReadonlyMap<string, readonly TimelineMessage[]> {
  const albums = new Map<string, TimelineMessage[]>();
  for (const entry of entries) {
    const album = entry.kind === 'message' ? albumOf(entry) : undefined;
    if (entry.kind === 'message' && album !== undefined) albums.set(album, [...(albums.get(album) ?? []), entry]);
  }
  return albums;
}

function albumOf({ said }: TimelineMessage): string | undefined {
  return said.kind === 'file' ? said.album : undefined;
}
