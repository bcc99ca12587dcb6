import { sum } from '../../../core/money.ts';
import type { Selection } from '../../../core/repair/repair.ts';
import { inBothLanguages, inSentence, sentence } from '../format.ts';
import {
  agreedGoesOn,
  amountLabel,
  anotherDecider,
  aPerson,
  callMe,
  choiceName,
  inclusive,
  inline,
  list,
  numbered,
  onlyChoice,
  quoteEnding,
} from './lines.ts';
import {
  answerBy,
  type Choices,
  composed,
  heading,
  type Part,
  type Renderers,
  type Speaker,
  sentences,
  spoken,
  standing,
  vehicleName,
} from './message.ts';
import type { ChoiceFacts, DecidedFacts, QuoteFacts } from './phrase.ts';
import { assistant } from './repair.ts';

const decisionWords = inBothLanguages({
  nl: {
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
  },
  en: {
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
  },
});

/** The echo of a decision: what was decided, when, for how much. */
export const decisionRenderers = {
  decided: (phrase, speaker) => {
    const words = speaker.pick(decisionWords);
    const no = phrase.outcome === 'rejected';
    const change = { do: 'change', quoteId: phrase.quote.quoteId } as const;
    const choices = [{ label: no ? words.afterAll : words.change, action: change }, callMe(speaker)];
    const body = no ? rejected(phrase, speaker) : accepted(phrase, speaker);
    return composed([heading(phrase.vehicle), ...body], speaker.buttons ? { choices, ending: undefined } : undefined);
  },
} satisfies Pick<Renderers, 'decided'>;

function accepted(facts: DecidedFacts, speaker: Speaker): readonly Part[] {
  const words = speaker.pick(decisionWords);
  const { quote, approved, declined } = facts;
  const shared = approved.length + declined.length;
  const part = (label: string, numbers: readonly number[], room: number) =>
    `${label}: ${named(facts, numbers, speaker, (room * numbers.length) / shared - label.length - 3)}`;
  const whole = facts.outcome === 'approved';
  return [
    `${noted(facts, speaker)} ${(whole ? words.approved : words.partly)(decider(facts, speaker))}`,
    (room) => {
      const wanted = part(words.toDo, approved, room);
      return declined.length === 0 ? wanted : `${wanted}\n${part(words.notToDo, declined, room)}`;
    },
    sentences(price(facts, speaker), expected(facts, speaker)),
    advice(numbered(quote, declined), facts, speaker),
    sentences(words.otherwise, speaker.buttons ? undefined : words.typeChange, words.until),
  ];
}

function rejected(facts: DecidedFacts, speaker: Speaker): readonly Part[] {
  const words = speaker.pick(decisionWords);
  const { quote, declined } = facts;
  return [
    (room) => {
      const start = `${noted(facts, speaker)} ${words.rejected}`;
      return `${start} ${named(facts, declined, speaker, room - start.length - 2)}.`;
    },
    sentences(agreedGoesOn(quote, speaker), expected(facts, speaker)),
    advice(numbered(quote, declined), facts, speaker),
    speaker.buttons ? undefined : sentences(words.otherwise, words.typeChange),
  ];
}

/** A rejection names the decider here, because the sentence goes on with what we will not do. */
function noted(facts: DecidedFacts, speaker: Speaker): string {
  const { at, again, byStaff, byOther, outcome } = facts;
  const words = speaker.pick(decisionWords);
  const when = words.at(speaker.time(at), speaker.isToday(at) ? undefined : speaker.date(at));
  const told = byOther ? words.byPerson : words.onBehalf;
  const how = byStaff ? told : byOther && outcome === 'rejected' ? words.by(decider(facts, speaker)) : undefined;
  return `${sentences(words.noted[again ? 'again' : 'first'], how, when)}:`;
}

/** Names the decider as the reader knows that person. */
function decider({ byOther }: DecidedFacts, speaker: Speaker): string {
  const words = speaker.pick(decisionWords);
  return byOther ? (spoken(byOther.name, 30) ?? words.other) : words.you;
}

