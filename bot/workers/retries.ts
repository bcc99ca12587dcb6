import { errorFacts } from '../process/log.ts';

/**
 * Waits before the second to the fifth try, which all fall within a minute; what fails five times
 * is dead.
 */
export const RETRIES_MS: readonly number[] = [500, 3_000, 12_000, 30_000];

export type Failure = {
  /** For the log. */
  readonly facts: { readonly attempt: number } & ReturnType<typeof errorFacts>;
  /** Kept with the work and shown to staff, e.g. `ConcurrencyError at store/scene.ts:12`. */
  readonly sentence: string;
  /** Undefined after the last try. */
  readonly retryInMs: number | undefined;
};

/** Describes a try that failed, after `attempts` others. */
export function failureOf(error: unknown, attempts: number, retriesMs = RETRIES_MS): Failure {
  const { code, where } = errorFacts(error);
  return {
    facts: { attempt: attempts + 1, code, where },
    sentence: `${code}${where && ` at ${where}`}`,
    retryInMs: retriesMs[attempts],
  };
}
