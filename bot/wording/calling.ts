import type { CallWindow } from '../../core/call-windows.ts';
import type { Language } from '../../core/customer/address.ts';
import type { Speaker } from './customer/message.ts';
import { answerBy, type Choices, message, type Renderers, sentences } from './message.ts';

const nl = {
  when: 'Wanneer zullen we u bellen?',
  type: 'Typ een tijd, bijvoorbeeld *14:00*, of *BEL* voor zo snel mogelijk.',
  soon: 'Genoteerd: we bellen u zo snel mogelijk.',
  within: (day: string, from: string, to: string) => `Genoteerd: we bellen u ${day} tussen ${from} en ${to}.`,
  closed: 'We zijn nu gesloten.',
  ratherLater: 'Liever op een ander moment?',
};
const en: typeof nl = {
  when: 'When shall we call you?',
  type: 'Type a time, for example *14:00*, or *CALL* for as soon as we can.',
  soon: 'Noted: we will call you as soon as we can.',
  within: (day, from, to) => `Noted: we will call you ${day} between ${from} and ${to}.`,
  closed: 'We are closed now.',
  ratherLater: 'Rather at another time?',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

function choicesOf(windows: readonly CallWindow[], by: Speaker): Choices {
  return windows.map(({ from, to }) => ({
    label: `${capital(by.shortDay(from))} ${by.time(from)}–${by.time(to)}`,
    action: { do: 'call-at', from, to },
  }));
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** When somebody phones. */
export const callingRenderers = {
  'call-when': ({ windows }, by) => {
    const say = by.pick(words);
    return message([say.when], answerBy(by, choicesOf(windows, by), say.type));
  },
  'call-promised': ({ window, others }, by) => {
    const say = by.pick(words);
    if (!window) return message([say.soon]);
    const noted = say.within(by.day(window.from), by.time(window.from), by.time(window.to));
    if (others.length === 0) return message([noted]);
    return message([sentences(say.closed, noted), say.ratherLater], answerBy(by, choicesOf(others, by), say.type));
  },
} satisfies Pick<Renderers, 'call-when' | 'call-promised'>;
