import type { Feed, FeedRow } from '../../core/application/feed.ts';
import type { StaffSession } from './env.ts';

/** Times in ms, sizes in bytes. */
export type StreamSettings = { readonly heartbeatMs: number; readonly gatherMs: number; readonly limit: number };

const defaults: StreamSettings = { heartbeatMs: 15_000, gatherMs: 60, limit: 256 * 1024 };

export type EventsOptions = {
  readonly feed: Feed;
  readonly windows: Windows;
  /** Asked again at every heartbeat, so that the stream ends with the person's access. */
  readonly session: (request: Request) => Promise<StaffSession | undefined>;
  readonly settings?: Partial<StreamSettings>;
};

/** Counts the open windows of each person. */
export type Windows = Map<string, number>;

/** Nobody works in more windows at once; each one reads the database at every heartbeat. */
const maxWindows = 24;

/** Tells if this person has as many windows as one may have. */
export function hasTooManyWindows(windows: Windows, { staffId }: StaffSession): boolean {
  return (windows.get(staffId) ?? 0) >= maxWindows;
}

/**
 * Tells one window which conversations of this person's garages changed; the window reloads what it
 * shows of them.
 */
export function openEvents(
  { feed, windows, session, settings }: EventsOptions,
  staff: StaffSession,
  request: Request,
  after: string,
): ReadableStream<Uint8Array> {
  const { heartbeatMs, gatherMs, limit } = { ...defaults, ...settings };
  const stopper = new AbortController();
  const count = (by: number) => windows.set(staff.staffId, (windows.get(staff.staffId) ?? 0) + by);
  const onOpen = (sink: Sink) => {
    count(1);
    // A connection that breaks does not always cancel its body.
    request.signal.addEventListener('abort', sink.close);
    sink.send('retry: 1000\n\n');
    const gather = gatherer(sink, staff, gatherMs);
    const heartbeat = setInterval(() => void check(sink, staff, session, request), heartbeatMs);
    let stop = () => {};
    stopper.signal.addEventListener('abort', () => {
      count(-1);
      clearInterval(heartbeat);
      gather.stop();
      stop();
    });
    begin(feed, after, gather.add, sink)
      .then((stopFollowing) => {
        stop = stopFollowing;
        if (stopper.signal.aborted) stop();
      })
      // A feed that cannot be read ends the stream; the window reconnects by itself.
      .catch(sink.close);
  };
  return createBoundedStream({ limit, onOpen, onClose: () => stopper.abort() });
}

async function begin(
  feed: Feed,
  after: string,
  add: (rows: readonly FeedRow[]) => void,
  sink: Sink,
): Promise<() => void> {
  const following = await feed.follow(after, add);
  if (following !== 'reload') return following;
  sink.send(event('reload', {}));
  return () => {};
}

/**
 * Joins the changes of a moment into one event, so that a busy minute is not a reload for each
 * message.
 */
function gatherer(sink: Sink, { garageIds }: StaffSession, gatherMs: number) {
  const own = new Set<string>(garageIds);
  let changed = new Set<string>();
  let cursor = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    sink.send(`id: ${cursor}\n${event('changed', { conversations: [...changed] })}`);
    changed = new Set();
  };
  return {
    add: (rows: readonly FeedRow[]) => {
      const seen = rows.filter(({ garageId, conversationId }) => own.has(garageId) && conversationId !== undefined);
      const last = rows.at(-1);
      if (!last || seen.length === 0) return;
      for (const { conversationId } of seen) if (conversationId) changed.add(conversationId);
      cursor = last.cursor;
      timer ??= setTimeout(flush, gatherMs);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Sends an event, because a mere comment would not let the page notice a dead connection. */
async function check(
  sink: Sink,
  staff: StaffSession,
  session: EventsOptions['session'],
  request: Request,
): Promise<void> {
  const now = await session(request).catch(() => undefined);
  const same = now && now.role === staff.role && String(now.garageIds) === String(staff.garageIds);
  if (same && !now.needsSecondFactor) sink.send(event('alive', {}));
  else sink.close();
}

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The writing end of a stream to one window. */
type Sink = { send(text: string): void; close(): void };

type BoundedStreamOptions = {
  /** How many bytes a window may be behind before it is closed. */
  readonly limit: number;
  readonly onOpen: (sink: Sink) => void;
  /** Called once, whichever side ends the stream. */
  readonly onClose: () => void;
};

const encoder = new TextEncoder();

/**
 * Streams without filling the memory: a window that does not read is closed, and comes back with
 * the id that it last saw. The page of the simulator has a stream like it: a channel and the panel
 * may not import each other, and core serves no HTTP.
 */
function createBoundedStream({ limit, onOpen, onClose }: BoundedStreamOptions): ReadableStream<Uint8Array> {
  let ended = false;
  const end = (): boolean => {
    if (ended) return false;
    ended = true;
    onClose();
    return true;
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    const close = () => {
      if (end()) controller.close();
    };
    const send = (text: string) => {
      if (ended) return;
      controller.enqueue(encoder.encode(text));
      if ((controller.desiredSize ?? 0) < -limit) close();
    };
    onOpen({ send, close });
  };
  return new ReadableStream<Uint8Array>(
    { start, cancel: () => void end() },
    new ByteLengthQueuingStrategy({ highWaterMark: 16 * 1024 }),
  );
}