/** `Wel: 1. Remblokken voor, € 286,40`; a quote of one choice needs no numbers. */
function named(facts: DecidedFacts, numbers: readonly number[], speaker: Speaker, room: number): string {
  const only = onlyChoice(facts.quote);
  if (!only) return inline(numbered(facts.quote, numbers), speaker, room);
  return `${inSentence(choiceName(only, speaker))}, ${speaker.money(only.amount)}`;
}

function price({ total, outcome, approved, pays }: DecidedFacts, speaker: Speaker): string {
  const words = speaker.pick(decisionWords);
  const amount = `${speaker.money(total)} ${inclusive(speaker)}`;
  if (outcome === 'approved' && approved.length > 1) return words.together(amount);
  return pays ? words.pays(amount) : words.costs(amount);
}

function expected({ readyAt }: DecidedFacts, speaker: Speaker): string | undefined {
  return readyAt && speaker.pick(decisionWords).expected(speaker.day(readyAt), speaker.time(readyAt));
}

/** Advice comes from the mechanic's severity and words alone: what may wait gets none. */
function advice(declined: readonly ChoiceFacts[], facts: DecidedFacts, speaker: Speaker): string | undefined {
  const words = speaker.pick(decisionWords);
  const urgent = declined.filter(({ severity }) => severity === 'now');
  const [first] = urgent;
  if (!first) return undefined;
  if (urgent.length > 1) return words.advice(undefined);
  return facts.quote.choices.length > 1 ? words.adviceOn(first.number) : words.advice(spoken(first.finding, 160));
}

const choosingWords = inBothLanguages({
  nl: {
    meant: 'Bedoelt u dit?',
    toDo: 'Wel',
    notToDo: 'Niet',
    yes: 'Ja',
    other: 'Anders',
    replyYes: (amount: string, several: boolean) =>
      `Antwoord *JA* (akkoord, ${amount})${several ? ' of de nummers die u wilt, bijvoorbeeld\u00a0*1*' : ''}. Liever bellen? Typ *BEL*.`,
    replyNone: 'Antwoord *NEE* (niets doen) of de nummers die u wilt, bijvoorbeeld\u00a0*1*. Liever bellen? Typ *BEL*.',
    which: (inclusive: string) => `Wat mogen we doen? Alle bedragen zijn ${inclusive}.`,
    needed: 'Alleen wat nu moet',
    only: (number: number) => `Alleen nr. ${number}`,
    all: 'Alles',
    none: 'Niets',
    question: 'Ik heb een vraag',
    combine: 'Een andere combinatie? Typ de nummers, bijvoorbeeld *1 3*.',
  },
  en: {
    meant: 'Is this what you mean?',
    toDo: 'To do',
    notToDo: 'Not to do',
    yes: 'Yes',
    other: 'Something else',
    replyYes: (amount, several) =>
      `Reply *YES* (approve, ${amount})${several ? ' or the numbers you want, for example\u00a0*1*' : ''}. Prefer a call? Type *CALL*.`,
    replyNone: 'Reply *NO* (do nothing) or the numbers you want, for example\u00a0*1*. Prefer a call? Type *CALL*.',
    which: (inclusive) => `What shall we do? All amounts are ${inclusive}.`,
    needed: "Only what's needed now",
    only: (number) => `Only no. ${number}`,
    all: 'Everything',
    none: 'Nothing',
    question: 'I have a question',
    combine: 'Another combination? Type the numbers, for example *1 3*.',
  },
});

