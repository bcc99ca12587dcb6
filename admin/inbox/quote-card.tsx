import type {
  ConversationDetail,
  DecisionDetail,
  QuoteDetail,
  QuoteLineDetail,
  RepairDetail,
} from '../../core/application/queries.ts';
import { formatMoney } from '../../core/money.ts';
import { paths, type View } from '../frame/env.ts';
import { inputMoment, momentText } from '../frame/format.ts';

type QuoteCardProps = { readonly view: View; readonly quote: QuoteDetail; readonly zone: string };

/** The anchor of one version. */
export function quoteAnchor({ quoteId, version }: QuoteDetail): string {
  return `quote-${quoteId}-${version}`;
}

/** Draws one version of a quote with its lines, total and evidence of the decision. */
export function QuoteCard({ view, quote, zone }: QuoteCardProps) {
  const { words, language, now } = view;
  const { status, outcome, total, approved, validUntil } = quote;
  const decided = status === 'decided' && outcome !== undefined;
  const title = `${words.repair.quote} ${quote.number}`;
  return (
    <article class={`quote ${status}`} id={quoteAnchor(quote)} aria-label={`${title} v${quote.version}`}>
      <header>
        <h4>
          {title} <span class="hint">{`${words.repair.version} ${quote.version}`}</span>
        </h4>
        <span class={`standing ${decided ? outcome : status}`}>
          {decided ? words.repair.outcome[outcome] : words.repair.quoteStatus[status]}
        </span>
      </header>
      <table>
        <caption class="unseen">{title}</caption>
        <thead class="unseen">
          <tr>
            <th scope="col">{words.repair.number}</th>
            <th scope="col">{words.repair.work}</th>
            <th scope="col">{words.repair.price}</th>
          </tr>
        </thead>
        <tbody>
          {quote.lines.map((line) => (
            <Line view={view} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={2}>
              {words.repair.total}
            </th>
            <td>{formatMoney(total, language)}</td>
          </tr>
          {outcome === 'partly' && decided && approved && (
            <tr>
              <th scope="row" colspan={2}>
                {words.repair.approvedTotal}
              </th>
              <td>{formatMoney(approved, language)}</td>
            </tr>
          )}
        </tfoot>
      </table>
      {status === 'released' && validUntil && (
        <p class="hint">{`${words.repair.validUntil} ${momentText(validUntil, now, zone, language)}`}</p>
      )}
      {quote.decisions.map((decision) => (
        <Evidence view={view} decision={decision} zone={zone} />
      ))}
    </article>
  );
}

function Line({ view, line }: { view: View; line: QuoteLineDetail }) {
  const words = view.words.repair;
  return (
    <tr class={line.state}>
      <td>{line.number}</td>
      <td>
        <span class="work">{line.text}</span>
        {line.severity !== 'now' && <span class="hint">{` · ${words.severity[line.severity]}`}</span>}
        {line.state !== 'pending' && <span class="answer">{words.line[line.state]}</span>}
      </td>
      <td>{formatMoney(line.amount, view.language)}</td>
    </tr>
  );
}

/** Shows who decided, how that is known, and the exact text on the screen. */
function Evidence({ view, decision, zone }: { view: View; decision: DecisionDetail; zone: string }) {
  const { words, language, now } = view;
  const { repair, common } = words;
  const { channel, how, identifiedBy, answerText, answerPhrases, shownText, shownHash } = decision;
  const shownChannel = channel && (common.channels[channel] ?? repair.via[channel] ?? channel);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [repair.revoked, decision.revokedAt && momentText(decision.revokedAt, now, zone, language)],
    [
      repair.who,
      how === 'staff' ? decision.who : `${decision.who} (${repair.identified[identifiedBy] ?? identifiedBy})`,
    ],
    [repair.howLabel, repair.how[how]],
    [repair.channel, shownChannel],
    [repair.decidedAt, momentText(decision.decidedAt, now, zone, language)],
    [repair.recordedAt, momentText(decision.recordedAt, now, zone, language)],
    [how === 'staff' ? repair.spokeWith : repair.answer, answerText],
    [repair.readAs, answerPhrases?.join(' · ')],
  ];
  return (
    <details class="evidence" id={`evidence-${decision.decisionId}`}>
      <summary>{decision.revokedAt ? `${repair.evidence} · ${repair.revoked}` : repair.evidence}</summary>
      <dl class="facts">
        {facts.flatMap(([name, value]) => (value === undefined ? [] : [<dt>{name}</dt>, <dd>{value}</dd>]))}
        {shownText !== undefined && (
          <>
            <dt>{repair.shown}</dt>
            <dd>
              <pre>{shownText}</pre>
            </dd>
            <dt>{repair.hash}</dt>
            <dd>
              <code>{shownHash}</code>
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

/** Finds the version that waits for an answer. */
export function openQuoteOf({ quotes }: RepairDetail): QuoteDetail | undefined {
  return quotes.find(({ status }) => status === 'released');
}

type DecisionFormProps = {
  readonly view: View;
  readonly detail: ConversationDetail;
  readonly quote: QuoteDetail;
};

/**
 * For a decision by phone or at the counter. The id names the version: a new version gets a new
 * form, and within a version the filled-in fields stay.
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
          <input
            type="datetime-local"
            name="spokenAt"
            required
            value={inputMoment(view.now, detail.garage.zone)}
            data-now={paths.moment(detail.conversationId)}
          />
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
        {`${words.all} · ${formatMoney(quote.total, view.language)}`}
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

/** Joins lines that are one choice. */
function lineText({ lines }: QuoteDetail, number: number): string {
  return `${number}. ${lines
    .filter((line) => line.number === number)
    .map(({ text }) => text)
    .join(' + ')}`;
}
