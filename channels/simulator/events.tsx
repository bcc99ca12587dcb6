import { Bubble, isPassing, type Locale } from './conversation.tsx';
import type { Entry, SimulatorStore } from './store.ts';

/** Times in ms, sizes in bytes. */
export type StreamSettings = { readonly pollMs: number; readonly heartbeatMs: number; readonly limit: number };

const defaults: StreamSettings = { pollMs: 1000, heartbeatMs: 15_000, limit: 256 * 1024 };
/** Small, so that one read cannot put a healthy window over the limit. */
const batch = 20;
/** A page for trying things out has no more readers; each window reads the database. */
const maxWindows = 50;
/** A notice older than this is not shown after a reconnect. */
const passingMs = 10_000;

export type StreamsOptions = {
  readonly store: SimulatorStore;
  readonly now: () => Date;
  readonly clockText: (view: Locale) => string;
  readonly settings?: Partial<StreamSettings>;
};

/**
 * Makes the live updates of the page: each window has one stream over all chats, from any place in
 * the past.
 */
export function createStreams({ store, now, clockText, settings }: StreamsOptions) {
  const { pollMs, heartbeatMs, limit } = { ...defaults, ...settings };
  const clocks = new Set<() => void>();

  const open = (view: Locale, after: string, signal: AbortSignal): ReadableStream<Uint8Array> => {
    const bell = createBell();
    const stopper = new AbortController();
    const onOpen = (sink: Sink) => {
      // A connection that breaks does not always cancel its body.
      signal.addEventListener('abort', sink.close);
      const tellTime = () => sink.send(event('clock', { text: clockText(view) }));
      const heartbeat = setInterval(tellTime, heartbeatMs);
      const unsubscribe = store.subscribe(bell.ring);
      clocks.add(tellTime);
      stopper.signal.addEventListener('abort', () => {
        clearInterval(heartbeat);
        unsubscribe();
        clocks.delete(tellTime);
        bell.ring();
      });
      sink.send('retry: 1000\n\n');
      tellTime();
      const draw = (entry: Entry) => eventOf(entry, view, now());
      // A failing store ends the stream; the window reconnects by itself.
      follow({ store, after, sink, bell, pollMs, signal: stopper.signal, draw }).catch(sink.close);
    };
    return createBoundedStream({ limit, onOpen, onRoom: bell.ring, onClose: () => stopper.abort() });
  };

  return {
    open,
    /** True while as many windows are open as one process serves. */
    isFull: (): boolean => clocks.size >= maxWindows,
    /** Sends the new time to every window of this process. */
    tellTime: (): void => {
      for (const tell of clocks) tell();
    },
  };
}

type Following = {
  readonly store: SimulatorStore;
  readonly after: string;
  readonly sink: Sink;
  readonly bell: Bell;
  readonly pollMs: number;
  readonly signal: AbortSignal;
  readonly draw: (entry: Entry) => Promise<string>;
};

async function follow({ store, after, sink, bell, pollMs, signal, draw }: Following): Promise<void> {
  let cursor = after;
  while (!signal.aborted) {
    const read = sink.hasRoom() ? await store.changes(cursor, batch) : { entries: [], cursor };
    for (const entry of read.entries) sink.send(await draw(entry));
    // The id comes after the whole batch: a replay may repeat entries, but never misses one.
    if (read.entries.length > 0) sink.send(`id: ${read.cursor}\n${event('seen', {})}`);
    cursor = read.cursor;
    if (read.entries.length < batch) await bell.wait(pollMs);
  }
}

async function eventOf(entry: Entry, view: Locale, now: Date): Promise<string> {
  const { chat, direction, content } = entry;
  if (content.kind === 'notice' && isPassing(entry)) {
    const isOld = now.getTime() - Date.parse(entry.at) > passingMs;
    return isOld ? '' : event('notice', { chat, text: content.text });
  }
  const html = String(await (<Bubble entry={entry} view={view} />));
  return event('entry', { chat, direction, html });
}

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Lets a loop sleep until something happens. A ring while nobody waits counts for the next wait.
 */
type Bell = { ring(): void; wait(ms: number): Promise<void> };

/** Each wait also ends after its time, because a nudge may get lost. */
function createBell(): Bell {
  let rung = false;
  let wake = (): void => {};
  const ringOrTime = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    ring: () => {
      rung = true;
      wake();
    },
    wait: async (ms) => {
      if (!rung) await ringOrTime(ms);
      rung = false;
    },
  };
}

/** The writing end of a stream to one window. */
type Sink = {
  send(text: string): void;
  /** False while the window does not read; then nothing more should be loaded for it. */
  hasRoom(): boolean;
  close(): void;
};

type BoundedStreamOptions = {
  /** How many bytes a window may be behind before it is closed. */
  readonly limit: number;
  readonly onOpen: (sink: Sink) => void;
  readonly onRoom: () => void;
  /** Called once, whichever side ends the stream. */
  readonly onClose: () => void;
};

const encoder = new TextEncoder();

/**
 * Streams without filling the memory: a window that does not read is closed, and comes back with
 * the id that it last saw. The panel has a stream like it, which a channel may not import; this
 * one also tells when there is room again, because its entries are read from the store.
 */
function createBoundedStream(options: BoundedStreamOptions): ReadableStream<Uint8Array> {
  const { limit, onOpen, onRoom, onClose } = options;
  let ended = false;
  const end = (): boolean => {
    if (ended) return false;
    ended = true;
    onClose();
    return true;
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    const room = () => controller.desiredSize ?? 0;
    const close = () => {
      if (end()) controller.close();
    };
    const send = (text: string) => {
      if (ended || text === '') return;
      controller.enqueue(encoder.encode(text));
      if (room() < -limit) close();
    };
    onOpen({ send, close, hasRoom: () => room() > 0 });
  };
  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 });
  return new ReadableStream<Uint8Array>({ start, pull: onRoom, cancel: () => void end() }, strategy);
}
