import type { DecisionDetail, QuoteDetail, QuoteLineDetail } from '../../core/application/queries.ts';
import type { View } from '../frame/env.ts';
import { momentText, moneyText } from '../frame/format.ts';

type QuoteCardProps = { readonly view: View; readonly quote: QuoteDetail; readonly zone: string };

/** Where a link to a version leads. */
export function quoteAnchor({ quoteId, version }: QuoteDetail): string {
  return `quote-${quoteId}-${version}`;
}

/** One version of a quote with its lines, total, and the evidence of what was decided. */
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
            <td>{moneyText(total, language)}</td>
          </tr>
          {outcome === 'partly' && decided && approved && (
            <tr>
              <th scope="row" colspan={2}>
                {words.repair.approvedTotal}
              </th>
              <td>{moneyText(approved, language)}</td>
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
      <td>{moneyText(line.amount, view.language)}</td>
    </tr>
  );
}

/** Who decided, how it is known, and the exact text that was on the screen. */
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
