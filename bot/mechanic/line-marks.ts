import type { Severity } from '../../core/repair/quote.ts';

/** What stands behind a line besides its words: how soon, and what about VAT. */
type Marks = {
  readonly words: readonly string[];
  readonly severity: Severity | undefined;
  readonly includesVat: boolean | undefined;
  /** As typed, e.g. 9%. */
  readonly percent: string | undefined;
};

const severities: ReadonlyMap<string, Severity> = new Map([
  ['!', 'now'],
  ['nu', 'now'],
  ['now', 'now'],
  ['soon', 'soon'],
  ['binnenkort', 'soon'],
  ['later', 'later'],
]);
const excluding = /^(?:ex|excl|exclusief|excluding)$/;
const including = /^(?:in|incl|inclusief|including)$/;
const tax = /^(?:btw|vat)$/;

/** Takes the marks off the end of a line; an exclamation mark counts wherever it stands. */
export function takeMarks(typed: readonly string[], { severityOnly = false } = {}): Marks {
  const words = typed.map((word) => word.replace(/!+$/, '')).filter((word) => word !== '');
  let severity: Severity | undefined = words.join(' ') === typed.join(' ') ? undefined : 'now';
  let includesVat: boolean | undefined;
  let percent: string | undefined;
  for (let last = bare(words.at(-1)); last !== ''; last = bare(words.at(-1))) {
    const how = severities.get(last);
    if (how) severity ??= how;
    else if (severityOnly) break;
    else if (excluding.test(last)) includesVat = false;
    else if (including.test(last) && last !== 'in') includesVat = true;
    else if (/^\d{1,3}%$/.test(last) && percent === undefined) percent = last;
    else if (!tax.test(last)) break;
    words.pop();
  }
  return { words, severity, includesVat, percent };
}

function bare(word: string | undefined): string {
  return (word ?? '').toLowerCase().replace(/[.,]+$/, '');
}
