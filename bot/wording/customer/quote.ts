import { subtract } from '../../../core/money.ts';
import { inBothLanguages, sentence } from '../format.ts';
import {
  answersTo,
  askedAgain,
  choiceName,
  inclusive,
  inline,
  list,
  numbered,
  onlyChoice,
  onTopOfAgreed,
  quoteChoices,
  quoteInSentence,
  urgency,
} from './lines.ts';
import {
  answerBy,
  composed,
  heading,
  type Part,
  type PhraseOf,
  type Renderers,
  type Speaker,
  sentences,
  spoken,
} from './message.ts';
import type { QuoteFacts, UnclearReason } from './phrase.ts';

const quoteWords = inBothLanguages({
  nl: {
    asked: 'uw akkoord gevraagd',
    renewed: 'nieuwe offerte',
    found: (finding: string) => `Gevonden: ${finding}`,
    foundSeveral: (count: number) => `We vonden ${count} dingen:`,
    together: 'Samen',
    noMore: 'Meer wordt het niet zonder uw akkoord.',
    guide: (percent: string) => `Richtprijs: het kan hooguit ${percent} meer worden; daarboven vragen we u eerst.`,
    ready: { one: ['Wel doen', 'Niet doen'], several: ['Alles doen', 'Niets doen'] },
    readyAt: (when: string) => `klaar ${when}`,
    readyOnly: (when: string) => `Klaar ${when}.`,
    validUntil: (date: string, time: string) => `Geldig t/m ${date} ${time}.`,
    which: (number: number, version: number) => `(Offerte ${number}, versie ${version})`,
    lapsed: 'De vorige vervalt.',
    added: (names: string) => `Erbij gekomen: ${names}`,
    more: (was: string, difference: string) => `(was ${was}, dus ${difference} meer)`,
    less: (was: string, difference: string) => `(was ${was}, dus ${difference} minder)`,
    same: '(dat was het ook)',
    untouched: 'U had nog niets goedgekeurd en er is nog niets gedaan. Wat wilt u?',
    untouchedHere: 'Van de vorige offerte was niets goedgekeurd en is niets gedaan. Wat wilt u?',
  },
  en: {
    asked: 'your approval, please',
    renewed: 'new quote',
    found: (finding) => `Found: ${finding}`,
    foundSeveral: (count) => `We found ${count} things:`,
    together: 'Together',
    noMore: 'It will not be more without your approval.',
    guide: (percent) => `Guide price: it can be at most ${percent} more; above that we ask you first.`,
    ready: { one: ['If we do it', 'If not'], several: ['Do everything', 'Do nothing'] },
    readyAt: (when) => `ready ${when}`,
    readyOnly: (when) => `Ready ${when}.`,
    validUntil: (date, time) => `Valid until ${date} ${time}.`,
    which: (number, version) => `(Quote ${number}, version ${version})`,
    lapsed: 'The earlier one no longer applies.',
    added: (names) => `Added: ${names}`,
    more: (was, difference) => `(was ${was}, so ${difference} more)`,
    less: (was, difference) => `(was ${was}, so ${difference} less)`,
    same: '(the same as before)',
    untouched: 'You had not approved anything yet and nothing has been done. What would you like?',
    untouchedHere: 'Nothing of the earlier quote was approved or done. What would you like?',
  },
});

export const quoteRenderers = {
  quote: (phrase, speaker) => (phrase.replaces ? renewed(phrase, phrase.replaces, speaker) : fresh(phrase, speaker)),
} satisfies Pick<Renderers, 'quote'>;

function fresh({ vehicle, quote }: PhraseOf<'quote'>, speaker: Speaker) {
  const words = speaker.pick(quoteWords);
  const only = onlyChoice(quote);
  const urgent = only && urgency(only, speaker);
  return composed(
    [
      heading(vehicle, { after: words.asked }),
      only ? found(quote, speaker) : words.foundSeveral(quote.choices.length),
      only ? undefined : list(quote.choices, speaker),
      sentences(`${priced(quote, speaker)}.`, urgent && `${urgent}.`, tolerance(quote, speaker)),
      ready(quote, speaker),
      onTopOfAgreed(quote, speaker),
      valid(quote, speaker),
    ],
    answersTo(quote, speaker),
  );
}

