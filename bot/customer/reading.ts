import type { MessageId } from '../../core/ids.ts';
import type { OpenQuote } from '../react/open-quotes.ts';
import type { Command } from './understanding/commands.ts';
import type { Understood } from './understanding/understand.ts';

/** A text, read together with what it continues. */
export type Reading = {
  readonly text: string;
  readonly understood: Understood;
  readonly command: Command | undefined;
  /** What waits for an answer of this person. */
  readonly open: readonly OpenQuote[];
  readonly newest: OpenQuote | undefined;
  /** Everything that this person wrote since the newest question reached the screen, this text last. */
  readonly together: Together;
  readonly repliesTo: MessageId | 'unknown' | undefined;
  /** False when something else than the newest question is answered, or the words are not all the writer's own. */
  readonly mayBind: boolean;
};

export type Together = {
  /** It began when something else was the newest thing that was said, and may answer that. */
  readonly beganBefore: boolean;
  readonly texts: readonly string[];
  readonly messageIds: readonly MessageId[];
};
