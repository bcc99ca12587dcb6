import { assertNever } from '../../../core/decision.ts';
import type { AnsweredQuote } from './binder.ts';
import { isChainOf } from './commands.ts';
import { type Cue, cuesIn } from './cues.ts';
import { featuresOf, heldIn } from './features.ts';
import { type Picked, pickLines } from './lines.ts';
import { COURTESY } from './lists.ts';
import { LABELS, type Label, likely, type Weights } from './model.ts';
import { type Normal, normalise } from './normalise.ts';

/** The next question or act when nothing was decided. None of these approves or rejects. */
export type Ask =
  | 'confirm-all'
  | 'confirm-none'
  | 'confirm-lines'
  | 'choose-lines'
  | 'question'
  | 'status'
  | 'call'
  | 'person'
  | 'wrong-person'
  | 'optout'
  | 'confirm-optout'
  | 'pause'
  | 'condition'
  | 'ceiling'
  | 'thanks'
  | 'repeat';

export type NextQuestion = {
  readonly ask: Ask;
  /** Another wish in the same text, which is passed on before the next question. */
  readonly also?: 'question' | 'status';
  readonly lines?: Picked;
  /** The cue or rule that chose. */
  readonly why: string;
  /** From 0 to 1. */
  readonly confidence: number;
};

/** Beside a yes these may turn it round. */
const TURNS = new Set(
  'maar but though only alleen enkel niet nie not geen no nee without zonder except behalve rest'.split(' '),
);
const SURE = 0.5;
const MAYBE = 0.15;
/**
 * Asking needlessly whether a text is a yes or a no costs little; not asking sends a customer
 * round.
 */
const PERHAPS = 0.1;
const FROM_CUE = 0.9;

/** All that the choice depends on. */
type Look = {
  readonly quote: AnsweredQuote;
  readonly normal: Normal;
  readonly has: (...names: readonly Cue[]) => boolean;
  readonly p: Readonly<Record<Label, number>>;
  readonly best: Label;
  /** A question, with a question mark or without. */
  readonly asks: boolean;
  /** Answers held in the sentences that ask nothing: "Can you do it tomorrow?" holds no yes. */
  readonly told: ReturnType<typeof heldIn>;
  readonly lines: Picked | undefined;
  readonly also: NextQuestion['also'];
};

/** The next question for a text that answers nothing. */
export function choose(text: string, normal: Normal, quote: AnsweredQuote, weights: Weights): NextQuestion {
  const cues = cuesIn(text);
  const has = (...names: readonly Cue[]): boolean => names.some((name) => cues.has(name));
  const words = normal.words.map((word) => word.text);
  const p = likely(featuresOf(words, cues), weights);
  const best = LABELS.reduce((one, other) => (p[other] > p[one] ? other : one));
  const asks = has('asks', 'asksFirst', 'wondering');
  const also = !has('asks') ? undefined : has('ready') && p.status > p.question ? 'status' : 'question';
  const told = heldIn(has('asks') ? wordsOf(withoutQuestions(text)) : words);
  const look: Look = { quote, normal, has, p, best, asks, also, told, lines: pickLines(normal.words, quote) };
  return (
    wantsOut(look) ??
    wantsPerson(look) ??
    holdsYes(look, text) ??
    wantsTime(look) ??
    namesLines(look) ??
    setsLimit(look) ??
    showsThumb(look) ??
    courtesy(look) ??
    byLabel(look)
  );
}

function withoutQuestions(text: string): string {
  return text.replace(/[^.!?\n]+[.!?\n]?|[.!?\n]/gu, (sentence) => (sentence.endsWith('?') ? ' ' : sentence));
}

function wordsOf(text: string): readonly string[] {
  return normalise(text).words.map((word) => word.text);
}

function cue(ask: Ask): NextQuestion {
  return { ask, why: 'cue', confidence: FROM_CUE };
}
function model(ask: Ask, confidence: number, why = 'model'): NextQuestion {
  return { ask, why, confidence };
}
function withAlso(next: NextQuestion, also: NextQuestion['also']): NextQuestion {
  return also ? { ...next, also } : next;
}

/** A customer who wants no more messages is asked to say it better at most once. */
function wantsOut({ has, p, best }: Look): NextQuestion | undefined {
  if (has('optout') && (!has('yes') || p.optout >= MAYBE)) return cue('optout');
  if (has('fedUp') && best !== 'yes') return model('confirm-optout', Math.max(p.optout, SURE), 'cue');
  if (p.optout < MAYBE || !has('optoutMaybe') || best === 'yes') return undefined;
  return model('confirm-optout', p.optout);
}

function wantsPerson(look: Look): NextQuestion | undefined {
  const { has, p, told } = look;
  const yes = tellsYes(look);
  if (has('wrong') && p.person >= MAYBE && !yes) return cue('wrong-person');
  if (has('call') && !has('callNot') && p.pause < SURE) return cue('call');
  if (p.person < MAYBE || yes) return undefined;
  if (has('stopWork')) return cue('person');
  if (p.no >= SURE) return undefined;
  if (has('person') || (has('collects') && !told.held.has('yes-word'))) return cue('person');
  return has('angry') ? { ...cue('person'), why: 'anger' } : undefined;
}

/** A listed yes in what is told, and no listed no. */
function tellsYes({ has, told: { held } }: Look): boolean {
  return held.has('yes') && !held.has('no') && !(has('asksFirst') && !has('asks'));
}

