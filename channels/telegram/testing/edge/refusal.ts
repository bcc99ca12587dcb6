/** Why the edge driver does not do what it was asked for, as Telegram words it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly parameters: object;

  constructor(status: number, description: string, parameters: object = {}) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}

/** Ends the call that is answered. */
export function refuse(status: number, description: string, parameters?: object): never {
  throw new Refusal(status, description, parameters);
}
