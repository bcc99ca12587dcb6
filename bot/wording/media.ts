import type { Language } from '../../core/customer/address.ts';
import { answersTo, askedAgain } from './customer/lines.ts';
import { message, type Renderers } from './message.ts';

const nl = {
  kept: {
    photo: 'Uw foto is ontvangen en bewaard. Een medewerker kan hem bekijken.',
    voice: 'Uw spraakbericht is ontvangen en bewaard. Ik kan het niet beluisteren, een medewerker wel.',
    file: 'Uw bestand is ontvangen en bewaard. Een medewerker kan het bekijken.',
    other: 'Dit soort bericht kan ik niet lezen. Kunt u het typen?',
  },
  otherKept: 'Dit soort bericht kan ik niet lezen.',
  nothing: 'Hiermee is *niets goedgekeurd*.',
};
const en: typeof nl = {
  kept: {
    photo: 'We have received and kept your photo. A person can look at it.',
    voice: "We have received and kept your voice message. I can't listen to it, a person can.",
    file: 'We have received and kept your file. A person can look at it.',
    other: "I can't read this kind of message. Could you type it?",
  },
  otherKept: "I can't read this kind of message.",
  nothing: '*Nothing has been approved* by it.',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

/** A picture, a recording or a file is kept, and is never an answer to a quote. */
export const mediaRenderers = {
  'media-kept': ({ what, quote }, by) => {
    const say = by.pick(words);
    if (!quote) return message([say.kept[what]]);
    // The quote is the one question that this message asks.
    const kept = what === 'other' ? say.otherKept : say.kept[what];
    return message([`${kept} ${say.nothing}`, askedAgain(quote, by)], answersTo(quote, by));
  },
} satisfies Pick<Renderers, 'media-kept'>;