function renewed(
  { vehicle, quote }: PhraseOf<'quote'>,
  { total: before, added = [] }: NonNullable<PhraseOf<'quote'>['replaces']>,
  speaker: Speaker,
) {
  const words = speaker.pick(quoteWords);
  const only = onlyChoice(quote);
  const { readyIfApproved: done, readyIfDeclined: left } = quote;
  const onlyDone = done && !left ? words.readyOnly(`${speaker.day(done)} ${speaker.time(done)}`) : undefined;
  return composed(
    [
      heading(vehicle, { after: words.renewed }),
      numbered(quote, added).length > 0
        ? sentences(sentence(words.added(newNames(quote, added, speaker))), words.lapsed)
        : sentences(words.lapsed, found(quote, speaker)),
      only ? undefined : list(quote.choices, speaker),
      sentences(
        `${priced(quote, speaker)} ${difference(quote, before, speaker)}.`,
        quote.tolerance > 0 ? tolerance(quote, speaker) : undefined,
        onlyDone,
      ),
      onlyDone ? undefined : ready(quote, speaker),
      onTopOfAgreed(quote, speaker),
      quote.approvedBefore ? words.untouchedHere : words.untouched,
      valid(quote, speaker),
    ],
    answersTo(quote, speaker),
  );
}

const maxNamed = 3;

/** `2. Sensor · 3. Bougies` */
function newNames(quote: QuoteFacts, added: readonly number[], speaker: Speaker): string {
  const choices = numbered(quote, added);
  const named = choices.slice(0, maxNamed).map((choice) => `${choice.number}. ${choiceName(choice, speaker, 20)}`);
  return [...named, ...(choices.length > maxNamed ? [`+ ${choices.length - maxNamed}`] : [])].join(' · ');
}

function difference(quote: QuoteFacts, before: QuoteFacts['total'], speaker: Speaker): string {
  const words = speaker.pick(quoteWords);
  const change = subtract(quote.total, before);
  if (change.minor === 0) return words.same;
  const size = speaker.money({ ...change, minor: Math.abs(change.minor) });
  return change.minor > 0 ? words.more(speaker.money(before), size) : words.less(speaker.money(before), size);
}

function found(quote: QuoteFacts, speaker: Speaker): string | undefined {
  const finding = spoken(onlyChoice(quote)?.finding, 240);
  return finding && speaker.pick(quoteWords).found(sentence(finding));
}

function priced(quote: QuoteFacts, speaker: Speaker): string {
  const only = onlyChoice(quote);
  const total = speaker.money(quote.total);
  return only
    ? `${choiceName(only, speaker, 120)}: *${total}* ${inclusive(speaker)}`
    : `*${speaker.pick(quoteWords).together} ${total}* ${inclusive(speaker)}`;
}

/** A guide price is one anyway; that it will not be more is no promise while other work has no price. */
function tolerance({ tolerance: rate, agreed }: QuoteFacts, speaker: Speaker): string | undefined {
  if (rate === 0 && !agreed) return undefined;
  return rate > 0 ? speaker.pick(quoteWords).guide(speaker.percent(rate)) : speaker.pick(quoteWords).noMore;
}

/** Says when the car is ready with and without the work; the day once if it is the same. */
function ready(quote: QuoteFacts, speaker: Speaker): string | undefined {
  const words = speaker.pick(quoteWords);
  const { readyIfApproved: done, readyIfDeclined: left } = quote;
  const [ifDone, ifLeft] = onlyChoice(quote) ? words.ready.one : words.ready.several;
  const sameDay = done !== undefined && left !== undefined && speaker.day(done) === speaker.day(left);
  const either = [
    done && `${ifDone}: ${words.readyAt(`${speaker.day(done)} ${speaker.time(done)}`)}.`,
    left && `${ifLeft}: ${words.readyAt(sameDay ? speaker.time(left) : `${speaker.day(left)} ${speaker.time(left)}`)}.`,
  ];
  return sentences(...either) || undefined;
}

function valid(quote: QuoteFacts, speaker: Speaker): string {
  const words = speaker.pick(quoteWords);
  const until = words.validUntil(speaker.date(quote.validUntil), speaker.time(quote.validUntil));
  return `${until} ${words.which(quote.number, quote.version)}`;
}

