import { assertNever } from '../../core/decision.ts';
import { currentVersion, openQuote, releasedVersion, standingDecision } from '../../core/repair/queries.ts';
import type { QuoteVersion } from '../../core/repair/quote.ts';
import type { RepairOpen, RepairView } from '../../core/scene/scene.ts';
import type { MechanicButton } from '../cards/card.ts';
import type { CardWords } from '../wording/mechanic/cards.ts';

type Labels = CardWords['buttons'];
type Active = Extract<RepairOpen, { status: 'registered' | 'started' }>;

/** Only what may be done next, the most likely first. */
export function cardButtons(view: RepairView, say: Labels): readonly MechanicButton[] {
  const { repair, heldUntil } = view;
  const { repairId } = repair;
  const held: MechanicButton[] = heldUntil ? [{ label: say.sendNow, action: { do: 'send-now', repairId } }] : [];
  switch (repair.status) {
    case 'registered':
    case 'started':
      return firstIsPrimary([...activeButtons(repair, say), ...held]);
    case 'completed':
      return [
        { label: say.collected, action: { do: 'collected', repairId } },
        { label: say.reopen, action: { do: 'reopen', repairId } },
        ...held,
      ];
    case 'collected':
    case 'cancelled':
      return [];
    default:
      return assertNever(repair);
  }
}

/** While the customer has to move no button calls for a tap. */
function firstIsPrimary([first, ...others]: readonly MechanicButton[]): readonly MechanicButton[] {
  if (!first) return [];
  return [first.action.do === 'withdraw' ? first : { ...first, style: 'primary' }, ...others];
}

function activeButtons(repair: Active, say: Labels): readonly MechanicButton[] {
  const { repairId, status, onLift, blocked } = repair;
  const answers = quoteButtons(repair, say);
  const button = (label: string, action: MechanicButton['action']): MechanicButton => ({ label, action });
  const resume = blocked?.by === 'parts' ? [button(say.on, { do: 'on', repairId })] : [];
  if (status === 'registered') return [button(say.start, { do: 'start', repairId }), ...answers, ...resume];
  return [
    ...answers,
    ...resume,
    // A repair is not done while its quote waits for an answer.
    ...(openQuote(repair) ? [] : [button(say.done, { do: 'done', repairId })]),
    button(onLift ? say.liftOff : say.liftOn, { do: 'lift', repairId, on: !onLift }),
  ];
}

function quoteButtons(repair: Active, say: Labels): readonly MechanicButton[] {
  const { repairId, findings } = repair;
  const open = openQuote(repair);
  const current = open && currentVersion(open);
  if (open && current) {
    const isReleased = releasedVersion(open) !== undefined;
    const back: MechanicButton = {
      label: isReleased ? say.withdraw : say.drop,
      action: { do: 'withdraw', repairId, quoteId: open.quoteId },
    };
    return current.standing.status === 'draft' ? [...release(repair, open.quoteId, current, say), back] : [back];
  }
  const price: MechanicButton[] = findings.some(({ priced }) => !priced)
    ? [{ label: say.price, action: { do: 'price', repairId } }]
    : [];
  return [...settledButtons(repair, say), ...price];
}

function settledButtons(repair: Active, say: Labels): readonly MechanicButton[] {
  const { repairId, quotes, status } = repair;
  const last = quotes.at(-1);
  const version = last && currentVersion(last);
  if (last && version?.standing.status === 'expired') return release(repair, last.quoteId, version, say);
  const canBegin = quotes.some(
    (quote) => quote.workBegunAt === undefined && (standingDecision(quote)?.decision.approved.length ?? 0) > 0,
  );
  return canBegin && status === 'started' ? [{ label: say.begin, action: { do: 'busy', repairId } }] : [];
}

function release(
  { repairId }: Active,
  quoteId: MechanicQuote,
  { version }: QuoteVersion,
  say: Labels,
): readonly MechanicButton[] {
  return [true, false].map((waits) => ({
    label: waits ? say.wait : say.goOn,
    action: { do: 'release', repairId, quoteId, version, waits },
  }));
}

type MechanicQuote = Extract<MechanicButton['action'], { do: 'release' }>['quoteId'];
