import type { Language } from '../../../core/customer/address.ts';
import { assertNever } from '../../../core/decision.ts';
import type { Money } from '../../../core/money.ts';
import type { Garage } from '../../../core/scene/scene.ts';
import { formatMoney, formatTime, hourOf, inBothLanguages, inSentence, plain, sentence, unclosed } from '../format.ts';
import { aPerson, callMe, inclusive } from './lines.ts';
import {
  type Answers,
  answerBy,
  expectedReady,
  heading,
  message,
  type PhraseOf,
  plateEnd,
  type Renderers,
  type Speaker,
  sentences,
  spoken,
  standing,
  vehicleName,
} from './message.ts';

const repairWords = inBothLanguages({
  nl: {
    started: (time: string, date: string | undefined) =>
      date ? `De monteur is op ${date} om ${time} begonnen.` : `De monteur is om ${time} begonnen.`,
    nothingToDo: 'U hoeft nu niets te doen.',
    later: (from: string | undefined, to: string) =>
      from ? `Het wordt later dan beloofd: niet ${from}, maar *${to}*.` : `Het wordt later: *${to}*.`,
    sooner: (from: string, to: string) => `Het gaat sneller dan beloofd: niet ${from}, maar *${to}*.`,
    around: (day: string, time: string) => `${day} rond ${time}`,
    parts: 'Reden: een onderdeel is nog niet binnen.',
    sorry: 'Onze excuses.',
    samePrice: 'De prijs verandert niet.',
    fine: 'Oké',
    problem: 'Dat lukt mij niet',
    reply: 'Komt dit niet uit, typ dan *MENS* of *BEL*.',
    isReady: 'is klaar',
    collect: (until: string | undefined, from: string | undefined) =>
      until && from
        ? `Ophalen kan vandaag tot ${until}, of ${from}.`
        : until
          ? `Ophalen kan vandaag tot ${until}.`
          : from
            ? `Ophalen kan ${from}.`
            : 'U kunt de auto ophalen.',
    from: (day: string, time: string) => `${day} vanaf ${time}`,
    toPay: (amount: string, asAgreed: boolean) => `Te betalen: ${amount}${asAgreed ? ', zoals afgesproken' : ''}.`,
    notDone: (what: string) => `Niet gedaan, op uw verzoek: ${what}.`,
    reopened: 'De auto is toch nog niet klaar: de monteur werkt er weer aan. Onze excuses.',
    hearHere: 'U hoort het hier zodra hij klaar is.',
    cancelled: 'Deze reparatie is geannuleerd.',
    questions: (phone: string) => `Vragen? Bel ${phone}.`,
    stand: 'Stand nu:',
    correction: {
      started: 'Ons bericht dat de monteur is begonnen, klopt niet. Hij is nog niet begonnen.',
      completed: 'Ons bericht dat de auto klaar is, klopt niet. Hij is nog niet klaar.',
      promised: 'De tijd in ons laatste bericht klopt niet.',
      message: 'Het laatste bericht van de monteur klopt niet. U kunt het als niet geschreven beschouwen.',
    },
  },
  en: {
    started: (time, date) => `The mechanic started ${date ? `on ${date} ` : ''}at ${time}.`,
    nothingToDo: "You don't need to do anything now.",
    later: (from, to) =>
      from ? `It will be later than promised: not ${from} but *${to}*.` : `It will be later: *${to}*.`,
    sooner: (from, to) => `It will be sooner than promised: not ${from} but *${to}*.`,
    around: (day, time) => `${day} around ${time}`,
    parts: 'Reason: a part has not arrived yet.',
    sorry: 'We are sorry.',
    samePrice: 'The price does not change.',
    fine: 'OK',
    problem: "That's a problem",
    reply: 'If that is a problem, type *PERSON* or *CALL*.',
    isReady: 'is ready',
    collect: (until, from) =>
      until && from
        ? `You can collect it today until ${until}, or ${from}.`
        : until
          ? `You can collect it today until ${until}.`
          : from
            ? `You can collect it ${from}.`
            : 'You can collect the car.',
    from: (day, time) => `${day} from ${time}`,
    toPay: (amount, asAgreed) => `To pay: ${amount}${asAgreed ? ', as agreed' : ''}.`,
    notDone: (what) => `Not done, as you asked: ${what}.`,
    reopened: 'The car is not ready after all: the mechanic is back at work on it. We are sorry.',
    hearHere: 'We will tell you here as soon as it is ready.',
    cancelled: 'This repair has been cancelled.',
    questions: (phone) => `Questions? Call ${phone}.`,
    stand: 'Right now:',
    correction: {
      started: 'Our message that the mechanic had started was wrong. Work has not started yet.',
      completed: 'Our message that the car was ready was wrong. It is not ready yet.',
      promised: 'The time in our last message was wrong.',
      message: 'The last message from the mechanic was wrong. Please disregard it.',
    },
  },
});

