import type { ConversationDetail, QuoteDetail, RepairDetail } from '../../core/application/queries.ts';
import type { View } from '../frame/env.ts';
import { inputMoment, moneyText } from '../frame/format.ts';
import { paths } from '../paths.ts';

/** The version that waits for an answer, if there is one that has not run out. */
export function openQuoteOf({ quotes }: RepairDetail): QuoteDetail | undefined {
  return quotes.find(({ status }) => status === 'released');
}

type DecisionFormProps = {
  readonly view: View;
  readonly detail: ConversationDetail;
  readonly quote: QuoteDetail;
};

/**
 * For a customer who phones or stands at the counter. Its id names the version, so that a new version is a new form; while the
 * version stands, what was filled in is left alone.
 */
export function DecisionForm({ view, detail, quote }: DecisionFormProps) {
  const words = view.words.repair;
  const { quoteId, version } = quote;
  const action = paths.decisions(detail.conversationId);
  return (
    <details class="decide" id={`decide-${quoteId}-${version}`} hx-morph-skip>
      <summary>{words.decide}</summary>
      <form method="post" action={action} hx-post={action} hx-swap="none" hx-disable="find button">
        <p class="hint">{words.decideText}</p>
        <input type="hidden" name="quoteId" value={quoteId} />
        <input type="hidden" name="version" value={version} />
        <Answer view={view} quote={quote} />
        <fieldset>
          <legend>{words.where}</legend>
          <label>
            <input type="radio" name="via" value="phone" checked /> {words.phoneVia}
          </label>
          <label>
            <input type="radio" name="via" value="counter" /> {words.counterVia}
          </label>
        </fieldset>
        <label>
          {words.when}
          <input type="datetime-local" name="spokenAt" required value={inputMoment(view.now, detail.garage.zone)} />
        </label>
        <label>
          {words.who2}
          <input type="text" name="spokeWith" required maxlength={200} placeholder={words.whoHint} autocomplete="off" />
        </label>
        <label>
          {words.authorisation}
          <input type="text" name="authorisation" maxlength={100} autocomplete="off" />
        </label>
        <button type="submit">{words.record}</button>
      </form>
    </details>
  );
}

function Answer({ view, quote }: { view: View; quote: QuoteDetail }) {
  const words = view.words.repair;
  const numbers = [...new Set(quote.lines.map(({ number }) => number))];
  return (
    <fieldset>
      <legend>{words.choose}</legend>
      <label>
        <input type="radio" name="answer" value="all" required />{' '}
        {`${words.all} · ${moneyText(quote.total, view.language)}`}
      </label>
      <label>
        <input type="radio" name="answer" value="none" required /> {words.noneApproved}
      </label>
      {numbers.length > 1 && (
        <>
          <label>
            <input type="radio" name="answer" value="lines" required /> {words.lines}
          </label>
          <div class="lines">
            {numbers.map((number) => (
              <label>
                <input type="checkbox" name="number" value={number} /> {lineText(quote, number)}
              </label>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}

/** Lines that belong together are one choice. */
function lineText({ lines }: QuoteDetail, number: number): string {
  return `${number}. ${lines
    .filter((line) => line.number === number)
    .map(({ text }) => text)
    .join(' + ')}`;
}
