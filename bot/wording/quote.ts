import { subtract } from '../../core/money.ts';
import { onTopOfAgreed } from './agreed-work.ts';
import { choiceName, inclusive, list, onlyChoice, urgency } from './choice-lines.ts';
import { answersTo } from './customer/lines.ts';
import { type Speaker, spoken } from './customer/message.ts';
import type { QuoteFacts } from './customer/phrase.ts';
import { heading } from './heading.ts';
import { message, type PhraseOf, type Renderers, sentences } from './message.ts';
import { sentence } from './plain.ts';
import { quoteWords } from './quote-words.ts';

function tolerance({ tolerance: rate }: QuoteFacts, by: Speaker): string {
  return rate > 0 ? by.pick(quoteWords).guide(by.percent(rate)) : by.pick(quoteWords).noMore;
}

/** When the car is ready either way; the day is said once when both are the same. */
function ready(quote: QuoteFacts, by: Speaker): string | undefined {
  const say = by.pick(quoteWords);
  const { readyIfApproved: done, readyIfDeclined: left } = quote;
  const [ifDone, ifLeft] = onlyChoice(quote) ? say.ready.one : say.ready.several;
  const sameDay = done !== undefined && left !== undefined && by.day(done) === by.day(left);
  const either = [
    done && `${ifDone}: ${say.readyAt(`${by.day(done)} ${by.time(done)}`)}.`,
    left && `${ifLeft}: ${say.readyAt(sameDay ? by.time(left) : `${by.day(left)} ${by.time(left)}`)}.`,
  ];
  return sentences(...either) || undefined;
}

function valid(quote: QuoteFacts, by: Speaker): string {
  const say = by.pick(quoteWords);
  const until = say.validUntil(by.date(quote.validUntil), by.time(quote.validUntil));
  return `${until} ${say.which(quote.number, quote.version)}`;
}

function priced(quote: QuoteFacts, by: Speaker): string {
  const only = onlyChoice(quote);
  const total = by.money(quote.total);
  return only
    ? `${choiceName(only, by, 120)}: *${total}* ${inclusive(by)}`
    : `*${by.pick(quoteWords).together} ${total}* ${inclusive(by)}`;
}

function found(quote: QuoteFacts, by: Speaker): string | undefined {
  const finding = spoken(onlyChoice(quote)?.finding, 240);
  return finding && by.pick(quoteWords).found(sentence(finding));
}

function fresh({ vehicle, quote }: PhraseOf<'quote'>, by: Speaker) {
  const say = by.pick(quoteWords);
  const only = onlyChoice(quote);
  const urgent = only && urgency(only, by);
  return message(
    [
      heading(vehicle, { after: say.asked }),
      only ? found(quote, by) : say.foundSeveral(quote.choices.length),
      only ? undefined : list(quote.choices, by),
      sentences(`${priced(quote, by)}.`, urgent && `${urgent}.`, tolerance(quote, by)),
      ready(quote, by),
      onTopOfAgreed(quote, by),
      valid(quote, by),
    ],
    answersTo(quote, by),
  );
}

function difference(quote: QuoteFacts, before: QuoteFacts['total'], by: Speaker): string {
  const say = by.pick(quoteWords);
  const change = subtract(quote.total, before);
  if (change.minor === 0) return say.same;
  const size = by.money({ ...change, minor: Math.abs(change.minor) });
  return change.minor > 0 ? say.more(by.money(before), size) : say.less(by.money(before), size);
}

function renewed({ vehicle, quote }: PhraseOf<'quote'>, before: QuoteFacts['total'], by: Speaker) {
  const say = by.pick(quoteWords);
  const only = onlyChoice(quote);
  const { readyIfApproved: done, readyIfDeclined: left } = quote;
  const onlyDone = done && !left ? say.readyOnly(`${by.day(done)} ${by.time(done)}`) : undefined;
  return message(
    [
      heading(vehicle, { after: say.renewed }),
      sentences(say.lapsed, found(quote, by)),
      only ? undefined : list(quote.choices, by),
      sentences(
        `${priced(quote, by)} ${difference(quote, before, by)}.`,
        quote.tolerance > 0 ? tolerance(quote, by) : undefined,
        onlyDone,
      ),
      onlyDone ? undefined : ready(quote, by),
      onTopOfAgreed(quote, by),
      quote.approvedBefore ? say.untouchedHere : say.untouched,
      valid(quote, by),
    ],
    answersTo(quote, by),
  );
}

/** The quote, and its new version. */
export const quoteRenderers = {
  quote: (phrase, by) => (phrase.replaces ? renewed(phrase, phrase.replaces.total, by) : fresh(phrase, by)),
} satisfies Pick<Renderers, 'quote'>;
