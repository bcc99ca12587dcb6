/** The writing end of a stream to one window. */
export type Sink = { send(text: string): void; close(): void };

export type BoundedStreamOptions = {
  /** How many bytes a window may be behind before it is let go. */
  readonly limit: number;
  readonly onOpen: (sink: Sink) => void;
  /** Called once, whoever ends the stream. */
  readonly onClose: () => void;
};

const encoder = new TextEncoder();

/** A stream that cannot fill the memory: a window that does not read is let go, and comes back with what it last saw. */
export function createBoundedStream({ limit, onOpen, onClose }: BoundedStreamOptions): ReadableStream<Uint8Array> {
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
