import { type Calendar, type CallWindow, openingsOn } from '../calendar.ts';
import { atLocal, localParts } from '../local-time.ts';
import { findPhone } from './find-phone.ts';
import { dateOf, type Parts, partsOf } from './moment.ts';
import { type Relation, type TimeWord, timeWords } from './time-words.ts';

/** When somebody wants to be called, and on which number if that was typed. */
export type CallWish = CallTime & { readonly phone: string | undefined };

type CallTime =
  | { readonly kind: 'window'; readonly window: CallWindow }
  | { readonly kind: 'soon' }
  /** A time that is not plain, is over, or lies outside opening hours: it is asked. */
  | { readonly kind: 'unsure' }
  /** Nothing about a time. */
  | { readonly kind: 'none' };

/** Reads a wish for a call: "bel me morgen na 3", "at 2 pm on 06…". What is left over makes it unsure. */
export function readCallWish(text: string, calendar: Calendar, now: Date): CallWish {
  const found = findPhone(text);
  const [phone, rest] = found.kind === 'read' ? [found.e164, `${found.before} ${found.after}`] : [undefined, text];
  return { ...callTime(timeWords(rest, frame), calendar, now), phone };
}

const hour = 60 * 60_000;

function callTime(said: readonly TimeWord[], calendar: Calendar, now: Date): CallTime {
  const meant = withoutRefused(said);
  const relations = meant.flatMap((one) => (one.kind === 'how' ? [one.how] : []));
  const isLeftOver = meant.some(({ kind }) => kind === 'other');
  const names = meant.some(({ kind }) => kind === 'time' || kind === 'span' || kind === 'day' || kind === 'part');
  const [only] = meant.filter(({ kind }) => kind !== 'how');
  if (!only) return atAnyTime(relations);
  const hours = meant.filter(({ kind }) => kind === 'hour').length;
  const isTime = names || (hours > 0 && relations.some((how) => how !== 'and' && how !== 'but' && how !== 'not'));
  if (!isTime) return { kind: 'none' };
  if (isLeftOver) return hours > 0 && !names ? { kind: 'none' } : { kind: 'unsure' };
  const window = windowOf(meant, relations, calendar, now);
  return window ? { kind: 'window', window } : { kind: 'unsure' };
}

function atAnyTime(relations: readonly Relation[]): CallTime {
  const plain = relations.filter((how) => how !== 'at');
  return plain.length === 1 && (plain[0] === 'soon' || plain[0] === 'any') ? { kind: 'soon' } : { kind: 'none' };
}

/** "Niet om 14:00 maar om 15:00" is 15:00. */
function withoutRefused(said: readonly TimeWord[]): readonly TimeWord[] {
  const but = said.findIndex((one) => one.kind === 'how' && one.how === 'but');
  const [first] = said;
  return but > 0 && first?.kind === 'how' && first.how === 'not'
    ? said.slice(but + 1)
    : said.filter((one) => one.kind !== 'how' || one.how !== 'but');
}

function windowOf(
  said: readonly TimeWord[],
  all: readonly Relation[],
  calendar: Calendar,
  now: Date,
): CallWindow | undefined {
  const relations = new Set(all.filter((how) => how !== 'at' && how !== 'about'));
  const moments = said.filter(({ kind }) => kind !== 'how');
  const times = moments.filter(({ kind }) => kind === 'time' || kind === 'hour');
  const days = moments.filter(({ kind }) => kind === 'day' || kind === 'part');
  const [span, ...others] = moments.filter((one) => one.kind === 'span');
  if (span?.kind === 'span')
    return others.length > 0 || times.length > 0 || days.length > 0 || relations.size > 0
      ? undefined
      : afterSpan(span, calendar, now);
  const [first, second] = times.map((time) => partsOf([...days, time]));
  if (!first?.time || times.length > 2) return undefined;
  if (times.length === 2) return second?.time && isRange(relations) ? between(first, second, calendar, now) : undefined;
  return oneTime(first, relations, calendar, now);
}

function isRange(relations: ReadonlySet<Relation>): boolean {
  const said = [...relations].sort().join(' ');
  return said === 'and between' || said === 'until' || said === 'after until';
}

function afterSpan({ minutes, within }: Extract<TimeWord, { kind: 'span' }>, calendar: Calendar, now: Date) {
  const then = new Date(now.getTime() + minutes * 60_000);
  return within ? clipped(now, then, calendar, now) : clipped(then, new Date(then.getTime() + hour), calendar, now);
}

function between(first: Parts, second: Parts, calendar: Calendar, now: Date): CallWindow | undefined {
  const from = dateTime(first, calendar, now);
  const to = dateTime(second, calendar, now);
  return from && to && from < to && from > now ? clipped(from, to, calendar, now) : undefined;
}

function oneTime(
  parts: Parts,
  relations: ReadonlySet<Relation>,
  calendar: Calendar,
  now: Date,
): CallWindow | undefined {
  const at = dateTime(parts, calendar, now);
  if (!at || at <= now) return undefined;
  const opening = openingsOn(calendar, localParts(calendar.zone, at).date).find(
    ({ opens, closes }) => opens <= at && at <= closes,
  );
  if (!opening) return undefined;
  const before = { from: new Date(Math.max(now.getTime(), opening.opens.getTime())), to: at };
  switch ([...relations].sort().join(' ')) {
    case '':
      return clipped(at, new Date(at.getTime() + hour), calendar, now);
    case 'after':
    case 'before not':
      return clipped(at, opening.closes, calendar, now);
    case 'before':
    case 'by':
    case 'until':
    case 'after not':
    case 'after no-more':
      return before.from < before.to ? before : undefined;
    default:
      return undefined;
  }
}

function dateTime({ day, time }: Parts, { zone }: Calendar, now: Date): Date | undefined {
  const date = dateOf(day, localParts(zone, now));
  return date && time ? atLocal(zone, date, time.hour * 60 + time.minute) : undefined;
}

/** Cuts a window at closing time; undefined if it begins while the garage is closed. */
function clipped(from: Date, to: Date, calendar: Calendar, now: Date): CallWindow | undefined {
  const opening = openingsOn(calendar, localParts(calendar.zone, from).date).find(
    ({ opens, closes }) => opens <= from && from < closes,
  );
  if (!opening || from < now) return undefined;
  return { from, to: new Date(Math.min(to.getTime(), opening.closes.getTime())) };
}

/** Words around a time that say nothing about it. */
const frame: ReadonlySet<string> = new Set(
  (
    'bel belt bellen bellt terugbellen terug opbellen telefoneren mij me ons maar dan graag kunt kun kan u je jullie wilt wil ' +
    'alstublieft alsjeblieft aub svp even liefst het best beste prima goed ok oke okay ja hoi hallo dag goedemorgen ' +
    'goedemiddag goedenavond ik dat is komt uit schikt lukt uur van bedankt dank hoor zou ' +
    'call ring phone can could would you please pls me back us fine good works great yes yeah hi hello i that it is be ' +
    'best for thanks thank the number nummer mobiel mobile'
  ).split(' '),
);