/** A likely yes is put as a question of its own, and never left to the mechanic or a person. */
function holdsYes(look: Look, text: string): NextQuestion | undefined {
  const { has, p, also, quote, normal } = look;
  const { held, rest } = look.told;
  // "Ja hoor, ik haal hem om vijf uur" takes the yes for said.
  const saysYes = held.has('yes-word') && !held.has('no') && !held.has('no-word') && has('collects');
  if (!tellsYes(look) && !saysYes) return undefined;
  const turned = rest.some((word) => TURNS.has(word));
  const offersLess = normal.words.some(
    ({ text: word }) => /^#\d+$/u.test(word) && Number(word.slice(1)) < (quote.totalMinor ?? 0),
  );
  if (
    turned ||
    offersLess ||
    (namesSome(look) && !saysYesApart(text, quote)) ||
    has('condition', 'ceiling', 'pause', 'later') ||
    p.lines >= SURE ||
    p.no >= SURE
  )
    return undefined;
  return withAlso(model('confirm-all', Math.max(p.yes, SURE), 'holds a yes'), also);
}

/** "Let me ask" beside words that are a yes only in part. */
function wantsTime(look: Look): NextQuestion | undefined {
  const { has, p } = look;
  return has('pause') && p.pause >= MAYBE && !tellsYes(look) ? model('pause', p.pause) : undefined;
}

function namesSome({ lines }: Look): boolean {
  return (lines?.declined.length ?? 0) > 0;
}

/** A yes in a sentence that names no line: "Ja doe maar. Remmen zijn belangrijk." */
function saysYesApart(text: string, quote: AnsweredQuote): boolean {
  return text.split(/[.,!;\n]+/u).some((sentence) => {
    const { words } = normalise(sentence);
    return heldIn(words.map((word) => word.text)).held.has('yes') && !pickLines(words, quote);
  });
}

function setsLimit({ has, p }: Look): NextQuestion | undefined {
  if (p.limit < MAYBE || !has('condition', 'ceiling')) return undefined;
  return model(has('ceiling') ? 'ceiling' : 'condition', p.limit);
}

function namesLines({ lines, asks, has, p }: Look): NextQuestion | undefined {
  if (!lines || asks || p.pause >= SURE || p.limit >= SURE || has('condition')) return undefined;
  if (lines.declined.length === 0) return model('confirm-all', FROM_CUE, 'all lines named');
  if (lines.approved.length === 0) return model('confirm-none', FROM_CUE, 'all lines named');
  return { ...model('confirm-lines', FROM_CUE, 'lines named'), lines };
}

/** A thumb says yes or no and not to what. */
function showsThumb({ normal: { words, up, down, asks, strange } }: Look): NextQuestion | undefined {
  if (words.length > 0 || asks || strange !== undefined || up === down) return undefined;
  return model(up ? 'confirm-all' : 'confirm-none', FROM_CUE, 'a sign alone');
}

const COURTEOUS = new Set(Object.values(COURTESY).flatMap((phrases) => [...phrases]));
/** Thanks and greetings and nothing else. */
function courtesy({ normal }: Look): NextQuestion | undefined {
  const words = normal.words.map((word) => word.text);
  return isChainOf(words, COURTEOUS) ? model('thanks', FROM_CUE, 'courtesy') : undefined;
}

function byLabel(look: Look): NextQuestion {
  const { best, p, has, also, asks, quote } = look;
  switch (best) {
    case 'yes':
      return withAlso(model('confirm-all', p.yes), also);
    case 'no':
      return model('confirm-none', p.no);
    case 'lines':
      if (has('ceiling')) return model('ceiling', p.lines);
      return quote.lines.length === 1 && p.yes > p.no && p.yes >= MAYBE
        ? model('confirm-all', p.yes, 'one line')
        : model('choose-lines', p.lines);
    case 'question':
    case 'status':
      // Only a question is sent to the mechanic.
      return (asks ? undefined : rather(p)) ?? model(best, p[best]);
    case 'person':
      return rather(p) ?? personOrRepeat(look);
    case 'optout':
      return model('confirm-optout', p.optout);
    case 'pause':
      return (has('pause') ? undefined : rather(p)) ?? model('pause', p.pause);
    case 'limit':
      return model(has('ceiling') ? 'ceiling' : 'condition', p.limit);
    case 'other':
      return otherwise(look);
    default:
      return assertNever(best);
  }
}

/** A likely yes or no goes to no mechanic and no person. */
function rather(p: Look['p']): NextQuestion | undefined {
  if (Math.max(p.yes, p.no) < MAYBE) return undefined;
  return p.yes >= p.no ? model('confirm-all', p.yes, 'rather a yes') : model('confirm-none', p.no, 'rather a no');
}

function personOrRepeat({ has, p }: Look): NextQuestion {
  if (has('call') && !has('callNot')) return model('call', p.person);
  return model(p.person >= SURE || has('person', 'angry', 'wrong', 'stopWork') ? 'person' : 'repeat', p.person);
}

function otherwise({ p, also, normal }: Look): NextQuestion {
  const { held } = heldIn(normal.words.map((word) => word.text));
  const yes = p.yes >= PERHAPS || ((held.has('yes') || held.has('yes-word')) && p.yes >= p.no);
  const no = p.no >= PERHAPS || held.has('no') || held.has('no-word');
  if (yes && (p.yes >= p.no || !no)) return withAlso(model('confirm-all', p.yes, 'perhaps a yes'), also);
  if (no && !also) return model('confirm-none', p.no, 'perhaps a no');
  return also ? model(also, p[also], 'asked') : model('repeat', p.other);
}
