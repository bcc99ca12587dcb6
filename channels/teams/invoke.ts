import type { Card } from '../channel.ts';

/** `status` is the HTTP status. */
export type InvokeAnswer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

export type DrawCard = (card: Card) => Record<string, unknown>;

/** The drawn card replaces the tapped one. */
export function answerWithCard(drawn: Record<string, unknown>): InvokeAnswer {
  return answered(200, 'application/vnd.microsoft.card.adaptive', drawn);
}

/**
 * Leaves the card and its buttons as they are. The tap may have been stored; a second one does no
 * harm.
 */
export function answerWithFailure(locale: string | undefined): InvokeAnswer {
  return answered(500, 'application/vnd.microsoft.error', {
    code: 'InternalServerError',
    message: locale?.toLowerCase().startsWith('nl')
      ? 'Nog geen antwoord. Tik gerust nog een keer: dubbel gebeurt er niets.'
      : 'No answer yet. Tap again: nothing happens twice.',
  });
}

/** For a tap without a token of ours. */
export function answerUnknownTap(): InvokeAnswer {
  return answered(400, 'application/vnd.microsoft.error', { code: 'BadRequest', message: 'This button is not known.' });
}

/** Teams reads the outcome in the body and expects HTTP 200 whenever the bot handled the invoke. */
function answered(statusCode: number, type: string, value: Record<string, unknown>): InvokeAnswer {
  return {
    status: 200,
    body: { statusCode, type, value },
  };
}

export type RefusalReason =
  | 'no_token'
  | 'channel'
  | 'service_url'
  | 'claims'
  | 'token'
  | 'tenant'
  | 'signing_keys_unreachable';

/**
 * A refused activity: 401 without proof that it comes from Teams, 403 for a foreign tenant, 503
 * when that could not be checked.
 */
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
