import { mostPhotos, waitingPhotos } from '../../core/repair/photos.ts';
import { currentVersion, openQuote, standingDecision } from '../../core/repair/queries.ts';
import type { Quote, QuoteVersion } from '../../core/repair/quote.ts';
import type { RepairView, Scene, StaffMember } from '../../core/scene/scene.ts';
import { cardButtons } from '../mechanic/cards-buttons.ts';
import { type CardSpeaker, cardFacts, cardSpeaker, carName } from '../mechanic/cards-facts.ts';
import { shownWords } from '../mechanic/cards-plain.ts';
import { cardState } from '../mechanic/cards-state.ts';
import { cardWords } from '../wording/mechanic/cards.ts';
import type { MechanicCard, MechanicCardInput, MechanicCardLine } from './card.ts';

/** More than these a chat app folds away, or leaves out. */
export const mostButtons = 6;

/** The one living card of a repair, as this member of staff reads it; one that others read too (`shared`) names the mechanic. */
export function repairCard(view: RepairView, scene: Scene, staff: StaffMember, shared = false): MechanicCard {
  const by = cardSpeaker(staff.language, scene.garage.calendar.zone, scene.now);
  const { status, repairId } = view.repair;
  const lines = [...quoteLines(view, by), ...findingLines(view, by)];
  const asked = status === 'registered' ? missing(view, by) : [];
  const save = asked.length > 0 ? [{ label: by.say.buttons.save, action: { do: 'agree', repairId } } as const] : [];
  const isNew = (status === 'registered' || status === 'started') && lines.length === 0;
  return {
    title: carName(view.vehicle),
    subtitle: cardState(view, scene, by),
    ...(isNew ? { text: by.say.hint(view.vehicle.plate) } : {}),
    facts: cardFacts(view, scene, by, shared ? undefined : staff.staffId),
    lines,
    inputs: asked,
    buttons: [...cardButtons(view, by.say.buttons).slice(0, mostButtons - save.length), ...save],
  };
}

/** What is left of an older card of the same repair. */
export function foldedCard(view: RepairView, { language }: StaffMember): MechanicCard {
  return {
    title: carName(view.vehicle),
    subtitle: cardWords[language].folded,
  };
}

/** The customer's way in; the sender puts link and QR on it. */
export function invitationCard(customerName: string, { language }: StaffMember): MechanicCard {
  return {
    title: cardWords[language].invitation,
    text: cardWords[language].invite(customerName),
  };
}

/** What nobody typed at registration. */
function missing({ complaint, repair }: RepairView, { say }: CardSpeaker): readonly MechanicCardInput[] {
  return [
    ...(complaint ? [] : [{ name: 'complaint', label: say.complaint }]),
    ...(repair.agreedAmount ? [] : [{ name: 'amount', label: say.agreedAmount, placeholder: say.exampleAmount }]),
  ];
}

function quoteLines(view: RepairView, by: CardSpeaker): readonly MechanicCardLine[] {
  const { quotes, status } = view.repair;
  const open = openQuote(view.repair);
  const active = status === 'registered' || status === 'started';
  return quotes.flatMap((quote) => {
    const decided = standingDecision(quote);
    if (decided) {
      const { approved } = decided.decision;
      return linesOf(view, decided.version, by, (number) => (approved.includes(number) ? 'approved' : 'declined'));
    }
    const current = currentVersion(quote);
    const lapsed = active && quote === quotes.at(-1) && current?.standing.status === 'expired';
    const isShown = quote === open || lapsed;
    return current && isShown ? questionLines(view, quote, current, by) : [];
  });
}

/** The lines that wait for an answer, with their total and when the car is ready both ways. */
function questionLines(
  view: RepairView,
  { number }: Quote,
  version: QuoteVersion,
  by: CardSpeaker,
): readonly MechanicCardLine[] {
  const { say } = by;
  const ready = (label: string, at: Date | undefined): MechanicCardLine[] =>
    at ? [{ text: `${label} ${by.when(at)}`, state: 'plain' }] : [];
  return [
    { text: say.quote(number, version.version), state: 'plain' },
    ...linesOf(view, version, by, () => 'pending'),
    { text: say.quoteTotal, amount: by.money(version.total), state: 'plain' },
    ...ready(say.ifApproved, version.readyIfApproved),
    ...ready(say.ifDeclined, version.readyIfDeclined),
    ...(version.standing.status === 'draft' ? photoLines(view, by) : []),
  ];
}

/** How many photos go with it when it is sent. */
function photoLines({ repair }: RepairView, { say }: CardSpeaker): readonly MechanicCardLine[] {
  const count = waitingPhotos(repair).length;
  return count === 0 ? [] : [{ text: say.photos(Math.min(count, mostPhotos), count), state: 'plain' }];
}

function linesOf(
  { words }: RepairView,
  { lines }: QuoteVersion,
  by: CardSpeaker,
  stateOf: (number: number) => MechanicCardLine['state'],
): readonly MechanicCardLine[] {
  return lines.map(({ lineId, number, severity, amount }) => {
    const state = stateOf(number);
    const said = shownWords(words.get(lineId) ?? by.say.lineWithoutWords, 120);
    // Number and urgency are for who has to choose; the numbers of several quotes would also be the same.
    const text = state === 'pending' ? `${number}. ${said}${by.say.severity[severity]}` : said;
    return { text, amount: by.money(amount), state };
  });
}

function findingLines({ repair, words }: RepairView, { say }: CardSpeaker): readonly MechanicCardLine[] {
  return repair.findings
    .filter(({ priced }) => !priced)
    .map(({ findingId, severity }) => {
      const found = shownWords(words.get(findingId) ?? say.findingWithoutWords, 120);
      return { text: `${say.finding(found)}${say.severity[severity]}`, state: 'plain' };
    });
}
