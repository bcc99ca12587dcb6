import type { Language } from '../../../core/customer/address.ts';
import { inclusive } from '../choice-lines.ts';
import { heading } from '../heading.ts';
import { answerBy, message, type PhraseOf, type Renderers, sentences } from '../message.ts';
import { inSentence, plain, sentence, unclosed } from '../plain.ts';
import { expectedReady, standing } from '../standing.ts';
import { aPerson, callMe } from './lines.ts';
import type { Speaker } from './message.ts';

const nl = {
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
};
const en: typeof nl = {
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
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

function moved({ vehicle, from, to, parts }: PhraseOf<'later'>, by: Speaker) {
  const say = by.pick(words);
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
  const say = by.pick(words);
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
    const say = by.pick(words);
    const began = say.started(by.time(at), by.isToday(at) ? undefined : by.date(at));
    return message([heading(vehicle), sentences(began, expectedReady(promisedAt, by.now, by)), say.nothingToDo]);
  },
  later: moved,
  completed,
  reopened: ({ vehicle }, by) => message([heading(vehicle), `${by.pick(words).reopened} ${by.pick(words).hearHere}`]),
  cancelled: ({ vehicle }, by) => {
    const say = by.pick(words);
    return message([heading(vehicle), sentences(say.cancelled, by.phone && say.questions(by.phone))]);
  },
  status: ({ vehicle, state }, by) => message([heading(vehicle), `${by.pick(words).stand} ${standing(state, by)}`]),
  correction: ({ vehicle, what }, by) => {
    const say = by.pick(words);
    const more = what === 'completed' ? say.hearHere : undefined;
    return message([heading(vehicle), sentences(say.correction[what], say.sorry, more)]);
  },
} satisfies Pick<Renderers, 'started' | 'later' | 'completed' | 'reopened' | 'cancelled' | 'status' | 'correction'>;