const reminderWords = inBothLanguages({
  nl: {
    onLift: (about: string) => `Uw auto staat op de brug en de monteur wacht op uw antwoord over ${about}.`,
    keepFree: (time: string) => `We houden de brug vrij tot ${time}. Daarna kan het later worden.`,
    noAnswer: (about: string) => `We hebben nog geen antwoord over ${about}.`,
    stillToday: (time: string) => `Antwoordt u vóór ${time}, dan kan het vandaag nog.`,
    answerBefore: (date: string, time: string) => `Graag uw antwoord vóór ${date} ${time}.`,
    nothing: 'Zonder uw akkoord doen we niets.',
    notThis: 'Zonder uw akkoord doen we dit niet.',
  },
  en: {
    onLift: (about) => `Your car is on the lift and the mechanic is waiting for your answer about ${about}.`,
    keepFree: (time) => `We keep the lift free until ${time}. After that it may get later.`,
    noAnswer: (about) => `We have no answer yet about ${about}.`,
    stillToday: (time) => `If you answer before ${time} we can still do it today.`,
    answerBefore: (date, time) => `Please answer before ${date} ${time}.`,
    nothing: 'We do nothing without your approval.',
    notThis: 'We do not do this without your approval.',
  },
});

/** The one reminder of a quote, on the lift or parked. */
export const reminderRenderers = {
  reminder: ({ vehicle, quote, onLift, until }, speaker) => {
    const words = speaker.pick(reminderWords);
    const about = quoteInSentence(quote, speaker);
    // After an approval of other work, "we do nothing" would be false.
    const nothing = quote.approvedBefore ? words.notThis : words.nothing;
    const kept = keepsUntil(onLift, until, speaker);
    return composed(
      onLift
        ? [heading(vehicle), words.onLift(about), sentences(kept, nothing)]
        : [heading(vehicle), sentences(words.noAnswer(about), kept, nothing)],
      answersTo(quote, speaker),
    );
  },
} satisfies Pick<Renderers, 'reminder'>;

function keepsUntil(onLift: boolean, until: Date | undefined, speaker: Speaker): string | undefined {
  const words = speaker.pick(reminderWords);
  if (!until) return undefined;
  const time = speaker.time(until);
  if (onLift) return words.keepFree(speaker.isToday(until) ? time : `${speaker.date(until)} ${time}`);
  return speaker.isToday(until) ? words.stillToday(time) : words.answerBefore(speaker.date(until), time);
}

const quoteAgainWords = inBothLanguages({
  nl: {
    unclear: {
      unclear: 'Ik weet niet zeker wat u bedoelt',
      condition: 'Een voorwaarde kan ik niet zelf toezeggen',
      ceiling: 'Een maximumbedrag kan ik niet zelf toezeggen',
      acknowledgement: 'Ik weet niet zeker of dit een akkoord is',
      edited: 'U hebt uw antwoord gewijzigd',
      not_own: 'Dit bericht is niet van uzelf (doorgestuurd of automatisch)',
      marked_words: 'In uw bericht staan doorgehaalde of aangehaalde woorden',
      elsewhere: 'U antwoordde op een bericht in een andere chat',
      several_quotes: 'Er staat meer dan één offerte voor u open',
      too_early: 'U schreef dit voordat deze offerte bij u was',
    } satisfies Record<UnclearReason, string>,
    notYet: (reason: string) => `${reason}, dus er is *nog niets goedgekeurd*.`,
    notThis: (reason: string) => `${reason}, dus hiermee is *niets goedgekeurd*.`,
    replySeveral: 'Typ *BEL* of *MENS*, dan nemen we ze samen met u door.',
    old: 'U antwoordde op een oude offerte.',
    oldNothing: 'Die geldt niet meer, dus er is *niets goedgekeurd*.',
    oldNotThis: 'Die geldt niet meer, dus hiermee is *niets goedgekeurd*.',
    newOne: (total: string, was: string | undefined) => `De nieuwe is ${total}${was ? ` in plaats van ${was}` : ''}.`,
    whatNow: 'Wat wilt u?',
    lapsed: (date: string, time: string) => `Deze offerte gold t/m ${date} ${time} en is verlopen`,
    lapsedNothing: (lapsed: string) => `${lapsed}, dus er is niets goedgekeurd.`,
    lapsedNotThis: (lapsed: string) => `${lapsed}, dus hiermee is niets goedgekeurd.`,
    asksMechanic: 'We vragen de monteur of hij nog geldt; u hoort het hier.',
    withdrawn: (number: number, total: string) => `Offerte ${number} van ${total} is ingetrokken en geldt niet meer.`,
    noNeed: 'Er is niets van goedgekeurd; u hoeft er niet meer op te antwoorden.',
    revoked: (number: number) =>
      `Het antwoord op offerte ${number} is teruggenomen. Daarvan is nu *niets goedgekeurd*.`,
  },
  en: {
    unclear: {
      unclear: "I'm not sure what you mean",
      condition: "I can't agree to a condition myself",
      ceiling: "I can't agree to a price limit myself",
      acknowledgement: "I'm not sure whether you approve",
      edited: 'You changed your answer',
      not_own: 'This message is not your own (forwarded or automatic)',
      marked_words: 'Your message has struck-out or quoted words in it',
      elsewhere: 'You answered a message in another chat',
      several_quotes: 'More than one quote is open for you',
      too_early: 'You wrote this before you had this quote',
    },
    notYet: (reason) => `${reason}, so *nothing has been approved yet*.`,
    notThis: (reason) => `${reason}, so *nothing has been approved by this*.`,
    replySeveral: 'Type *CALL* or *PERSON* and we will go through them with you.',
    old: 'You answered an old quote.',
    oldNothing: 'It no longer applies, so *nothing has been approved*.',
    oldNotThis: 'It no longer applies, so *nothing has been approved by this*.',
    newOne: (total, was) => `The new one is ${total}${was ? ` instead of ${was}` : ''}.`,
    whatNow: 'What would you like?',
    lapsed: (date, time) => `This quote was valid until ${date} ${time} and has expired`,
    lapsedNothing: (lapsed) => `${lapsed}, so nothing has been approved.`,
    lapsedNotThis: (lapsed) => `${lapsed}, so nothing has been approved by this.`,
    asksMechanic: 'We are asking the mechanic whether it still stands; we will tell you here.',
    withdrawn: (number, total) => `Quote ${number} of ${total} has been withdrawn and no longer applies.`,
    noNeed: "Nothing of it has been approved; you don't need to answer it any more.",
    revoked: (number) => `The answer to quote ${number} has been taken back. *Nothing of it is approved* now.`,
  },
});

