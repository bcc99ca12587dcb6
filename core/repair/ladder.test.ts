import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet } from '../calendar.ts';
import { replay } from '../decision.ts';
import {
  calendar,
  decided,
  drafted,
  eur,
  event,
  minutes,
  monday,
  quoted,
  quoteId,
  rules,
  started,
  validUntil,
} from '../testing/builders.ts';
import { repairDecider } from './decider.ts';
import { type AskedFacts, nextQuoteWake, waitingQuote } from './ladder.ts';
import { defaultSettings, type Wake, type WatchStep } from './watch.ts';

const open = calendar();
function facts(change: Partial<AskedFacts> = {}): AskedFacts {
  return {
    askedAt: minutes(0),
    sentAt: minutes(0),
    deliveredAt: minutes(1),
    receipts: true,
    anotherAddress: false,
    remindedAt: undefined,
    callRaised: false,
    nextChannelTried: false,
    pausedUntil: undefined,
    questionOpen: false,
    answerSettlesAt: undefined,
    ...change,
  };
}
function wake(now: Date, change: Partial<AskedFacts> = {}, onLift = true, until = validUntil) {
  return nextQuoteWake({ validUntil: until, onLift }, facts(change), defaultSettings, open, now);
}
function due(...args: Parameters<typeof wake>): readonly WatchStep['do'][] {
  return wake(...args).due.map((step) => step.do);
}

describe('a silent customer with the car on the lift', () => {
  it('is reminded ten minutes after delivery and phoned after twenty', () => {
    expect(wake(minutes(10))).toEqual({ due: [], again: minutes(11) });
    expect(wake(minutes(11))).toEqual({ due: [{ do: 'remind' }], again: minutes(21) });
    expect(due(minutes(21), { remindedAt: minutes(11) })).toEqual(['call']);
  });
  it('has time from sending where there are no receipts', () =>
    expect(wake(minutes(5), { receipts: false, deliveredAt: undefined }).again).toEqual(minutes(10)));
  it('is asked at another address, too, when somebody phones', () =>
    expect(due(minutes(21), { remindedAt: minutes(11), anotherAddress: true })).toEqual(['call', 'next-channel']));
  it('gets both at once when the timer comes late, and nothing twice', () => {
    expect(due(minutes(40))).toEqual(['remind', 'call']);
    expect(due(minutes(40), { remindedAt: minutes(40), callRaised: true })).toEqual([]);
    expect(due(minutes(40), { callRaised: true })).toEqual([]);
  });
});

describe('a silent customer with the car parked', () => {
  it('is reminded after an hour and phoned after two', () => {
    expect(wake(minutes(30), {}, false).again).toEqual(minutes(61));
    expect(due(minutes(121), { remindedAt: minutes(61) }, false)).toEqual(['call']);
  });
});

describe('the ladder', () => {
  it('begins anew at the next address when nothing arrives within three minutes', () => {
    const lost = { deliveredAt: undefined, anotherAddress: true };
    expect(wake(minutes(2), lost).again).toEqual(minutes(3));
    expect(due(minutes(3), lost)).toEqual(['next-channel']);
    expect(due(minutes(3), { ...lost, nextChannelTried: true })).toEqual(['call']);
    expect(due(minutes(3), { deliveredAt: undefined })).toEqual(['call']);
    expect(due(minutes(3), { receipts: false, sentAt: undefined, anotherAddress: true })).toEqual(['next-channel']);
  });
  it('looks whether it arrived in time even when nobody may phone yet, so that the reminder is not missed', () => {
    const shut = calendar({ week: [[], [{ opens: 0, closes: 1 }], [], [], [], [], []] });
    const waiting = { validUntil, onLift: true };
    const unseen = facts({ sentAt: undefined, deliveredAt: undefined });
    expect(nextQuoteWake(waiting, unseen, defaultSettings, shut, minutes(0)).again).toEqual(minutes(3));
  });
  it('pauses for "let me ask", then asks once more', () => {
    const paused = { pausedUntil: minutes(50), remindedAt: minutes(11) };
    expect(wake(minutes(21), paused)).toEqual({ due: [], again: minutes(50) });
    expect(due(minutes(50), paused)).toEqual(['remind']);
    expect(due(minutes(59), { ...paused, remindedAt: minutes(50) })).toEqual([]);
    expect(due(minutes(60), { ...paused, remindedAt: minutes(50) })).toEqual(['call']);
  });
  it('stops for a question until it is answered, and then begins anew', () => {
    expect(wake(minutes(40), { questionOpen: true })).toEqual({ due: [], again: validUntil });
    expect(wake(minutes(40), { pausedUntil: minutes(48) })).toEqual({ due: [], again: minutes(48) });
  });
  it('does not begin before the question was put', () =>
    expect(wake(minutes(40), { askedAt: undefined })).toEqual({ due: [], again: validUntil }));
  it('holds a reminder over quiet hours and a call until the garage is open', () => {
    const late = { deliveredAt: new Date('2026-11-23T19:55:00Z'), askedAt: new Date('2026-11-23T19:55:00Z') };
    expect(wake(new Date('2026-11-23T20:05:00Z'), late)).toEqual({ due: [], again: new Date('2026-11-24T06:00:00Z') });
    expect(due(new Date('2026-11-24T06:00:00Z'), late)).toEqual(['remind']);
    const reminded = { ...late, remindedAt: new Date('2026-11-24T06:00:00Z') };
    expect(wake(new Date('2026-11-24T06:00:00Z'), reminded).again).toEqual(new Date('2026-11-24T07:00:00Z'));
  });
  it('does not remind at night because a timer came late', () =>
    expect(wake(new Date('2026-11-23T22:00:00Z'), { callRaised: false }).due).toEqual([]));
  it('ends with the validity, and waits for words that are being settled', () => {
    expect(wake(validUntil)).toEqual({ due: [{ do: 'expire' }], again: undefined });
    const settlesAt = new Date(validUntil.getTime() + 3000);
    expect(wake(validUntil, { answerSettlesAt: settlesAt }).due).toEqual([]);
    expect(wake(new Date(settlesAt.getTime() + 60_000), { answerSettlesAt: settlesAt }).due).toHaveLength(1);
  });
  it('is only there while a quote waits for the customer', () => {
    const total = eur(324_40);
    const repair = (...events: typeof quoted) => replay(repairDecider(rules), events);
    expect(waitingQuote(repair(...quoted))).toEqual({ validUntil, onLift: true });
    expect(waitingQuote(repair(...quoted, drafted(2)))).toEqual({ validUntil, onLift: true });
    const wentOn = event('QuoteReleased', {
      quoteId,
      version: 1,
      validUntil,
      mechanicWaits: false,
      total,
      replaces: undefined,
    });
    expect(waitingQuote(repair(...started, drafted(), wentOn))).toEqual({ validUntil, onLift: false });
    expect(waitingQuote(repair(...started, drafted()))).toBeUndefined();
    expect(waitingQuote(repair(...quoted, decided()))).toBeUndefined();
    expect(waitingQuote(repair(...quoted, event('QuoteWithdrawn', { quoteId, version: 1 })))).toBeUndefined();
    expect(nextQuoteWake(undefined, facts(), defaultSettings, open, monday)).toEqual({ due: [], again: undefined });
  });
});