function moved({ vehicle, from, to, parts }: PhraseOf<'later'>, by: Speaker) {
  const say = by.pick(repairWords);
  const when = say.around(by.isToday(to) ? by.day(to) : by.date(to), by.time(to));
  const before = from && `${by.isToday(from) ? by.day(from) : by.date(from)} ${by.time(from)}`;
  const sooner = from !== undefined && before !== undefined && to < from;
  return message(
    [
      heading(vehicle),
      sooner ? say.sooner(before, when) : say.later(before, when),
      sooner ? say.samePrice : sentences(parts ? say.parts : undefined, say.sorry, say.samePrice),
    ],
    answerBy(
      by,
      [{ label: say.fine, action: { do: 'fine' } }, { ...aPerson(by), label: say.problem }, callMe(by)],
      say.reply,
    ),
  );
}

function completed(phrase: PhraseOf<'completed'>, by: Speaker) {
  const say = by.pick(repairWords);
  const { collectToday, collectFrom, toPay, asAgreed } = phrase;
  const from = collectFrom && say.from(by.nearDay(collectFrom), by.time(collectFrom));
  const notDone = phrase.notDone.map((what) => inSentence(unclosed(plain(what, 60)))).filter((what) => what !== '');
  return message([
    heading(phrase.vehicle, { bold: say.isReady }),
    sentences(say.collect(collectToday && by.time(collectToday), from), by.addressLine && sentence(by.addressLine)),
    toPay && say.toPay(`*${by.money(toPay)}* ${inclusive(by)}`, asAgreed),
    notDone.length > 0 ? (room) => say.notDone(plain(notDone.join(', '), room - 40)) : undefined,
  ]);
}

/** How the repair itself goes. */
export const repairRenderers = {
  started: ({ vehicle, at, promisedAt }, by) => {
    const say = by.pick(repairWords);
    const began = say.started(by.time(at), by.isToday(at) ? undefined : by.date(at));
    return message([heading(vehicle), sentences(began, expectedReady(promisedAt, by.now, by)), say.nothingToDo]);
  },
  later: moved,
  completed,
  reopened: ({ vehicle }, by) =>
    message([heading(vehicle), `${by.pick(repairWords).reopened} ${by.pick(repairWords).hearHere}`]),
  cancelled: ({ vehicle }, by) => {
    const say = by.pick(repairWords);
    return message([heading(vehicle), sentences(say.cancelled, by.phone && say.questions(by.phone))]);
  },
  status: ({ vehicle, state }, by) =>
    message([heading(vehicle), `${by.pick(repairWords).stand} ${standing(state, by)}`]),
  correction: ({ vehicle, what }, by) => {
    const say = by.pick(repairWords);
    const more = what === 'completed' ? say.hearHere : undefined;
    return message([heading(vehicle), sentences(say.correction[what], say.sorry, more)]);
  },
} satisfies Pick<Renderers, 'started' | 'later' | 'completed' | 'reopened' | 'cancelled' | 'status' | 'correction'>;

