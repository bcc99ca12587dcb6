import type { RepairView, Scene, StaffMember } from '../../core/application/scene.ts';
import type { Language } from '../../core/customer/address.ts';
import type { CustomerId, ItemId } from '../../core/ids.ts';
import { standingDecision } from '../../core/repair/queries.ts';
import type { QuoteDecision } from '../../core/repair/quote.ts';
import type { MechanicButton, MechanicCard } from '../mechanic/card.ts';
import { formatDay, formatMoney, formatTime } from '../wording/format.ts';
import { choiceFacts } from './facts.ts';
import { mechanicWords } from './mechanic-words.ts';
import type { AnyQuote } from './open-quotes.ts';
import type { Step } from './step.ts';

type Words = (typeof mechanicWords)['nl'];

/** The mechanic of a repair, if there is a chat to reach him in. */
export const reachableMechanic = ({ mechanic }: RepairView): StaffMember | undefined =>
  mechanic && mechanic.addressIds.length > 0 ? mechanic : undefined;

const carName = ({ vehicle: { plate, model } }: RepairView): string => (model ? `${plate} ${model}` : plate);

const ping = (view: RepairView, said: (say: Words, mechanic: StaffMember) => string): readonly Step[] => {
  const mechanic = reachableMechanic(view);
  if (!mechanic) return [];
  const text = `${carName(view)}: ${said(mechanicWords[mechanic.language], mechanic)}`;
  return [{ do: 'ping', staffId: mechanic.staffId, text, repairId: view.repair.repairId }];
};

/** `AB-123-C VW Golf: AKKOORD remblokken € 286,40. Niet: wissers.` */
export const pingDecided = (
  { view, version }: AnyQuote,
  { outcome, approved, declined, total }: QuoteDecision,
): readonly Step[] =>
  ping(view, (say, { language }) => {
    if (outcome === 'rejected') return say.rejected(approvedBefore(view));
    const named = (numbers: readonly number[]): string =>
      choiceFacts(view, version)
        .filter(({ number }) => numbers.includes(number))
        .map(({ words }) => words)
        .join(', ');
    const yes = say.approved(named(approved), formatMoney(total, language));
    return declined.length === 0 ? yes : `${yes} ${say.not(named(declined))}`;
  });

/** Whether something stays approved beside the agreed work. */
const approvedBefore = ({ repair }: RepairView): boolean =>
  repair.quotes.some((quote) => (standingDecision(quote)?.decision.approved.length ?? 0) > 0);

export const pingRevoked = ({ view, quote }: AnyQuote): readonly Step[] =>
  ping(view, (say) => say.revoked(quote.number));

/** A question that nobody has answered in time. */
export const pingLate = (view: RepairView): readonly Step[] => ping(view, (say) => say.late);

/** A card of its own below whatever the mechanic's chat shows. */
const card = (
  view: RepairView,
  drawn: (say: Words, mechanic: StaffMember) => Omit<MechanicCard, 'title'>,
): readonly Step[] => {
  const mechanic = reachableMechanic(view);
  if (!mechanic) return [];
  const reply = { card: { title: carName(view), ...drawn(mechanicWords[mechanic.language], mechanic) } };
  return mechanic.addressIds.map((addressId) => ({
    do: 'reply',
    addressId,
    reply,
    repairId: view.repair.repairId,
  }));
};

/** The customer's question, with an input and ready answers in the language that was asked in. */
export const questionCard = (
  view: RepairView,
  text: string,
  language: Language,
  asked: { readonly answers: ItemId; readonly to: CustomerId },
): readonly Step[] => {
  const { repairId } = view.repair;
  const { ready } = mechanicWords[language];
  const answer = (words: string): MechanicButton => ({
    label: words,
    action: { do: 'say', repairId, text: words, ...asked },
  });
  return card(view, (say) => ({
    text: say.asks(text),
    inputs: [{ name: 'text', label: say.answer }],
    buttons: [
      { label: say.send, action: { do: 'say', repairId, ...asked }, style: 'primary' },
      answer(ready.yes),
      answer(ready.no),
      answer(ready.call),
    ],
  }));
};

/** A quote that expired can be released anew with one tap. */
export const expiredCard = ({ view, quote, version }: AnyQuote, waits: boolean): readonly Step[] => {
  const { repairId } = view.repair;
  const { quoteId } = quote;
  return card(view, (say) => ({
    text: `${say.expired(quote.number)} ${say.reopens}`,
    buttons: [
      { label: say.releaseAnew, action: { do: 'release', repairId, quoteId, version: version.version, waits } },
      { label: say.letGo, action: { do: 'nothing' } },
    ],
  }));
};

/** Whether a promised time will be kept. */
export const promiseCard = (
  { garage: { calendar }, now }: Scene,
  view: RepairView,
  promisedAt: Date,
): readonly Step[] => {
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
};

/** Draws the mechanic's living card of a repair again. */
export const redraw = ({ repair: { repairId, mechanicId } }: RepairView): readonly Step[] =>
  mechanicId ? [{ do: 'draw-card', repairId, staffId: mechanicId, anew: false }] : [];
