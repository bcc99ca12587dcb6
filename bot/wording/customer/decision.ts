import type { Language } from '../../../core/customer/address.ts';
import { agreedGoesOn } from '../agreed-work.ts';
import { choiceName, inclusive, inline, numbered, onlyChoice } from '../choice-lines.ts';
import { heading } from '../heading.ts';
import { message, type Part, type Renderers, sentences } from '../message.ts';
import { inSentence, sentence } from '../plain.ts';
import { callMe } from './lines.ts';
import { type Speaker, spoken } from './message.ts';
import type { ChoiceFacts, DecidedFacts } from './phrase.ts';

const nl = {
  noted: { first: 'Genoteerd', again: 'Dit was al genoteerd' },
  onBehalf: 'namens u',
  byPerson: 'door een medewerker',
  at: (time: string, date: string | undefined) => (date ? `op ${date} om ${time}` : `om ${time}`),
  you: 'u',
  other: 'degene die ook beslist',
  approved: (who: string) => `${who} gaat *akkoord*.`,
  partly: (who: string) => `${who} gaat akkoord met *een deel*.`,
  by: (who: string) => `door ${who}`,
  rejected: 'dit doen we *niet*:',
  toDo: 'Wel',
  notToDo: 'Niet',
  together: (total: string) => `Samen ${total}.`,
  pays: (total: string) => `U betaalt hiervoor ${total}.`,
  costs: (total: string) => `Dit kost ${total}.`,
  expected: (day: string, time: string) => `Verwacht klaar: ${day} ${time}.`,
  advice: (why: string | undefined) => sentence(`Ons advies blijft: niet te lang wachten${why ? `, ${why}` : ''}`),
  adviceOn: (number: number) => `Ons advies blijft: niet te lang wachten met nr. ${number}.`,
  otherwise: 'Toch anders?',
  until: 'Dat kan tot de monteur aan dit werk begint.',
  typeChange: 'Typ *WIJZIG*.',
  change: 'Wijzigen',
  afterAll: 'Toch wel doen',
};
const en: typeof nl = {
  noted: { first: 'Noted', again: 'This was already noted' },
  onBehalf: 'on your behalf',
  byPerson: 'by a person of ours',
  at: (time, date) => (date ? `on ${date} at ${time}` : `at ${time}`),
  you: 'you',
  other: 'the other person who decides',
  approved: (who) => `${who} *approved*.`,
  partly: (who) => `${who} approved *part of it*.`,
  by: (who) => `by ${who}`,
  rejected: 'we will *not* do this:',
  toDo: 'To do',
  notToDo: 'Not to do',
  together: (total) => `Together ${total}.`,
  pays: (total) => `You pay ${total} for this.`,
  costs: (total) => `This costs ${total}.`,
  expected: (day, time) => `Expected ready: ${day} ${time}.`,
  advice: (why) => sentence(`Our advice stays: don't wait too long${why ? `, ${why}` : ''}`),
  adviceOn: (number) => `Our advice stays: don't wait too long with no. ${number}.`,
  otherwise: 'Changed your mind?',
  until: 'You can until the mechanic starts on this work.',
  typeChange: 'Type *CHANGE*.',
  change: 'Change it',
  afterAll: 'Do it after all',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

/** `Wel: 1. Remblokken voor, € 286,40`; a quote of one choice needs no numbers. */
function named(facts: DecidedFacts, numbers: readonly number[], by: Speaker, room: number): string {
  const only = onlyChoice(facts.quote);
  if (!only) return inline(numbered(facts.quote, numbers), by, room);
  return `${inSentence(choiceName(only, by))}, ${by.money(only.amount)}`;
}

/** Who decided, as the reader knows that person. */
function decider({ byOther }: DecidedFacts, by: Speaker): string {
  const say = by.pick(words);
  return byOther ? (spoken(byOther.name, 30) ?? say.other) : say.you;
}

/** A rejection names who gave it here: what follows is what we will not do. */
function noted(facts: DecidedFacts, by: Speaker): string {
  const { at, again, byStaff, byOther, outcome } = facts;
  const say = by.pick(words);
  const when = say.at(by.time(at), by.isToday(at) ? undefined : by.date(at));
  const told = byOther ? say.byPerson : say.onBehalf;
  const how = byStaff ? told : byOther && outcome === 'rejected' ? say.by(decider(facts, by)) : undefined;
  return `${sentences(say.noted[again ? 'again' : 'first'], how, when)}:`;
}

/** Advice comes from the mechanic's severity and words alone: what may wait gets none. */
function advice(declined: readonly ChoiceFacts[], facts: DecidedFacts, by: Speaker): string | undefined {
  const say = by.pick(words);
  const urgent = declined.filter(({ severity }) => severity === 'now');
  const [first] = urgent;
  if (!first) return undefined;
  if (urgent.length > 1) return say.advice(undefined);
  return facts.quote.choices.length > 1 ? say.adviceOn(first.number) : say.advice(spoken(first.finding, 160));
}

function expected({ readyAt }: DecidedFacts, by: Speaker): string | undefined {
  return readyAt && by.pick(words).expected(by.day(readyAt), by.time(readyAt));
}

function price({ total, outcome, approved, pays }: DecidedFacts, by: Speaker): string {
  const say = by.pick(words);
  const amount = `${by.money(total)} ${inclusive(by)}`;
  if (outcome === 'approved' && approved.length > 1) return say.together(amount);
  return pays ? say.pays(amount) : say.costs(amount);
}

function accepted(facts: DecidedFacts, by: Speaker): readonly Part[] {
  const say = by.pick(words);
  const { quote, approved, declined } = facts;
  const shared = approved.length + declined.length;
  const part = (label: string, numbers: readonly number[], room: number) =>
    `${label}: ${named(facts, numbers, by, (room * numbers.length) / shared - label.length - 3)}`;
  const whole = facts.outcome === 'approved';
  return [
    `${noted(facts, by)} ${(whole ? say.approved : say.partly)(decider(facts, by))}`,
    (room) => {
      const wanted = part(say.toDo, approved, room);
      return declined.length === 0 ? wanted : `${wanted}\n${part(say.notToDo, declined, room)}`;
    },
    sentences(price(facts, by), expected(facts, by)),
    advice(numbered(quote, declined), facts, by),
    sentences(say.otherwise, by.buttons ? undefined : say.typeChange, say.until),
  ];
}

function rejected(facts: DecidedFacts, by: Speaker): readonly Part[] {
  const say = by.pick(words);
  const { quote, declined } = facts;
  return [
    (room) => {
      const start = `${noted(facts, by)} ${say.rejected}`;
      return `${start} ${named(facts, declined, by, room - start.length - 2)}.`;
    },
    sentences(agreedGoesOn(quote, by), expected(facts, by)),
    advice(numbered(quote, declined), facts, by),
    by.buttons ? undefined : sentences(say.otherwise, say.typeChange),
  ];
}

/** The echo of a decision: what was decided, when, for how much. */
export const decisionRenderers = {
  decided: (phrase, by) => {
    const say = by.pick(words);
    const no = phrase.outcome === 'rejected';
    const change = { do: 'change', quoteId: phrase.quote.quoteId } as const;
    const choices = [{ label: no ? say.afterAll : say.change, action: change }, callMe(by)];
    const body = no ? rejected(phrase, by) : accepted(phrase, by);
    return message([heading(phrase.vehicle), ...body], by.buttons ? { choices, ending: undefined } : undefined);
  },
} satisfies Pick<Renderers, 'decided'>;