const introductionWords = inBothLanguages({
  nl: {
    greeting: { morning: 'Goedemorgen.', afternoon: 'Goedemiddag.', evening: 'Goedenavond.' },
    about: (model: string | undefined, end: string) =>
      `Dit gaat over ${model ? `de ${model}` : 'een auto'} met kenteken eindigend op ${end}.`,
    promise: 'Hier hoort u hoe het met de reparatie gaat, en we vragen hier uw akkoord vóórdat iets extra kost.',
    assistant: 'Dit is onze digitale assistent, geen mens.',
    person: (phone: string | undefined) => `Een medewerker? Typ MENS${phone ? ` of bel ${phone}` : ''}.`,
    stop: 'Geen berichten meer? Typ STOP.',
    brought: 'Hebt u deze auto bij ons gebracht?',
    yes: 'Ja, klopt',
    no: 'Niet mijn auto',
    call: 'Liever bellen',
    reply: 'Antwoord *JA* als het klopt, *NEE* als dit niet uw auto is, of *BEL*.',
    signedUp: 'Gelukt: u bent aangemeld.',
    now: 'Stand nu:',
    noMore: (garage: string) => `U krijgt van ${garage} geen berichten meer.`,
    weCall: (vehicle: string) => `Is er iets met uw ${vehicle}, dan bellen we u.`,
    car: 'auto',
    stopRepair: (phone: string | undefined) =>
      `Bedoelde u dat we moeten stoppen met de *reparatie*? Bel ons nu${phone ? `: ${phone}` : ''}.`,
    restart: 'Toch weer berichten? Typ START.',
    again: (garage: string) => `U krijgt hier weer berichten van ${garage}.`,
    inThisLanguage: 'Vanaf nu schrijven we u in het Nederlands.',
    other: { language: 'en' as Language, label: 'In English, please', typed: 'In English? Type *ENGLISH*.' },
  },
  en: {
    greeting: { morning: 'Good morning.', afternoon: 'Good afternoon.', evening: 'Good evening.' },
    about: (model, end) => `This is about ${model ? `the ${model}` : 'a car'} with a plate ending in ${end}.`,
    promise:
      'We will tell you here how the repair is going, and ask for your approval here before anything costs extra.',
    assistant: 'This is our digital assistant, not a person.',
    person: (phone) => `Want a person? Type PERSON${phone ? ` or call ${phone}` : ''}.`,
    stop: 'No more messages? Type STOP.',
    brought: 'Did you bring us this car?',
    yes: "Yes, that's right",
    no: 'Not my car',
    call: 'Please call instead',
    reply: "Reply *YES* if that's right, *NO* if it's not your car, or *CALL*.",
    signedUp: 'You are signed up.',
    now: 'Right now:',
    noMore: (garage) => `You will get no more messages from ${garage}.`,
    weCall: (vehicle) => `If something comes up about your ${vehicle}, we will call you.`,
    car: 'car',
    stopRepair: (phone) => `Did you mean we should stop the *repair*? Please call us now${phone ? `: ${phone}` : ''}.`,
    restart: 'Want messages again? Type START.',
    again: (garage) => `You will get messages from ${garage} here again.`,
    inThisLanguage: 'From now on we write to you in English.',
    other: { language: 'nl', label: 'Liever Nederlands', typed: 'In het Nederlands? Typ *NEDERLANDS*.' },
  },
});

