import type { Language } from '../../../core/customer/address.ts';
import { heading } from '../heading.ts';
import { answerBy, message, type Renderers, sentences } from '../message.ts';
import { aPerson, callMe } from './lines.ts';
import { type Speaker, spoken } from './message.ts';

const nl = {
  unclear: 'Dat begrijp ik niet goed. Waarmee kan ik u helpen?',
  whenReady: 'Wanneer klaar?',
  reply: 'Typ *WANNEER KLAAR* voor de stand, *MENS* voor een medewerker of *BEL* om gebeld te worden.',
  passedOn: 'Ik geef dit door aan een medewerker. U krijgt hier antwoord.',
  hurry: (phone: string) => `Haast? Bel ${phone}.`,
  closed: (day: string, time: string) => `We zijn nu gesloten. Een medewerker antwoordt hier ${day} vanaf ${time}.`,
  joins: (agent: string, garage: string) => `U spreekt nu met ${agent} van ${garage}.`,
  someone: 'een medewerker',
  left: (agent: string) => `${agent} heeft het gesprek afgerond. Vanaf hier antwoordt de digitale assistent weer.`,
  someoneLeft: 'De medewerker',
  person: 'Een medewerker? Typ MENS.',
  personOrPhone: (phone: string) => `Een medewerker? Typ MENS of bel ${phone}.`,
  elsewhere:
    'We vonden extra werk en vragen nu toestemming aan uw leasemaatschappij. U hoeft niets te doen. ' +
    'Verandert de tijd, dan hoort u het hier.',
  noRepair: 'We zien voor u geen lopende reparatie.',
  refused: {
    unknown: 'Deze uitnodiging kennen we niet.',
    expired: 'Deze uitnodiging is verlopen.',
    used: 'Deze uitnodiging is al gebruikt.',
  },
  newInvitation: (phone: string | undefined) => `Vraag de garage om een nieuwe${phone ? `: ${phone}` : ''}.`,
  slowDown:
    'U stuurt veel berichten achter elkaar. We bewaren ze allemaal en een medewerker kijkt ernaar. ' +
    'Een duidelijk antwoord op een offerte telt gewoon.',
  phoneKept: 'Uw telefoonnummer is genoteerd.',
  phoneRefused: 'Dit is niet uw eigen nummer, dus we bewaren het niet.',
  newLink: 'Vraag een nieuwe aan degene die u deze stuurde.',
  wrongNumber: 'Bedankt voor uw antwoord. We sturen hier niets meer over deze auto. Excuses voor de vergissing.',
};
const en: typeof nl = {
  unclear: "I didn't quite understand that. How can I help?",
  whenReady: 'When is it ready?',
  reply: 'Type *WHEN READY* for how it is going, *PERSON* for a person or *CALL* to be called.',
  passedOn: 'I am passing this to a person. You will get an answer here.',
  hurry: (phone) => `In a hurry? Call ${phone}.`,
  closed: (day, time) => `We are closed now. A person will answer you here ${day} from ${time}.`,
  joins: (agent, garage) => `You are now talking to ${agent} at ${garage}.`,
  someone: 'a person',
  left: (agent) => `${agent} has finished. From here the digital assistant answers again.`,
  someoneLeft: 'The person',
  person: 'Want a person? Type PERSON.',
  personOrPhone: (phone) => `Want a person? Type PERSON or call ${phone}.`,
  elsewhere:
    "We found extra work and are asking your lease company for permission. You don't need to do anything. " +
    'If the time changes, we will tell you here.',
  noRepair: 'We see no open repair for you.',
  refused: {
    unknown: 'We do not know this invitation.',
    expired: 'This invitation has expired.',
    used: 'This invitation has already been used.',
  },
  newInvitation: (phone) => `Please ask the garage for a new one${phone ? `: ${phone}` : ''}.`,
  slowDown:
    'You are sending many messages in a row. We keep all of them and a person will look at them. ' +
    'A plain answer to a quote counts as always.',
  phoneKept: 'We have noted your phone number.',
  phoneRefused: 'This is not your own number, so we do not keep it.',
  newLink: 'Please ask the person who sent you this one for a new one.',
  wrongNumber: 'Thank you for your answer. We will send nothing more about this car here. Sorry for the mistake.',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

function personOrPhone(by: Speaker): string {
  return by.phone ? by.pick(words).personOrPhone(by.phone) : by.pick(words).person;
}

/** Who answers, and what is said where there is nothing to answer about. */
export const talkRenderers = {
  unclear: (_, by) => {
    const say = by.pick(words);
    const choices = [{ label: say.whenReady, action: { do: 'status' } as const }, aPerson(by), callMe(by)];
    return message([say.unclear], answerBy(by, choices, say.reply));
  },
  'passed-on': ({ opensAt, now }, by) => {
    const say = by.pick(words);
    return opensAt && opensAt > now
      ? message([say.closed(by.day(opensAt), by.time(opensAt))])
      : message([sentences(say.passedOn, by.phone && say.hurry(by.phone))]);
  },
  'agent-joins': ({ agent }, by) => {
    const say = by.pick(words);
    return message([say.joins(spoken(agent, 30) ?? say.someone, by.garageName)]);
  },
  'handed-back': ({ agent }, by) => {
    const say = by.pick(words);
    return message([`${say.left(spoken(agent, 30) ?? say.someoneLeft)} ${say.person}`]);
  },
  'decided-elsewhere': ({ vehicle }, by) => message([heading(vehicle), by.pick(words).elsewhere]),
  'no-repair': (_, by) => message([`${by.pick(words).noRepair} ${personOrPhone(by)}`]),
  'invitation-refused': ({ why, from }, by) => {
    const say = by.pick(words);
    return message([`${say.refused[why]} ${from === 'customer' ? say.newLink : say.newInvitation(by.phone)}`]);
  },
  'wrong-number': (_, by) => message([by.pick(words).wrongNumber]),
  'slow-down': (_, by) => message([by.pick(words).slowDown]),
  'phone-kept': (_, by) => message([by.pick(words).phoneKept]),
  'phone-refused': (_, by) => message([by.pick(words).phoneRefused]),
} satisfies Pick<
  Renderers,
  | 'unclear'
  | 'passed-on'
  | 'agent-joins'
  | 'handed-back'
  | 'decided-elsewhere'
  | 'no-repair'
  | 'invitation-refused'
  | 'wrong-number'
  | 'slow-down'
  | 'phone-kept'
  | 'phone-refused'
>;
