import type { Language } from '../../core/customer/address.ts';
import { quoteInSentence } from './choice-lines.ts';
import { answersTo } from './customer/lines.ts';
import type { Speaker } from './customer/message.ts';
import { heading } from './heading.ts';
import { message, type Renderers, sentences } from './message.ts';

const nl = {
  onLift: (about: string) => `Uw auto staat op de brug en de monteur wacht op uw antwoord over ${about}.`,
  keepFree: (time: string) => `We houden de brug vrij tot ${time}. Daarna kan het later worden.`,
  noAnswer: (about: string) => `We hebben nog geen antwoord over ${about}.`,
  stillToday: (time: string) => `Antwoordt u vóór ${time}, dan kan het vandaag nog.`,
  answerBefore: (date: string, time: string) => `Graag uw antwoord vóór ${date} ${time}.`,
  nothing: 'Zonder uw akkoord doen we niets.',
  notThis: 'Zonder uw akkoord doen we dit niet.',
};
const en: typeof nl = {
  onLift: (about) => `Your car is on the lift and the mechanic is waiting for your answer about ${about}.`,
  keepFree: (time) => `We keep the lift free until ${time}. After that it may get later.`,
  noAnswer: (about) => `We have no answer yet about ${about}.`,
  stillToday: (time) => `If you answer before ${time} we can still do it today.`,
  answerBefore: (date, time) => `Please answer before ${date} ${time}.`,
  nothing: 'We do nothing without your approval.',
  notThis: 'We do not do this without your approval.',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

function keepsUntil(onLift: boolean, until: Date | undefined, by: Speaker): string | undefined {
  const say = by.pick(words);
  if (!until) return undefined;
  const time = by.time(until);
  if (onLift) return say.keepFree(by.isToday(until) ? time : `${by.date(until)} ${time}`);
  return by.isToday(until) ? say.stillToday(time) : say.answerBefore(by.date(until), time);
}

/** The one reminder of a quote, on the lift or parked. */
export const reminderRenderers = {
  reminder: ({ vehicle, quote, onLift, until }, by) => {
    const say = by.pick(words);
    const about = quoteInSentence(quote, by);
    // Once other work has been approved, "we do nothing" would not be true any more.
    const nothing = quote.approvedBefore ? say.notThis : say.nothing;
    const kept = keepsUntil(onLift, until, by);
    return message(
      onLift
        ? [heading(vehicle), say.onLift(about), sentences(kept, nothing)]
        : [heading(vehicle), sentences(say.noAnswer(about), kept, nothing)],
      answersTo(quote, by),
    );
  },
} satisfies Pick<Renderers, 'reminder'>;
