import type { PanelRefusal } from '../../core/application/panel.ts';
import { assertNever } from '../../core/decision.ts';
import type { Words } from '../wording/words.ts';
import type { NoticeText } from './composer.tsx';

/** The sentence for a refusal. */
export function noticeOf(refusal: PanelRefusal, { refusals, thread }: Words): NoticeText {
  switch (refusal.code) {
    case 'not_found':
    case 'stale_control':
    case 'key_reused':
    case 'no_address':
      return { text: refusals[refusal.code] };
    case 'agent_controls':
    case 'not_in_control':
      return { text: refusals[refusal.code](refusal.by) };
    case 'new_messages':
      return { title: thread.newTitle, text: thread.newText };
    case 'decision_refused':
      return { text: refusals.decision[refusal.because] };
    case 'refused':
      return { text: refusals.other };
    default:
      return assertNever(refusal);
  }
}

/** Gone, not to be processed, or in conflict with how things stand by now. */
export function statusOf({ code }: PanelRefusal): 404 | 409 | 422 {
  if (code === 'not_found') return 404;
  return code === 'key_reused' ? 422 : 409;
}
