import type { Language } from '../../core/customer/address.ts';
import { sum } from '../../core/money.ts';
import type { Selection } from '../../core/repair/quote.ts';
import { inclusive, inline, list, numbered, onlyChoice } from './choice-lines.ts';
import { amountLabel, quoteEnding } from './customer/lines.ts';
import type { Speaker } from './customer/message.ts';
import type { QuoteFacts } from './customer/phrase.ts';
import { heading } from './heading.ts';
import { answerBy, type Choices, message, type Renderers } from './message.ts';

const nl = {
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
};
const en: typeof nl = {
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
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

const mostNumbers = 4;

function decide(quote: QuoteFacts, label: string, selection: Selection): Choices[number] {
  return {
    label,
    action: { do: 'decide', quoteId: quote.quoteId, version: quote.version, selection },
  };
}

/** At most eight: what must be done now, each of the first four alone, all, none, a question. */
function selections(quote: QuoteFacts, by: Speaker): Choices {
  const say = by.pick(words);
  const urgent = quote.choices.filter(({ severity }) => severity === 'now').map(({ number }) => number);
  const mixed = urgent.length > 0 && urgent.length < quote.choices.length;
  const alone = onlyChoice(quote) ? [] : quote.choices.slice(0, mostNumbers);
  return [
    ...(mixed ? [decide(quote, say.needed, { kind: 'numbers', numbers: urgent })] : []),
    ...alone.map(({ number }) => decide(quote, say.only(number), { kind: 'numbers', numbers: [number] })),
    decide(quote, say.all, { kind: 'all' }),
    decide(quote, say.none, { kind: 'none' }),
    { label: say.question, action: { do: 'ask-or-call', repairId: quote.repairId } },
  ];
}

/** Choosing lines of a quote, and the check of words that named some. */
export const choosingRenderers = {
  'choose-lines': ({ vehicle, quote }, by) => {
    const say = by.pick(words);
    const combine = by.buttons && quote.choices.length > 2 ? say.combine : undefined;
    return message(
      [heading(vehicle), say.which(inclusive(by)), list(quote.choices, by), combine],
      answerBy(by, selections(quote, by), quoteEnding(quote, by)),
    );
  },
  'confirm-lines': ({ vehicle, quote, numbers }, by) => {
    const say = by.pick(words);
    const wanted = numbered(quote, numbers);
    const left = quote.choices.filter((choice) => !wanted.includes(choice));
    const part = (label: string, choices: typeof wanted) => (room: number) =>
      `${label}: ${inline(choices, by, (room * choices.length) / quote.choices.length - label.length - 2)}`;
    const currency = quote.total.currency;
    const amount = by.money(
      sum(
        wanted.map((choice) => choice.amount),
        currency,
      ),
    );
    const none = wanted.length === 0;
    const selection: Selection = none ? { kind: 'none' } : { kind: 'numbers', numbers: wanted.map((c) => c.number) };
    return message(
      [
        heading(vehicle),
        say.meant,
        none ? undefined : part(say.toDo, wanted),
        left.length === 0 ? undefined : part(say.notToDo, left),
      ],
      answerBy(
        by,
        [
          decide(quote, none ? say.yes : amountLabel(`${say.yes},`, amount).replace(/,$/u, ''), selection),
          { label: say.other, action: { do: 'choose-lines', quoteId: quote.quoteId, version: quote.version } },
        ],
        none ? say.replyNone : say.replyYes(amount, !onlyChoice(quote)),
      ),
    );
  },
} satisfies Pick<Renderers, 'choose-lines' | 'confirm-lines'>;
