import { assertNever } from '../../core/decision.ts';
import type { QuoteId } from '../../core/ids.ts';
import { currentVersion, openQuote, releasedVersion, standingDecision } from '../../core/repair/guard.ts';
import type { QuoteLine, QuoteVersion } from '../../core/repair/repair.ts';
import { descriptionsOf, linesNotIn } from '../../core/scene/same-work.ts';
import type { RepairOpen, RepairView } from '../../core/scene/scene.ts';
import type { CardWords } from '../wording/mechanic/cards.ts';
import type { MechanicButton } from './card.ts';

type Labels = CardWords['buttons'];
type Active = Extract<RepairOpen, { status: 'registered' | 'started' }>;

/** Offers only what may be done next, the most likely first. */
export function cardButtons(view: RepairView, words: Labels): readonly MechanicButton[] {
  const { repair, heldUntil } = view;
  const { repairId } = repair;
  const held: MechanicButton[] = heldUntil ? [{ label: words.sendNow, action: { do: 'send-now', repairId } }] : [];
  switch (repair.status) {
    case 'registered':
    case 'started':
      return firstIsPrimary([...keepOpen(view, words), ...activeButtons(repair, words), ...held]);
    case 'completed':
      return [
        { label: words.collected, action: { do: 'collected', repairId } },
        { label: words.reopen, action: { do: 'reopen', repairId } },
        ...held,
      ];
    case 'collected':
    case 'cancelled':
      return [];
    default:
      return assertNever(repair);
  }
}

/** The work of the sent version that the draft over it leaves out. */
export function goneIn(view: RepairView): readonly QuoteLine[] {
  const open = openQuote(view.repair);
  const sent = open && releasedVersion(open);
  const current = open && currentVersion(open);
  if (!sent || current?.standing.status !== 'draft') return [];
  return linesNotIn(view, sent, descriptionsOf(view, current));
}

/** Offers to add to the open quote what would take its place. */
function keepOpen(view: RepairView, words: Labels): readonly MechanicButton[] {
  const open = openQuote(view.repair);
  const current = open && currentVersion(open);
  if (!open || !current || goneIn(view).length === 0) return [];
  const { repairId } = view.repair;
  return [
    {
      label: words.addToOpen,
      action: { do: 'keep-open', repairId, quoteId: open.quoteId, version: current.version },
    },
  ];
}

/** Makes the first button primary, unless the customer has to move. */
function firstIsPrimary([first, ...others]: readonly MechanicButton[]): readonly MechanicButton[] {
  if (!first) return [];
  return [first.action.do === 'withdraw' ? first : { ...first, style: 'primary' }, ...others];
}

function activeButtons(repair: Active, words: Labels): readonly MechanicButton[] {
  const { repairId, status, onLift, blocked } = repair;
  const answers = quoteButtons(repair, words);
  const button = (label: string, action: MechanicButton['action']): MechanicButton => ({ label, action });
  const resume = blocked?.by === 'parts' ? [button(words.on, { do: 'on', repairId })] : [];
  if (status === 'registered') return [button(words.start, { do: 'start', repairId }), ...answers, ...resume];
  return [
    ...answers,
    ...resume,
    // A repair is not done while its quote waits for an answer.
    ...(openQuote(repair) ? [] : [button(words.done, { do: 'done', repairId })]),
    button(onLift ? words.liftOff : words.liftOn, { do: 'lift', repairId, on: !onLift }),
  ];
}

function quoteButtons(repair: Active, words: Labels): readonly MechanicButton[] {
  const { repairId, findings } = repair;
  const open = openQuote(repair);
  const current = open && currentVersion(open);
  if (open && current) {
    const isReleased = releasedVersion(open) !== undefined;
    const back: MechanicButton = {
      label: isReleased ? words.withdraw : words.drop,
      action: { do: 'withdraw', repairId, quoteId: open.quoteId },
    };
    return current.standing.status === 'draft' ? [...release(repair, open.quoteId, current, words), back] : [back];
  }
  const price: MechanicButton[] = findings.some(({ priced }) => !priced)
    ? [{ label: words.price, action: { do: 'price', repairId } }]
    : [];
  return [...settledButtons(repair, words), ...price];
}

function settledButtons(repair: Active, words: Labels): readonly MechanicButton[] {
  const { repairId, quotes, status } = repair;
  const last = quotes.at(-1);
  const version = last && currentVersion(last);
  if (last && version?.standing.status === 'expired') return release(repair, last.quoteId, version, words);
  const canBegin = quotes.some(
    (quote) => quote.workBegunAt === undefined && (standingDecision(quote)?.decision.approved.length ?? 0) > 0,
  );
  return canBegin && status === 'started' ? [{ label: words.begin, action: { do: 'busy', repairId } }] : [];
}

function release(
  { repairId }: Active,
  quoteId: QuoteId,
  { version }: QuoteVersion,
  words: Labels,
): readonly MechanicButton[] {
  return [true, false].map((waits) => ({
    label: waits ? words.wait : words.goOn,
    action: { do: 'release', repairId, quoteId, version, waits },
  }));
}
