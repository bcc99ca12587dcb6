import type { Language } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import type { Speaker } from './customer/message.ts';
import type { RepairNow } from './customer/phrase.ts';
import { sentences } from './message.ts';

const nl = {
  registered: 'de auto is aangemeld, de monteur is nog niet begonnen.',
  onLift: (since: string) => `de auto staat sinds ${since} op de brug.`,
  started: (since: string) => `de monteur werkt sinds ${since} aan deze reparatie.`,
  completed: 'de auto is klaar en kan worden opgehaald.',
  collected: 'de auto is opgehaald.',
  cancelled: 'de reparatie is geannuleerd.',
  waits: { customer: 'We wachten op uw antwoord.', parts: 'We wachten op een onderdeel.' },
  expected: (day: string, time: string) => `We verwachten ${day} rond ${time} klaar te zijn.`,
};
const en: typeof nl = {
  registered: 'the car is registered, the mechanic has not started yet.',
  onLift: (since) => `the car has been on the lift since ${since}.`,
  started: (since) => `the mechanic has been on this repair since ${since}.`,
  completed: 'the car is ready and can be collected.',
  collected: 'the car has been collected.',
  cancelled: 'the repair has been cancelled.',
  waits: { customer: 'We are waiting for your answer.', parts: 'We are waiting for a part.' },
  expected: (day, time) => `We expect to be ready ${day} around ${time}.`,
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

/** When the car is expected to be ready; nothing once that time has gone by. */
export function expectedReady(promisedAt: Date | undefined, now: Date, by: Speaker): string | undefined {
  return promisedAt && promisedAt > now ? by.pick(words).expected(by.day(promisedAt), by.time(promisedAt)) : undefined;
}

function place({ status, since, onLift }: RepairNow, by: Speaker): string {
  const say = by.pick(words);
  switch (status) {
    case 'registered':
      return say.registered;
    case 'started': {
      const from = by.isToday(since) ? by.time(since) : `${by.date(since)} ${by.time(since)}`;
      return onLift ? say.onLift(from) : say.started(from);
    }
    case 'completed':
      return say.completed;
    case 'collected':
      return say.collected;
    case 'cancelled':
      return say.cancelled;
    default:
      return assertNever(status);
  }
}

/** Where the repair stands, to go on after a colon. */
export function standing(state: RepairNow, by: Speaker): string {
  const open = state.status === 'registered' || state.status === 'started';
  const waits = open && state.waitsFor ? by.pick(words).waits[state.waitsFor] : undefined;
  return sentences(place(state, by), waits, open ? expectedReady(state.promisedAt, state.now, by) : undefined);
}
