import type { Card } from '../channel.ts';

/** What an invoke is answered with; `status` is that of HTTP. */
export type InvokeAnswer = { readonly status: number; readonly body?: Readonly<Record<string, unknown>> };

/** Draws a card in the form of Teams. */
export type DrawCard = (card: Card) => Record<string, unknown>;

/** The drawn card takes the place of the one that was tapped. */
export function cardAnswer(drawn: Record<string, unknown>): InvokeAnswer {
  return answered(200, 'application/vnd.microsoft.card.adaptive', drawn);
}

/** The card stays as it is, and its buttons still work. Whether the tap was stored is not known here; a second one does no harm. */
export function failureAnswer(locale: string | undefined): InvokeAnswer {
  return answered(500, 'application/vnd.microsoft.error', {
    code: 'InternalServerError',
    message: locale?.toLowerCase().startsWith('nl')
      ? 'Nog geen antwoord. Tik gerust nog een keer: dubbel gebeurt er niets.'
      : 'No answer yet. Tap again: nothing happens twice.',
  });
}

/** A tap without a token of ours. */
export function badTapAnswer(): InvokeAnswer {
  return answered(400, 'application/vnd.microsoft.error', { code: 'BadRequest', message: 'This button is not known.' });
}

/** Teams reads the outcome in the body; it wants 200 of HTTP whenever the bot looked at the invoke at all. */
function answered(statusCode: number, type: string, value: Record<string, unknown>): InvokeAnswer {
  return {
    status: 200,
    body: { statusCode, type, value },
  };
}

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
