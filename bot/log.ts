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
