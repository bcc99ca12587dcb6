import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay } from '../decision.ts';
import { aimed, anyHistory, binds, decisionsOn, linesOf } from '../testing/any-repair-command.ts';
import { repairDecider } from './decider.ts';
import { approvedTotal, openVersions, quotesOf, unlockedLines } from './guard.ts';
import type { Repair, RepairCommand, RepairEvent, RepairRules } from './repair.ts';

type Step = {
  readonly command: RepairCommand;
  readonly before: readonly RepairEvent[];
  readonly events: readonly RepairEvent[];
  readonly after: Repair;
  readonly rules: RepairRules;
};

/** Plays commands one after the other and shows every step that was accepted. */
function play(rules: RepairRules, commands: readonly RepairCommand[]): readonly Step[] {
  const decider = repairDecider(rules);
  const steps: Step[] = [];
  let log: readonly RepairEvent[] = [];
  let state: Repair = decider.initial;
  for (const drawn of commands) {
    const command = aimed(drawn, state);
    const decision = decider.decide(command, state);
    if (!decision.accepted) continue;
    state = decision.events.reduce(decider.evolve, state);
    steps.push({ command, before: log, events: decision.events, after: state, rules });
    log = [...log, ...decision.events];
  }
  return steps;
}

function logOf(steps: readonly Step[]): readonly RepairEvent[] {
  return steps.flatMap(({ events }) => events);
}

function whatever(rule: (steps: readonly Step[]) => void, more: { seed?: number; numRuns?: number } = {}): void {
  fc.assert(
    fc.property(anyHistory, ({ rules, commands }) => rule(play(rules, commands))),
    { numRuns: 500, ...more },
  );
}