function greeting(by: Speaker): string {
  const hour = hourOf(by.now, by.zone);
  return by.pick(introductionWords).greeting[hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'];
}

/** Who writes, how to reach a person and how to stop: the law asks that people know from the first message on that it is a machine. */
export function assistant(by: Speaker): string {
  const say = by.pick(introductionWords);
  return sentences(say.assistant, say.person(by.phone), say.stop);
}

/** Whoever cannot read this has to be told how in the language that they can. */
function inOtherLanguage(by: Speaker): Answers {
  const { language, label, typed } = by.pick(introductionWords).other;
  return answerBy(by, [{ label, action: { do: 'speak', language } }], typed);
}

/** The first words to an address, and the end of writing to it. */
export const introductionRenderers = {
  introduce: ({ vehicle }, by) => {
    const say = by.pick(introductionWords);
    return message(
      [
        `*${by.garageName}*`,
        sentences(greeting(by), say.about(spoken(vehicle.model, 30), plateEnd(vehicle.plate)), say.promise),
        assistant(by),
        say.brought,
      ],
      answerBy(
        by,
        [
          { label: say.yes, action: { do: 'my-car', yes: true } },
          { label: say.no, action: { do: 'my-car', yes: false } },
          { label: say.call, action: { do: 'call-me' } },
        ],
        say.reply,
      ),
    );
  },
  linked: ({ vehicle, state, offer }, by) => {
    const say = by.pick(introductionWords);
    const parts = [
      `*${by.garageName}* · ${vehicleName(vehicle)}`,
      `${say.signedUp} ${say.promise}`,
      assistant(by),
      `${say.now} ${standing(state, by)}`,
    ];
    return message(parts, offer ? inOtherLanguage(by) : undefined);
  },
  'language-set': (_, by) => message([by.pick(introductionWords).inThisLanguage], inOtherLanguage(by)),
  'opted-out': ({ vehicle, openRepair }, by) => {
    const say = by.pick(introductionWords);
    const named = vehicle.model ? vehicleName(vehicle) : `${say.car} ${vehicleName(vehicle)}`;
    return message([
      sentences(say.noMore(by.garageName), openRepair ? say.weCall(named) : undefined),
      openRepair ? say.stopRepair(by.phone) : undefined,
      say.restart,
    ]);
  },
  'opted-in': (_, by) =>
    message([`${by.pick(introductionWords).again(by.garageName)} ${by.pick(introductionWords).stop}`]),
} satisfies Pick<Renderers, 'introduce' | 'linked' | 'language-set' | 'opted-out' | 'opted-in'>;

const closingWords = inBothLanguages({
  nl: {
    approved: (time: string, total: string) => `Akkoord gegeven om ${time}: ${total}.`,
    partly: (time: string, total: string) => `Akkoord met een deel gegeven om ${time}: ${total}.`,
    rejected: (time: string) => `Niet akkoord, genoteerd om ${time}.`,
    superseded: 'Deze offerte is vervangen.',
    withdrawn: 'Deze offerte is ingetrokken.',
    expired: 'Deze offerte is verlopen.',
  },
  en: {
    approved: (time, total) => `Approved at ${time}: ${total}.`,
    partly: (time, total) => `Approved in part at ${time}: ${total}.`,
    rejected: (time) => `Not approved, noted at ${time}.`,
    superseded: 'This quote has been replaced.',
    withdrawn: 'This quote has been withdrawn.',
    expired: 'This quote has expired.',
  },
});

/** Why a question was closed, for the line that its message gets. */
export type Closing =
  | {
      readonly why: 'decided';
      readonly outcome: 'approved' | 'partly' | 'rejected';
      readonly total: Money;
      readonly at: Date;
    }
  | { readonly why: 'superseded' | 'withdrawn' | 'expired' };

/** The line that a question gets when its buttons go: `*Akkoord gegeven om 14:03: € 286,40.*` */
export function closingLine(closing: Closing, language: Language, { calendar: { zone } }: Garage): string {
  const say = closingWords[language];
  if (closing.why !== 'decided') return `*${say[closing.why]}*`;
  const time = formatTime(closing.at, zone, language);
  const total = formatMoney(closing.total, language);
  switch (closing.outcome) {
    case 'approved':
      return `*${say.approved(time, total)}*`;
    case 'partly':
      return `*${say.partly(time, total)}*`;
    case 'rejected':
      return `*${say.rejected(time)}*`;
    default:
      return assertNever(closing.outcome);
  }
}
