/** The writing end of a stream to one window. */
export type Sink = {
  send(text: string): void;
  /** Whether the window takes what it gets; without room nothing more should be read for it. */
  hasRoom(): boolean;
  close(): void;
};

export type BoundedStreamOptions = {
  /** How many bytes a window may be behind before it is let go. */
  readonly limit: number;
  readonly onOpen: (sink: Sink) => void;
  readonly onRoom: () => void;
  /** Called once, whoever ends the stream. */
  readonly onClose: () => void;
};

const encoder = new TextEncoder();

/** A stream that cannot fill the memory: a window that does not read is let go, and comes back with what it last saw. */
export function createBoundedStream(options: BoundedStreamOptions): ReadableStream<Uint8Array> {
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
