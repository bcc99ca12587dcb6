import { expect } from 'vitest';
import { type Decider, replay } from '../decision.ts';

/** Reads as a sentence: given(past).when(command).yields(facts), or .rejects(reason). */
export function specify<State, Command, Event, Rejection>(decider: Decider<State, Command, Event, Rejection>) {
  return (...past: readonly Event[]) => ({
    when: (command: Command) => {
      const decision = decider.decide(command, replay(decider, past));
      return {
        yields: (...events: readonly Event[]) => expect(decision).toEqual({ accepted: true, events }),
        rejects: (because: Rejection) => expect(decision).toEqual({ accepted: false, because }),
      };
    },
  });
}
