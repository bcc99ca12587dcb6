import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

/** Facts as fields; whatever could hold a person's words, number or a secret is cut out, wherever it hides. */
export function createLog(level: string, to?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'text',
          'body',
          'phone',
          'token',
          'authorization',
          'cookie',
          'password',
          'email',
          '*.text',
          '*.body',
          '*.phone',
          '*.token',
          '*.authorization',
          '*.cookie',
          '*.password',
          '*.email',
        ],
        censor: '[cut]',
      },
    },
    to ?? pino.destination(1),
  );
}

/** What a worker tells operators: facts as fields, never words, numbers or tokens of people. */
export type WorkerLog = {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
};

/** The harmless parts of an error: its code or name, and where in the source it began. */
export function errorFacts(error: unknown): { readonly code: string; readonly where: string } {
  if (!(error instanceof Error)) return { code: 'not_an_error', where: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  // The message itself can quote what somebody typed; the first frame of our own cannot.
  const frame = (error.stack ?? '')
    .split('\n')
    .find((line) => /^\s+at .*\.tsx?:\d+/.test(line) && !/node_modules/.test(line));
  return { code, where: frame?.match(/([\w.-]+\/)?[\w.-]+\.tsx?:\d+/)?.[0] ?? '' };
}