/** Lines to choose from, and lines read back. */
export const choosingRenderers = {
  'choose-lines': ({ vehicle, quote }, speaker) => {
    const words = speaker.pick(choosingWords);
    const combine = speaker.buttons && quote.choices.length > 2 ? words.combine : undefined;
    return composed(
      [heading(vehicle), words.which(inclusive(speaker)), list(quote.choices, speaker), combine],
      answerBy(speaker, selections(quote, speaker), quoteEnding(quote, speaker)),
    );
  },
  'confirm-lines': ({ vehicle, quote, numbers }, speaker) => {
    const words = speaker.pick(choosingWords);
    const wanted = numbered(quote, numbers);
    const left = quote.choices.filter((choice) => !wanted.includes(choice));
    const part = (label: string, choices: typeof wanted) => (room: number) =>
      `${label}: ${inline(choices, speaker, (room * choices.length) / quote.choices.length - label.length - 2)}`;
    const currency = quote.total.currency;
    const amount = speaker.money(
      sum(
        wanted.map((choice) => choice.amount),
        currency,
      ),
    );
    const none = wanted.length === 0;
    const selection: Selection = none ? { kind: 'none' } : { kind: 'numbers', numbers: wanted.map((c) => c.number) };
    return composed(
      [
        heading(vehicle),
        words.meant,
        none ? undefined : part(words.toDo, wanted),
        left.length === 0 ? undefined : part(words.notToDo, left),
      ],
      answerBy(
        speaker,
        [
          decide(quote, none ? words.yes : amountLabel(`${words.yes},`, amount).replace(/,$/u, ''), selection),
          { label: words.other, action: { do: 'choose-lines', quoteId: quote.quoteId, version: quote.version } },
        ],
        none ? words.replyNone : words.replyYes(amount, !onlyChoice(quote)),
      ),
    );
  },
} satisfies Pick<Renderers, 'choose-lines' | 'confirm-lines'>;

/** At most eight: what must be done now, each of the first four alone, all, none, a question. */
function selections(quote: QuoteFacts, speaker: Speaker): Choices {
  const words = speaker.pick(choosingWords);
  const urgent = quote.choices.filter(({ severity }) => severity === 'now').map(({ number }) => number);
  const mixed = urgent.length > 0 && urgent.length < quote.choices.length;
  const alone = onlyChoice(quote) ? [] : quote.choices.slice(0, maxNumbers);
  return [
    ...(mixed ? [decide(quote, words.needed, { kind: 'numbers', numbers: urgent })] : []),
    ...alone.map(({ number }) => decide(quote, words.only(number), { kind: 'numbers', numbers: [number] })),
    decide(quote, words.all, { kind: 'all' }),
    decide(quote, words.none, { kind: 'none' }),
    { label: words.question, action: { do: 'ask-or-call', repairId: quote.repairId } },
  ];
}

const maxNumbers = 4;

function decide(quote: QuoteFacts, label: string, selection: Selection): Choices[number] {
  return {
    label,
    action: { do: 'decide', quoteId: quote.quoteId, version: quote.version, selection },
  };
}

