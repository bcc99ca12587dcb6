/** What `decide` returns: events to record, or a reason that a person can be told. */
export type Decision<Event, Rejection> =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly because: Rejection };

/** Returns the events to record; none when the command changes nothing, e.g. a second tap. */
export function accept<Event>(...events: Event[]): Decision<Event, never> {
  return { accepted: true, events };
}

/** Returns a refusal as a value, because a bot makes a sentence of it. */
export function reject<Rejection>(because: Rejection): Decision<never, Rejection> {
  return { accepted: false, because };
}

/** A pure state machine: commands are decided against the state that the events made. */
export type Decider<State, Command, Event, Rejection> = {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => Decision<Event, Rejection>;
  readonly evolve: (state: State, event: Event) => State;
};

export function replay<State, Event>(
  { initial, evolve }: { initial: State; evolve: (state: State, event: Event) => State },
  events: readonly Event[],
): State {
  return events.reduce(evolve, initial);
}

/** Makes a switch that forgets a case fail to compile. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
