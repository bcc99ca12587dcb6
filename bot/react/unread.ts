import { closesAt, isOpen } from '../../core/calendar.ts';
import { currentVersion, releasedVersion, standingDecision } from '../../core/repair/queries.ts';
import type { Quote } from '../../core/repair/quote.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import { shownWords } from '../mechanic/cards-plain.ts';
import { redAt } from '../step.ts';
import { post, reachableMechanic, saidDecided, saidRevoked } from './mechanic.ts';
import type { Step } from './step.ts';

/**
 * Looks later whether the mechanic has noticed something, by the id of the question or the quote that it is about; at once where he
 * cannot have, because the garage is closed or he has no chat.
 */
export function watchUnread(scene: Scene, view: RepairView, subject: string): Step {
  const { now, garage } = scene;
  const here = isOpen(garage.calendar, now) && reachableMechanic(view) !== undefined;
  const late = redAt(scene, view.repair.onLift);
  const closing = closesAt(garage.calendar, now);
  const at = closing && closing < late ? closing : late;
  return { do: 'wake', kind: 'unread', subject, at: here ? at : now };
}

/** What nobody was heard about since is posted to the workshop, as far as it still waits for somebody. */
export function postUnread(scene: Scene, subject: string): readonly Step[] {
  const news = questionNews(scene, subject) ?? quoteNews(scene, subject);
  if (!news) return [];
  const { view, since, said } = news;
  const heardAt = view.mechanic?.heardAt;
  return heardAt && heardAt >= since ? [] : [post(scene, view, said)];
}

type News = { readonly view: RepairView; readonly since: Date; readonly said: Parameters<typeof post>[2] };

/** A question that has no answer yet, whoever was asked for one meanwhile. */
function questionNews({ conversation, repairs }: Scene, subject: string): News | undefined {
  const item = conversation.items.find(({ itemId, kind }) => itemId === subject && kind === 'question');
  const view = item && repairs.find(({ repair }) => repair.repairId === item.repairId);
  if (!item || !view) return undefined;
  const asked = shownWords(view.words.get(item.itemId) ?? '');
  return { view, since: item.raisedAt, said: (say) => say.asks(asked) };
}

/** What became of a quote, until the approved work has begun. */
function quoteNews({ repairs }: Scene, subject: string): News | undefined {
  for (const view of repairs) {
    const quote = view.repair.quotes.find(({ quoteId }) => quoteId === subject);
    const inWork = view.repair.status === 'registered' || view.repair.status === 'started';
    if (quote && inWork && !quote.workBegunAt) return becameOf(view, quote);
  }
  return undefined;
}

function becameOf(view: RepairView, quote: Quote): News | undefined {
  const decided = standingDecision(quote);
  if (decided) {
    const { version, decision } = decided;
    return { view, since: decision.decidedAt, said: saidDecided({ view, quote, version }, decision) };
  }
  const standing = currentVersion(quote)?.standing;
  if (standing?.status === 'expired')
    return { view, since: standing.validUntil, said: (say) => say.expired(quote.number) };
  // A decision was taken back, which put its question anew at that time.
  const version = releasedVersion(quote);
  return version && { view, since: version.standing.releasedAt, said: saidRevoked({ view, quote, version }) };
}
