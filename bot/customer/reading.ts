import type { MessageId } from '../../core/ids.ts';
import type { OpenQuote } from '../react/open-quotes.ts';
import type { Understanding } from './intent.ts';

/** A text, read together with what it continues. */
export type Reading = {
  readonly text: string;
  readonly texts: readonly string[];
  readonly repliesTo: MessageId | undefined;
  readonly understood: Understanding;
  /** What waits for an answer of this person. */
  readonly open: readonly OpenQuote[];
  readonly newest: OpenQuote | undefined;
};
