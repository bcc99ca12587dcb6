import type { NotOwn, TextRange } from '../../../channels/channel.ts';
import type { NotOwnWords } from '../../react/step.ts';

/** What of a text its writer said; undefined when all of it counts. `overtaken` is a text that was changed before it came. */
export function ownWords(text: string, notOwn: NotOwn | undefined, overtaken: boolean): NotOwnWords | undefined {
  const { forwarded, via, automatic, elsewhere, struck = [], quoted = [] } = notOwn ?? {};
  if (forwarded) return { why: 'forwarded', own: '' };
  if (via) return { why: 'via', own: '' };
  if (automatic) return { why: 'automatic', own: '' };
  if (quoted.length > 0) return { why: 'quoted', own: without(text, [...struck, ...quoted]) };
  if (struck.length > 0) return { why: 'struck', own: without(text, struck) };
  if (elsewhere) return { why: 'elsewhere', own: text };
  return overtaken ? { why: 'overtaken', own: text } : undefined;
}

/** A space stands for each stretch that is left out, so that no word is made of two halves. */
function without(text: string, ranges: readonly TextRange[]): string {
  let own = '';
  let at = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    own += from > at ? `${text.slice(at, from)} ` : '';
    at = Math.max(at, to);
  }
  return (own + text.slice(at)).trim();
}