const deciderWords = inBothLanguages({
  nl: {
    offer:
      'Iemand anders mag ook beslissen. U krijgt dan een link om door te sturen: wie hem opent, krijgt de offertes en kan ze beantwoorden.',
    nothing: 'Met uw bericht is *niets goedgekeurd*.',
    typeLink: 'Typ *LINK* voor die link, of *MENS* voor een medewerker.',
    forward:
      'Stuur deze link door naar degene die beslist. Die krijgt dan de offertes voor deze auto en kan ze beantwoorden.',
    yourself: 'Zelf antwoorden kan ook nog: het eerste antwoord telt.',
    once: (date: string) => `De link werkt één keer, t/m ${date}.`,
    own: 'Dit is uw eigen link om door te sturen. Er is niets veranderd en hij blijft geldig.',
    sendOn: 'Stuur hem naar degene die ook mag beslissen.',
    asksYou: (name: string | undefined) => `${name ?? 'De klant'} vraagt u om mee te beslissen over deze reparatie.`,
    quotesHere: 'U krijgt de offertes in deze chat. Het eerste antwoord telt.',
    now: 'Stand nu:',
    decidesToo: (name: string | undefined) =>
      `${name ?? 'Degene die de link opende'} kan nu ook beslissen over deze reparatie.`,
    first: 'Het eerste antwoord telt.',
    onlyMe: 'Alleen ik beslis',
    typeOnlyMe: 'Toch niet? Typ *ALLEEN IK*.',
    taken: (name: string | undefined) =>
      `${name ?? 'Degene die de link opende'} beslist niet meer mee over deze reparatie.`,
    lost: 'U hoeft over deze reparatie niets meer te beslissen. De knoppen in eerdere berichten keuren niets meer goed.',
  },
  en: {
    offer:
      'Someone else may decide too. You get a link to forward: whoever opens it gets the quotes and can answer them.',
    nothing: 'Your message has *not approved anything*.',
    typeLink: 'Type *LINK* for that link, or *PERSON* for a person.',
    forward:
      'Forward this link to the person who decides. That person then gets the quotes for this car and can answer them.',
    yourself: 'You can still answer yourself: the first answer counts.',
    once: (date) => `The link works once, until ${date}.`,
    own: 'This is your own link to forward. Nothing has changed and it stays valid.',
    sendOn: 'Send it to the person who may decide too.',
    asksYou: (name) => `${name ?? 'The customer'} asks you to decide about this repair too.`,
    quotesHere: 'You get the quotes in this chat. The first answer counts.',
    now: 'Right now:',
    decidesToo: (name) => `${name ?? 'The person who opened the link'} can now decide about this repair too.`,
    first: 'The first answer counts.',
    onlyMe: 'Only I decide',
    typeOnlyMe: 'Changed your mind? Type *ONLY ME*.',
    taken: (name) => `${name ?? 'The person who opened the link'} no longer decides about this repair.`,
    lost: 'You no longer need to decide about this repair. The buttons in earlier messages approve nothing any more.',
  },
});

/** A second decider: the link to forward, and the news of it to everybody. */
export const deciderRenderers = {
  'offer-link': ({ vehicle, repairId }, speaker) => {
    const words = speaker.pick(deciderWords);
    const answers = answerBy(speaker, [anotherDecider(repairId, speaker), aPerson(speaker)], words.typeLink);
    return composed([heading(vehicle), words.offer, words.nothing], answers);
  },
  'decider-link': ({ vehicle, until }, speaker) => {
    const words = speaker.pick(deciderWords);
    return composed([heading(vehicle), words.forward, words.yourself, words.once(speaker.date(until))]);
  },
  'forward-link': ({ vehicle }, speaker) =>
    composed([heading(vehicle), speaker.pick(deciderWords).own, speaker.pick(deciderWords).sendOn]),
  'may-decide': ({ vehicle, by: asker, state }, speaker) => {
    const words = speaker.pick(deciderWords);
    return composed([
      `*${speaker.garageName}* · ${vehicleName(vehicle)}`,
      `${words.asksYou(spoken(asker, maxNameLength))} ${words.quotesHere}`,
      assistant(speaker),
      `${words.now} ${standing(state, speaker)}`,
    ]);
  },
  'now-decides': ({ vehicle, name, repairId, customerId }, speaker) => {
    const words = speaker.pick(deciderWords);
    return composed(
      [heading(vehicle), `${words.decidesToo(spoken(name, maxNameLength))} ${words.first}`],
      answerBy(speaker, [{ label: words.onlyMe, action: { do: 'take-say', repairId, customerId } }], words.typeOnlyMe),
    );
  },
  'say-taken': ({ vehicle, name }, speaker) =>
    composed([heading(vehicle), speaker.pick(deciderWords).taken(spoken(name, maxNameLength))]),
  'say-lost': ({ vehicle }, speaker) => composed([heading(vehicle), speaker.pick(deciderWords).lost]),
} satisfies Pick<
  Renderers,
  'offer-link' | 'decider-link' | 'forward-link' | 'may-decide' | 'now-decides' | 'say-taken' | 'say-lost'
>;

const maxNameLength = 30;