describe('whenever the timer fires', () => {
  const hour = 60 * 60_000;
  const anyFacts = fc.record({
    askedAt: fc.constant(minutes(0)),
    sentAt: fc.constant(minutes(0)),
    deliveredAt: fc.option(fc.integer({ min: 0, max: 600 }).map(minutes), { nil: undefined }),
    receipts: fc.boolean(),
    anotherAddress: fc.boolean(),
    pausedUntil: fc.option(fc.integer({ min: 0, max: 600 }).map(minutes), { nil: undefined }),
  });
  const anyMoments = fc
    .array(fc.integer({ min: 0, max: 36 * hour }), { minLength: 1, maxLength: 40 })
    .map((times) => times.sort((a, b) => a - b).map((ms) => new Date(monday.getTime() + ms)));

  const taken = (asked: AskedFacts, due: readonly WatchStep[], at: Date): AskedFacts => {
    const takes = (name: WatchStep['do']) => due.some((step) => step.do === name);
    return {
      ...asked,
      remindedAt: takes('remind') ? at : asked.remindedAt,
      callRaised: asked.callRaised || takes('call'),
      nextChannelTried: asked.nextChannelTried || takes('next-channel'),
      askedAt: takes('next-channel') ? at : asked.askedAt,
    };
  };

  /** Does what is due at each moment and remembers it, as the application does. */
  const fire = (start: AskedFacts, moments: readonly Date[], onLift: boolean) => {
    let asked = start;
    const steps: { readonly do: WatchStep['do']; readonly at: Date }[] = [];
    for (const at of moments) {
      if (steps.some((step) => step.do === 'expire')) break;
      const { due } = nextQuoteWake({ validUntil, onLift }, asked, defaultSettings, open, at);
      steps.push(...due.map((step) => ({ do: step.do, at })));
      asked = taken(asked, due, at);
    }
    return steps;
  };
  const whenever = (rule: (steps: ReturnType<typeof fire>, again: readonly (Date | undefined)[]) => void): void =>
    fc.assert(
      fc.property(anyFacts, anyMoments, fc.boolean(), (drawn, moments, onLift) => {
        const again = moments.map(
          (at) => nextQuoteWake({ validUntil, onLift }, facts(drawn), defaultSettings, open, at).again,
        );
        for (const [index, at] of again.entries()) if (at && moments[index]) expect(at > moments[index]).toBe(true);
        rule(fire(facts(drawn), moments, onLift), again);
      }),
      { numRuns: 200 },
    );

  it('each step is taken at most once, a reminder before the call, expiry last', () =>
    whenever((steps) => {
      const names = steps.map((step) => step.do);
      expect(new Set(names).size).toBe(names.length);
      if (names.includes('remind') && names.includes('call'))
        expect(names.indexOf('remind')).toBeLessThan(names.indexOf('call'));
      if (names.includes('expire')) expect(names.at(-1)).toBe('expire');
    }));
  it('nobody is written to in quiet hours', () =>
    whenever((steps) => {
      for (const step of steps) if (step.do === 'remind') expect(isQuiet(open, step.at)).toBe(false);
    }));
  it('nothing is due before the moment at which it asked to be woken', () =>
    fc.assert(
      fc.property(
        anyFacts,
        fc.boolean(),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (drawn, onLift, parts) => {
          let asked = facts(drawn);
          let at: Date | undefined = monday;
          while (at) {
            const wake: Wake = nextQuoteWake({ validUntil, onLift }, asked, defaultSettings, open, at);
            asked = taken(asked, wake.due, at);
            for (const part of parts.filter(() => wake.again !== undefined)) {
              const between = at.getTime() + Math.floor(part * ((wake.again?.getTime() ?? 0) - 1 - at.getTime()));
              expect(
                nextQuoteWake({ validUntil, onLift }, asked, defaultSettings, open, new Date(between)).due,
              ).toEqual([]);
            }
            at = wake.again;
          }
        },
      ),
    ));
});
