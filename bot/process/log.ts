import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

/**
 * Fields hold facts. Anything that could hold a person's words, number or a secret is cut out, at
 * the first two levels.
 */
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

/** Fields hold facts, never people's words, numbers or tokens. */
export type WorkerLog = {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
};

/** Picks the harmless parts of an error: its code or name, and where in our source it began. */
export function errorFacts(error: unknown): { readonly code: string; readonly where: string } {
  if (!(error instanceof Error)) return { code: 'not_an_error', where: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  // The message can quote what somebody typed; a stack frame cannot.
  const frame = (error.stack ?? '')
    .split('\n')
    .find((line) => /^\s+at .*\.tsx?:\d+/.test(line) && !/node_modules/.test(line));
  return { code, where: frame?.match(/([\w.-]+\/)?[\w.-]+\.tsx?:\d+/)?.[0] ?? '' };
}