describe('whatever is asked of a repair, by anyone, at any time', () => {
  it('reaches decisions, revocations and completion, so that the rules below say something', () => {
    const seen = new Map<string, number>();
    whatever(
      (steps) => {
        for (const { type } of logOf(steps)) seen.set(type, (seen.get(type) ?? 0) + 1);
      },
      { seed: 1 },
    );
    for (const type of ['QuoteDecided', 'DecisionRevoked', 'ApprovedWorkBegun', 'RepairCompleted', 'QuoteExpired'])
      expect(seen.get(type) ?? 0, type).toBeGreaterThan(10);
  });

  it('a version never has two standing decisions, nor a quote', () =>
    whatever((steps) => {
      for (const { after } of steps)
        for (const quote of quotesOf(after)) expect(decidedVersions(quote)).toBeLessThan(2);
      const log = logOf(steps);
      for (const quoteId of new Set(log.flatMap((event) => (event.type === 'QuoteDecided' ? event.data.quoteId : []))))
        expect(Math.max(0, ...decisionsOn(log, quoteId))).toBeLessThan(2);
    }));

  it('nothing is decided without evidence that binds, by one who may, at a proven address', () =>
    whatever(
      (steps) => {
        for (const { command, events, before, rules } of steps)
          if (events.some(({ type }) => type === 'QuoteDecided')) expect(binds(command, before, rules)).toBe(true);
      },
      { numRuns: 2000 },
    ));

  it('every answer to a quote that exists is recorded', () =>
    whatever((steps) => {
      for (const { command, events } of steps)
        if (command.type === 'DecideQuote')
          expect(events[0]?.type === 'QuoteDecided' || events[0]?.type === 'DecisionRefused').toBe(true);
    }));

  it('a total is the sum of its lines', () =>
    whatever((steps) => {
      for (const { after } of steps)
        for (const { total, lines } of quotesOf(after).flatMap(({ versions }) => versions)) {
          expect(total.minor).toBe(lines.reduce((minor, { amount }) => minor + amount.minor, 0));
          expect(total.minor).toBeGreaterThan(0);
        }
      for (const event of logOf(steps))
        if (event.type === 'QuoteDecided') {
          const { decision, quoteId, version } = event.data;
          const lines = linesOf(logOf(steps), quoteId, version);
          const approved = lines.filter(({ number }) => decision.approved.includes(number));
          expect(decision.total.minor).toBe(approved.reduce((minor, { amount }) => minor + amount.minor, 0));
          expect(decision.total.minor).toBeGreaterThanOrEqual(0);
          const numbers = [...decision.approved, ...decision.declined].sort((a, b) => a - b);
          expect(numbers).toEqual([...new Set(lines.map(({ number }) => number))].sort((a, b) => a - b));
        }
    }));

  it('no line is unlocked without a decision that approves it and still stands', () =>
    whatever((steps) => {
      for (const { after, before, events } of steps) {
        const approved = standingApprovals([...before, ...events]);
        for (const { lineId } of unlockedLines(after)) expect(approved.has(lineId)).toBe(true);
        const minor = unlockedLines(after).reduce((total, { amount }) => total + amount.minor, 0);
        if (after.status !== 'cancelled') expect(approvedTotal(after, 'EUR').minor).toBe(minor);
      }
    }));

  it('at most one quote is open, and none once the repair is completed, collected or cancelled', () =>
    whatever((steps) => {
      for (const { after } of steps) {
        const open = quotesOf(after).filter((quote) => openVersions(quote).length > 0);
        expect(open.length).toBeLessThan(after.status === 'registered' || after.status === 'started' ? 2 : 1);
        for (const { versions } of open)
          expect(versions.filter(({ standing }) => standing.status === 'released').length).toBeLessThan(2);
      }
    }));

  it('a decided version is never changed, and an approval that work began on is never revoked', () =>
    whatever((steps) => {
      for (const { before, events } of steps)
        for (const event of events) {
          if (event.type === 'QuoteDrafted' || event.type === 'QuoteReleased')
            expect(Math.max(0, ...decisionsOn(before, event.data.quoteId).slice(-1))).toBe(0);
          if (event.type === 'DecisionRevoked') expect(hasBegun(before, event.data.quoteId)).toBe(false);
        }
    }));

  it('replaying the events gives the same repair, and a repeated command changes nothing', () =>
    whatever((steps) => {
      const last = steps.at(-1);
      if (!last) return;
      const decider = repairDecider(last.rules);
      expect(replay(decider, logOf(steps))).toEqual(last.after);
      const again = decider.decide(last.command, last.after);
      if (again.accepted && last.command.type !== 'DecideQuote' && last.command.type !== 'RevokeDecision')
        expect(again.events).toEqual([]);
    }));

  it('any events in any order are survived', () =>
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 2, max: 7 }), ({ rules, commands }, stride) => {
        const decider = repairDecider(rules);
        const log = logOf(play(rules, commands));
        const shuffled = log
          .map((_, index) => log[(index * stride) % log.length])
          .filter((event) => event !== undefined);
        expect(replay(decider, shuffled)).toEqual(replay(decider, shuffled));
        for (const command of commands) decider.decide(command, replay(decider, shuffled));
      }),
      { numRuns: 200 },
    ));
});

function decidedVersions({ versions }: ReturnType<typeof quotesOf>[number]): number {
  return versions.filter(({ standing }) => standing.status === 'decided').length;
}

function hasBegun(log: readonly RepairEvent[], quoteId: string): boolean {
  return log.some((event) => event.type === 'ApprovedWorkBegun' && event.data.quoteIds.some((id) => id === quoteId));
}

function standingApprovals(log: readonly RepairEvent[]): ReadonlySet<string> {
  const byQuote = new Map<string, readonly string[]>();
  log.forEach((event, index) => {
    if (event.type === 'DecisionRevoked') byQuote.delete(event.data.quoteId);
    if (event.type === 'QuoteDecided') {
      const { quoteId, version, decision } = event.data;
      const lines = linesOf(log.slice(0, index), quoteId, version);
      const approved = lines.filter(({ number }) => decision.approved.includes(number));
      byQuote.set(
        quoteId,
        approved.map(({ lineId }) => lineId),
      );
    }
  });
  return new Set([...byQuote.values()].flat());
}
