import { assertNever } from '../../../core/decision.ts';
import type { Understood } from './understand.ts';

/** The eight intents that the outside sees. */
export type PublicIntent = 'approve' | 'reject' | 'partial' | 'question' | 'status' | 'human' | 'optout' | 'unclear';

/** `approve` and `reject` only for a text that binds. */
export function asPublicIntent(understood: Understood): PublicIntent {
  if ('answer' in understood) return understood.answer;
  const { ask } = understood;
  switch (ask) {
    case 'question':
    case 'status':
    case 'optout':
      return ask;
    case 'confirm-lines':
    case 'choose-lines':
    case 'ceiling':
      return 'partial';
    case 'call':
    case 'person':
    case 'wrong-person':
      return 'human';
    case 'confirm-all':
    case 'confirm-none':
    case 'confirm-optout':
    case 'pause':
    case 'condition':
    case 'thanks':
    case 'repeat':
      return 'unclear';
    default:
      return assertNever(ask);
  }
}
