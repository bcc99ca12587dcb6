/** What went wrong, stable for code that looks at it. */
type EmbeddedDatabaseErrorCode =
  | 'binary_missing'
  | 'binary_broken'
  | 'no_account'
  | 'no_folder'
  | 'other_version'
  | 'init_failed'
  | 'start_failed';

/** Why the embedded database cannot serve; `message` is one sentence that a person can act on. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
  readonly code: EmbeddedDatabaseErrorCode;

  constructor(code: EmbeddedDatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