/** A quote that is asked again, or is over. */
export const quoteAgainRenderers = {
  'unclear-quote': ({ vehicle, quote, why }, speaker) => {
    const words = speaker.pick(quoteAgainWords);
    const reason = words.unclear[why];
    const parts = [heading(vehicle), quote.approvedBefore ? words.notThis(reason) : words.notYet(reason)];
    // Words bind while one quote is open; with several only a button or a person can help.
    const answers =
      why === 'several_quotes'
        ? answerBy(speaker, quoteChoices(quote, speaker), words.replySeveral)
        : answersTo(quote, speaker);
    return composed([...parts, askedAgain(quote, speaker)], answers);
  },
  'old-version': ({ vehicle, quote, before }, speaker) => {
    const words = speaker.pick(quoteAgainWords);
    const renewed = words.newOne(inclusiveTotal(quote, speaker), before && speaker.money(before));
    // Digits would be guesswork without the lines of the version that they name.
    const asked: readonly Part[] = onlyChoice(quote)
      ? [`${renewed} ${words.whatNow}`]
      : [renewed, (room) => inline(quote.choices, speaker, room), words.whatNow];
    const nothing = quote.approvedBefore ? words.oldNotThis : words.oldNothing;
    return composed([heading(vehicle), `${words.old} ${nothing}`, ...asked], answersTo(quote, speaker));
  },
  expired: ({ vehicle, quote }, speaker) => {
    const words = speaker.pick(quoteAgainWords);
    const lapsed = words.lapsed(speaker.date(quote.validUntil), speaker.time(quote.validUntil));
    const nothing = quote.approvedBefore ? words.lapsedNotThis(lapsed) : words.lapsedNothing(lapsed);
    return composed([heading(vehicle), `${nothing} ${words.asksMechanic}`]);
  },
  withdrawn: ({ vehicle, quote }, speaker) => {
    const words = speaker.pick(quoteAgainWords);
    return composed([
      heading(vehicle),
      `${words.withdrawn(quote.number, inclusiveTotal(quote, speaker))} ${words.noNeed}`,
    ]);
  },
  revoked: ({ vehicle, quote }, speaker) =>
    composed(
      [heading(vehicle), speaker.pick(quoteAgainWords).revoked(quote.number), askedAgain(quote, speaker)],
      answersTo(quote, speaker),
    ),
} satisfies Pick<Renderers, 'unclear-quote' | 'old-version' | 'expired' | 'withdrawn' | 'revoked'>;

function inclusiveTotal(quote: QuoteFacts, speaker: Speaker) {
  return `${speaker.money(quote.total)} ${inclusive(speaker)}`;
}
