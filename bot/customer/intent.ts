import { assertNever } from '../../core/decision.ts';
import type { NamedLines } from './partial.ts';

/** What a customer's words mean as an answer to one open quote. Only `approve` and `reject` decide by themselves. */
export type Intent =
  | 'approve'
  | 'reject'
  | 'partial'
  | 'ceiling'
  | 'question'
  | 'status'
  | 'call'
  | 'human'
  | 'complaint'
  | 'stop-work'
  | 'wrong-person'
  | 'sarcasm'
  | 'optout'
  | 'optin'
  | 'language'
  | 'change'
  | 'confirm'
  | 'thanks'
  | 'acknowledged'
  | 'greeting'
  | 'consult'
  | 'defer'
  | 'condition'
  | 'unbounded'
  | 'price'
  | 'yes-and-no'
  | 'unclear';

/** What was understood, how sure (0 to 1) and by which rule; `ceiling` is in minor units, `language` is the one asked for. */
export type Understanding = {
  readonly kind: Intent;
  readonly lines?: NamedLines;
  readonly ceiling?: number;
  readonly language?: 'nl' | 'en';
  readonly confidence: number;
  readonly rule: string;
  /** The words that were the answer. */
  readonly answer?: string | undefined;
  /** The word that spoke against a plain answer. */
  readonly against?: string | undefined;
};

/** The eight intents that the outside sees. */
export type PublicIntent = 'approve' | 'reject' | 'partial' | 'question' | 'status' | 'human' | 'optout' | 'unclear';

/** Folds what was understood into the eight intents of the outside. */
export const asPublicIntent = ({ kind, ceiling }: Understanding): PublicIntent => {
  switch (kind) {
    case 'approve':
    case 'reject':
    case 'partial':
    case 'question':
    case 'status':
    case 'optout':
      return kind;
    case 'ceiling':
      return ceiling === undefined ? 'unclear' : 'partial';
    case 'call':
    case 'human':
    case 'complaint':
    case 'stop-work':
    case 'wrong-person':
    case 'sarcasm':
      return 'human';
    case 'optin':
    case 'language':
    case 'change':
    case 'confirm':
    case 'thanks':
    case 'acknowledged':
    case 'greeting':
    case 'consult':
    case 'defer':
    case 'condition':
    case 'unbounded':
    case 'price':
    case 'yes-and-no':
    case 'unclear':
      return 'unclear';
    default:
      return assertNever(kind);
  }
};
