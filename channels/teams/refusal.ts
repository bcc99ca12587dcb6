/** Why an activity is not let in; one word for the log. */
export type RefusalReason =
  | 'no_token'
  | 'channel'
  | 'service_url'
  | 'claims'
  | 'token'
  | 'tenant'
  | 'signing_keys_unreachable';

/** An activity that is not let in: 401 when it does not prove to come from Teams, 403 for a foreign tenant, 503 when that could not be checked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: 401 | 403 | 503;
  readonly reason: RefusalReason;

  constructor(status: Refusal['status'], reason: RefusalReason, cause?: unknown) {
    super(`An activity was refused: ${reason}.`, { cause });
    this.status = status;
    this.reason = reason;
  }
}
