import type { Language } from '../../core/customer/address.ts';
import type { CustomerId, ItemId } from '../../core/ids.ts';
import { standingDecision } from '../../core/repair/queries.ts';
import type { QuoteDecision } from '../../core/repair/quote.ts';
import type { RepairView, Scene, StaffMember } from '../../core/scene/scene.ts';
import type { MechanicButton, MechanicCard } from '../cards/card.ts';
import { shownWords } from '../mechanic/cards-plain.ts';
import { choiceFacts } from '../wording/customer/facts.ts';
import { formatDay, formatMoney, formatTime } from '../wording/format.ts';
import { mechanicWords } from './mechanic-words.ts';
import type { AnyQuote } from './open-quotes.ts';
import type { Step } from './step.ts';

type Words = (typeof mechanicWords)['nl'];

/** The mechanic of a repair, if there is a chat to reach him in. */
export function reachableMechanic({ mechanic }: RepairView): StaffMember | undefined {
  return mechanic && mechanic.addressIds.length > 0 ? mechanic : undefined;
}

function carName({ vehicle: { plate, model } }: RepairView): string {
  return model ? `${plate} ${model}` : plate;
}

/** What a member of staff reads about a car, behind its name. */
type Said = (say: Words, language: Language) => string;

function ping(view: RepairView, said: Said): readonly Step[] {
  const mechanic = reachableMechanic(view);
  if (!mechanic) return [];
  const { staffId, language } = mechanic;
  const text = `${carName(view)}: ${said(mechanicWords[language], language)}`;
  return [{ do: 'ping', staffId, text, repairId: view.repair.repairId }];
}

/** The same for everybody in the workshop, with the name of the one who was meant; in the garage's language. */
export function post({ garage: { language } }: Scene, view: RepairView, said: Said): Step {
  const text = `${carName(view)}: ${said(mechanicWords[language], language)}`;
  const { mechanic } = view;
  return { do: 'post', text: mechanic ? `${mechanic.name} · ${text}` : text, repairId: view.repair.repairId };
}

/** `AB-123-C VW Golf: AKKOORD remblokken € 286,40. Niet: wissers.` */
export function pingDecided(decided: AnyQuote, decision: QuoteDecision): readonly Step[] {
  return ping(decided.view, saidDecided(decided, decision));
}

/** What was approved and what was not. */
export function saidDecided({ view, version }: AnyQuote, { outcome, approved, declined, total }: QuoteDecision): Said {
  return (say, language) => {
    if (outcome === 'rejected') return say.rejected(approvedBefore(view));
    const choices = choiceFacts(view, version);
    const named = (numbers: readonly number[]): string =>
      namesOf(choices.filter(({ number }) => numbers.includes(number)));
    const yes = say.approved(named(approved), formatMoney(total, language));
    return declined.length === 0 ? yes : `${yes} ${say.not(named(declined))}`;
  };
}

function namesOf(choices: readonly { readonly words: string }[]): string {
  return choices.map(({ words }) => words).join(', ');
}

/** Whether something stays approved beside the agreed work. */
function approvedBefore({ repair }: RepairView): boolean {
  return repair.quotes.some((quote) => (standingDecision(quote)?.decision.approved.length ?? 0) > 0);
}

/** What the customer has second thoughts about. */
export function saidRevoked({ view, version }: AnyQuote): Said {
  return (say) => say.revoked(namesOf(choiceFacts(view, version)));
}

/** A question that nobody has answered in time. */
export function pingLate(view: RepairView): readonly Step[] {
  return ping(view, (say) => say.late);
}

/** A card of its own below whatever the mechanic's chat shows. */
export function card(
  view: RepairView,
  drawn: (say: Words, mechanic: StaffMember) => Omit<MechanicCard, 'title'>,
): readonly Step[] {
  const mechanic = reachableMechanic(view);
  if (!mechanic) return [];
  const reply = { card: { title: carName(view), ...drawn(mechanicWords[mechanic.language], mechanic) } };
  return mechanic.addressIds.map((addressId) => ({
    do: 'reply',
    addressId,
    reply,
    repairId: view.repair.repairId,
  }));
}

const mostOfQuestion = 500;

/** The customer's question, with an input and ready answers in the language that was asked in. */
export function questionCard(
  view: RepairView,
  text: string,
  language: Language,
  asked: { readonly answers: ItemId; readonly to: CustomerId },
): readonly Step[] {
  const { repairId } = view.repair;
  const { ready } = mechanicWords[language];
  const answer = (words: string): MechanicButton => ({
    label: words,
    action: { do: 'say', repairId, text: words, ...asked },
  });
  return card(view, (say) => ({
    text: say.asks(shownWords(text, mostOfQuestion)),
    inputs: [{ name: 'text', label: say.answer }],
    buttons: [
      { label: say.send, action: { do: 'say', repairId, ...asked }, style: 'primary' },
      answer(ready.yes),
      answer(ready.no),
      answer(ready.call),
    ],
  }));
}

/** A change of mind: what was begun in spite of it is for customer service to settle. */
export function revokedCard(revoked: AnyQuote): readonly Step[] {
  const { repairId } = revoked.view.repair;
  return card(revoked.view, (say, { language }) => ({
    text: saidRevoked(revoked)(say, language),
    buttons: [
      { label: say.notBegun, action: { do: 'not-begun', repairId }, style: 'primary' },
      { label: say.begunAlready, action: { do: 'begun-already', repairId } },
    ],
  }));
}

/** A quote that expired can be released anew with one tap. */
export function expiredCard({ view, quote, version }: AnyQuote, waits: boolean): readonly Step[] {
  const { repairId } = view.repair;
  const { quoteId } = quote;
  return card(view, (say) => ({
    text: `${say.expired(quote.number)} ${say.reopens}`,
    buttons: [
      { label: say.releaseAnew, action: { do: 'release', repairId, quoteId, version: version.version, waits } },
      { label: say.letGo, action: { do: 'nothing' } },
    ],
  }));
}

/** Whether a promised time will be kept. */
export function promiseCard({ garage: { calendar }, now }: Scene, view: RepairView, promisedAt: Date): readonly Step[] {
  const { repairId } = view.repair;
  return card(view, (say, { language }) => {
    const day = formatDay(promisedAt, now, calendar.zone, language);
    return {
      text: say.promised(`${day} ${formatTime(promisedAt, calendar.zone, language)}`),
      inputs: [{ name: 'time', label: say.newTime }],
      buttons: [
        { label: say.kept, action: { do: 'promise-kept', repairId }, style: 'primary' },
        { label: say.moved, action: { do: 'promise', repairId } },
      ],
    };
  });
}

/** Draws the mechanic's living card of a repair again. */
export function redraw({ repair: { repairId, mechanicId } }: RepairView): readonly Step[] {
  return mechanicId ? [{ do: 'draw-card', repairId, staffId: mechanicId, anew: false }] : [];
}

/** The same, where nothing has happened that would be worth a card of its own. */
export function refresh(view: RepairView): readonly Step[] {
  return redraw(view).map((step) => (step.do === 'draw-card' ? { ...step, onlyEdit: true } : step));
}
