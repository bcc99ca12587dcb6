import type { Language } from '../../core/customer/address.ts';
import { type Speaker, spoken } from './customer/message.ts';
import { hourOf } from './format.ts';
import { plateEnd, vehicleName } from './heading.ts';
import { type Answers, answerBy, message, type Renderers, sentences } from './message.ts';
import { standing } from './standing.ts';

const nl = {
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
};
const en: typeof nl = {
  greeting: { morning: 'Good morning.', afternoon: 'Good afternoon.', evening: 'Good evening.' },
  about: (model, end) => `This is about ${model ? `the ${model}` : 'a car'} with a plate ending in ${end}.`,
  promise: 'We will tell you here how the repair is going, and ask for your approval here before anything costs extra.',
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
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

function greeting(by: Speaker): string {
  const hour = hourOf(by.now, by.zone);
  return by.pick(words).greeting[hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'];
}

/** Who writes, how to reach a person and how to stop: the law asks that people know from the first message on that it is a machine. */
export function assistant(by: Speaker): string {
  const say = by.pick(words);
  return sentences(say.assistant, say.person(by.phone), say.stop);
}

/** Whoever cannot read this has to be told how in the language that they can. */
function inOtherLanguage(by: Speaker): Answers {
  const { language, label, typed } = by.pick(words).other;
  return answerBy(by, [{ label, action: { do: 'speak', language } }], typed);
}

/** The first words to an address, and the end of writing to it. */
export const introductionRenderers = {
  introduce: ({ vehicle }, by) => {
    const say = by.pick(words);
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
    const say = by.pick(words);
    const parts = [
      `*${by.garageName}* · ${vehicleName(vehicle)}`,
      `${say.signedUp} ${say.promise}`,
      assistant(by),
      `${say.now} ${standing(state, by)}`,
    ];
    return message(parts, offer ? inOtherLanguage(by) : undefined);
  },
  'language-set': (_, by) => message([by.pick(words).inThisLanguage], inOtherLanguage(by)),
  'opted-out': ({ vehicle, openRepair }, by) => {
    const say = by.pick(words);
    const named = vehicle.model ? vehicleName(vehicle) : `${say.car} ${vehicleName(vehicle)}`;
    return message([
      sentences(say.noMore(by.garageName), openRepair ? say.weCall(named) : undefined),
      openRepair ? say.stopRepair(by.phone) : undefined,
      say.restart,
    ]);
  },
  'opted-in': (_, by) => message([`${by.pick(words).again(by.garageName)} ${by.pick(words).stop}`]),
} satisfies Pick<Renderers, 'introduce' | 'linked' | 'language-set' | 'opted-out' | 'opted-in'>;
