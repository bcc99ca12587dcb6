import { isOpen } from '../../core/calendar.ts';
import { assertNever } from '../../core/decision.ts';
import { as, type DecisionId } from '../../core/ids.ts';
import { mayDecide } from '../../core/repair/guard.ts';
import type { RepairCommandOf } from '../../core/repair/repair.ts';
import { findQuote, openQuoteIn, openQuotesFor } from '../../core/scene/queries.ts';
import { askAgain, sayRefused, sayWhatBecame } from '../react/decision.ts';
import { acknowledge, type CustomerInput, raise, redAt, type Step, toRepair } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import type { ChoiceAction } from '../wording/customer/phrase.ts';
import { notices } from '../wording/customer/repair.ts';
import { chooseLines } from './answer.ts';
import { shareSay, takeSay } from './deciders.ts';
import { askWho, disown, passOn, sayYes, tellStatus } from './fallbacks.ts';
import { goOn, isAskedToStop, optOut } from './opt-out.ts';
import { askWhenToCall, callAt, changeMind, promiseCall, repairToCallAbout, speakLanguage } from './talk.ts';
import { answer, isWaiting, ownRepairs, takeBack, to, tryDecision, type Visit } from './visit.ts';

type Tap = Extract<CustomerInput['content'], { kind: 'choice' }>;
type Notice = keyof (typeof notices)['nl'] | undefined;
type Outcome = { readonly notice: Notice; readonly steps: readonly Step[] };

/** Buttons act at once, whoever has the conversation; a tap is always answered. */
export function converseTap(visit: Visit, { action, tap }: Tap): readonly Step[] {
  const { notice, steps } = visit.address.frozen ? lookAtFrozen(visit) : outcome(visit, action);
  return [...acknowledge(tap, notice && notices[visit.language][notice]), ...steps];
}

function lookAtFrozen({ scene, newId }: Visit): Outcome {
  return {
    notice: undefined,
    steps: raise(scene, newId, { kind: 'wrong_number', owner: 'service', dueAt: redAt(scene, false) }),
  };
}

function quiet(steps: readonly Step[]): Outcome {
  return { notice: undefined, steps };
}

function outcome(visit: Visit, action: ChoiceAction): Outcome {
  switch (action.do) {
    case 'decide':
      return decide(visit, action);
    case 'choose-lines':
      return quiet([...takeBack(visit), ...choose(visit, action)]);
    case 'ask-or-call':
      return quiet(instead(visit, askOrCall(visit, action.repairId)));
    case 'share-say':
      return quiet([...takeBack(visit), ...shareSay(visit, action.repairId)]);
    case 'take-say':
      return quiet([...takeBack(visit), ...takeSay(visit, action.repairId, action.customerId)]);
    case 'call-me':
      return quiet(instead(visit, promiseCall(visit, repairToCallAbout(visit))));
    case 'call-later':
      return quiet(instead(visit, askWhenToCall(visit)));
    case 'call-at':
      return quiet(instead(visit, callAt(visit, action)));
    case 'speak':
      return quiet(speakLanguage(visit, action.language));
    case 'change':
      return visit.address.proven
        ? quiet([...takeBack(visit), ...changeMind(visit, action.quoteId)])
        : quiet(askWho(visit));
    case 'my-car':
      return quiet(myCar(visit, action.yes));
    case 'status':
      return quiet(visit.address.proven ? tellStatus(visit) : askWho(visit));
    case 'person':
      return quiet(instead(visit, passOn(visit)));
    case 'opt-out':
      return quiet([...takeBack(visit), optOut(visit)]);
    case 'fine':
      return quiet(isAskedToStop(visit) ? goOn(visit, openQuotesFor(visit.scene, visit.person.customerId)[0]) : []);
    default:
      return assertNever(action);
  }
}

function myCar(visit: Visit, yes: boolean): readonly Step[] {
  // Who is known already may have tapped twice; a no by now is for a person to sort out.
  if (visit.address.proven) return yes ? [] : passOn(visit, 'wrong_number');
  return yes ? [sayYes(visit)] : disown(visit);
}

/** Words that this tap has taken back are asked about again. */
function instead(visit: Visit, steps: readonly Step[]): readonly Step[] {
  const [open] = openQuotesFor(visit.scene, visit.person.customerId);
  const again = open && isWaiting(visit) ? [askAgain(visit.scene, open, to(visit))] : [];
  return [...takeBack(visit), ...steps, ...again];
}

function decide(visit: Visit, action: Extract<ChoiceAction, { do: 'decide' }>): Outcome {
  const { scene, input, person, address, newId } = visit;
  const { quoteId, version, selection } = action;
  const found = findQuote(scene, quoteId, version);
  if (!found) return { notice: 'gone', steps: [answer(visit, { kind: 'unclear' })] };
  const { addressId, proven } = address;
  const decision: RepairCommandOf<'DecideQuote'> = {
    type: 'DecideQuote',
    data: {
      repairId: found.view.repair.repairId,
      quoteId,
      version,
      decisionId: as<DecisionId>(newId()),
      selection,
      evidence: { how: 'button', messageId: input.messageId, answered: { addressId, proven } },
    },
    meta: { at: scene.now, by: { kind: 'customer', customerId: person.customerId, addressId } },
  };
  const tried = tryDecision(scene, decision);
  if (!tried) return { notice: 'gone', steps: [...takeBack(visit), ...sayWhatBecame(scene, found, to(visit))] };
  return { notice: noticeOf(tried), steps: [...takeBack(visit), toRepair(decision)] };
}

function noticeOf(tried: NonNullable<ReturnType<typeof tryDecision>>): Notice {
  if (tried === 'accepted') return 'noted';
  if (tried === 'already_decided') return 'already';
  return tried === 'old_version' || tried === 'expired' || tried === 'withdrawn' ? 'gone' : 'refused';
}

function choose(visit: Visit, action: Extract<ChoiceAction, { do: 'choose-lines' }>): readonly Step[] {
  const { scene, person, address } = visit;
  const found = findQuote(scene, action.quoteId, action.version);
  if (!found) return [answer(visit, { kind: 'unclear' })];
  if (!mayDecide(found.view.repair, person.customerId)) return sayRefused(scene, found, 'may_not_decide', to(visit));
  if (!address.proven) return askWho(visit);
  const open = openQuoteIn(found.view);
  return open && open.version === found.version ? [chooseLines(visit, open)] : sayWhatBecame(scene, found, to(visit));
}

function askOrCall(visit: Visit, repairId: string | undefined): readonly Step[] {
  const { scene, address, person } = visit;
  if (!address.proven) return askWho(visit);
  const own = ownRepairs(visit);
  const view = own.find(({ repair }) => repair.repairId === repairId) ?? own[0];
  if (!view) return [answer(visit, { kind: 'no-repair' })];
  const open = isOpen(scene.garage.calendar, scene.now);
  return [
    answer(
      visit,
      {
        kind: 'ask-or-call',
        vehicle: vehicleFacts(view),
        open,
        repairId: view.repair.repairId,
        decides: mayDecide(view.repair, person.customerId),
      },
      { about: { repairId: view.repair.repairId }, asks: { kind: 'question-or-call' } },
    ),
  ];
}
