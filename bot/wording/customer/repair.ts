import type { Language } from '../../../core/customer/address.ts';
import { hourOf, inBothLanguages, inSentence, plain, sentence, unclosed } from '../format.ts';
import { aPerson, callMe, inclusive } from './lines.ts';
import {
  type Answers,
  answerBy,
  composed,
  expectedReady,
  heading,
  type PhraseOf,
  plateEnd,
  type Renderers,
  type Speaker,
  sentences,
  spoken,
  standing,
  vehicleName,
} from './message.ts';

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
    other: {
      language: 'en' as Language,
      offer: 'Shall we continue in English?',
      type: 'Type *ENGLISH*.',
      label: 'In English, please',
      typed: 'In English? Type *ENGLISH*.',
    },
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
    other: {
      language: 'nl',
      offer: 'Zullen we in het Nederlands verdergaan?',
      type: 'Typ *NEDERLANDS*.',
      label: 'Liever Nederlands',
      typed: 'In het Nederlands? Typ *NEDERLANDS*.',
    },
  },
});

/** The first words to an address, and the end of writing to it. */
export const introductionRenderers = {
  introduce: ({ vehicle }, speaker) => {
    const words = speaker.pick(introductionWords);
    return composed(
      [
        `*${speaker.garageName}*`,
        sentences(greeting(speaker), words.about(spoken(vehicle.model, 30), plateEnd(vehicle.plate)), words.promise),
        assistant(speaker),
        words.brought,
      ],
      answerBy(
        speaker,
        [
          { label: words.yes, action: { do: 'my-car', yes: true } },
          { label: words.no, action: { do: 'my-car', yes: false } },
          { label: words.call, action: { do: 'call-me' } },
        ],
        words.reply,
      ),
    );
  },
  linked: ({ vehicle, state, offer }, speaker) => {
    const words = speaker.pick(introductionWords);
    const parts = [
      `*${speaker.garageName}* · ${vehicleName(vehicle)}`,
      `${words.signedUp} ${words.promise}`,
      assistant(speaker),
      `${words.now} ${standing(state, speaker)}`,
    ];
    return composed(parts, offer ? inOtherLanguage(speaker) : undefined);
  },
  'language-set': (_, speaker) => composed([speaker.pick(introductionWords).inThisLanguage], inOtherLanguage(speaker)),
  'offer-language': (_, speaker) => {
    const { language, offer, label, type } = speaker.pick(introductionWords).other;
    return composed([offer], answerBy(speaker, [{ label, action: { do: 'speak', language } }], type));
  },
  'opted-out': ({ vehicle, openRepair }, speaker) => {
    const words = speaker.pick(introductionWords);
    const named = vehicle.model ? vehicleName(vehicle) : `${words.car} ${vehicleName(vehicle)}`;
    return composed([
      sentences(words.noMore(speaker.garageName), openRepair ? words.weCall(named) : undefined),
      openRepair ? words.stopRepair(speaker.phone) : undefined,
      words.restart,
    ]);
  },
  'opted-in': (_, speaker) =>
    composed([`${speaker.pick(introductionWords).again(speaker.garageName)} ${speaker.pick(introductionWords).stop}`]),
} satisfies Pick<Renderers, 'introduce' | 'linked' | 'language-set' | 'offer-language' | 'opted-out' | 'opted-in'>;

function greeting(speaker: Speaker): string {
  const hour = hourOf(speaker.now, speaker.zone);
  return speaker.pick(introductionWords).greeting[hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'];
}

/**
 * Tells that a machine writes, how to reach a person and how to stop. The law demands it in the
 * first message.
 */
export function assistant(speaker: Speaker): string {
  const words = speaker.pick(introductionWords);
  return sentences(words.assistant, words.person(speaker.phone), words.stop);
}

/** Offers the other language in that language, for a person who cannot read this one. */
function inOtherLanguage(speaker: Speaker): Answers {
  const { language, label, typed } = speaker.pick(introductionWords).other;
  return answerBy(speaker, [{ label, action: { do: 'speak', language } }], typed);
}

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

/** How the repair goes. */
export const repairRenderers = {
  started: ({ vehicle, at, promisedAt }, speaker) => {
    const words = speaker.pick(repairWords);
    const began = words.started(speaker.time(at), speaker.isToday(at) ? undefined : speaker.date(at));
    return composed([
      heading(vehicle),
      sentences(began, expectedReady(promisedAt, speaker.now, speaker)),
      words.nothingToDo,
    ]);
  },
  later: moved,
  completed,
  reopened: ({ vehicle }, speaker) =>
    composed([heading(vehicle), `${speaker.pick(repairWords).reopened} ${speaker.pick(repairWords).hearHere}`]),
  cancelled: ({ vehicle }, speaker) => {
    const words = speaker.pick(repairWords);
    return composed([heading(vehicle), sentences(words.cancelled, speaker.phone && words.questions(speaker.phone))]);
  },
  status: ({ vehicle, state }, speaker) =>
    composed([heading(vehicle), `${speaker.pick(repairWords).stand} ${standing(state, speaker)}`]),
  correction: ({ vehicle, what }, speaker) => {
    const words = speaker.pick(repairWords);
    const more = what === 'completed' ? words.hearHere : undefined;
    return composed([heading(vehicle), sentences(words.correction[what], words.sorry, more)]);
  },
} satisfies Pick<Renderers, 'started' | 'later' | 'completed' | 'reopened' | 'cancelled' | 'status' | 'correction'>;

function moved({ vehicle, from, to, parts, unpriced }: PhraseOf<'later'>, speaker: Speaker) {
  const words = speaker.pick(repairWords);
  const when = words.around(speaker.isToday(to) ? speaker.day(to) : speaker.date(to), speaker.time(to));
  const before = from && `${speaker.isToday(from) ? speaker.day(from) : speaker.date(from)} ${speaker.time(from)}`;
  const sooner = from !== undefined && before !== undefined && to < from;
  return composed(
    [
      heading(vehicle),
      sooner ? words.sooner(before, when) : words.later(before, when),
      sentences(
        !sooner && parts ? words.parts : undefined,
        sooner ? undefined : words.sorry,
        unpriced ? undefined : words.samePrice,
      ) || undefined,
    ],
    answerBy(
      speaker,
      [{ label: words.fine, action: { do: 'fine' } }, { ...aPerson(speaker), label: words.problem }, callMe(speaker)],
      words.reply,
    ),
  );
}

function completed(phrase: PhraseOf<'completed'>, speaker: Speaker) {
  const words = speaker.pick(repairWords);
  const { collectToday, collectFrom, toPay, asAgreed } = phrase;
  const from = collectFrom && words.from(speaker.nearDay(collectFrom), speaker.time(collectFrom));
  const notDone = phrase.notDone.map((what) => inSentence(unclosed(plain(what, 60)))).filter((what) => what !== '');
  return composed([
    heading(phrase.vehicle, { bold: words.isReady }),
    sentences(
      words.collect(collectToday && speaker.time(collectToday), from),
      speaker.addressLine && sentence(speaker.addressLine),
    ),
    toPay && words.toPay(`*${speaker.money(toPay)}* ${inclusive(speaker)}`, asAgreed),
    notDone.length > 0 ? (room) => words.notDone(plain(notDone.join(', '), room - 40)) : undefined,
  ]);
}
