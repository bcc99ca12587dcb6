import { isOpen } from '../../core/calendar.ts';
import { assertNever } from '../../core/decision.ts';
import { as, type DecisionId } from '../../core/ids.ts';
import { mayDecide } from '../../core/repair/guard.ts';
import type { RepairCommandOf } from '../../core/repair/repair.ts';
import { findQuote, openQuoteIn, openQuotesFor } from '../../core/scene/queries.ts';
import { sayRefused, sayWhatBecame } from '../react/decision.ts';
import { acknowledge, type CustomerInput, itemDueAt, raise, type Step, toRepair } from '../step.ts';
import { notices } from '../wording/customer/buttons.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import type { ChoiceAction } from '../wording/customer/phrase.ts';
import { chooseLines } from './answer.ts';
import { callOff } from './call-off.ts';
import { answer, type CustomerAct, instead, ownRepairs, receiverOf, takeBack, tryDecision } from './customer-act.ts';
import { dismissDecider, inviteDecider } from './deciders.ts';
import { askWho, disown, passOn, sayYes, tellStatus } from './fallbacks.ts';
import { speakLanguage } from './language.ts';
import { goOn, isAskedToStop, optOut } from './opt-out.ts';
import { askWhenToCall, callAt, changeMind, promiseCall, repairToCallAbout } from './talk.ts';
import { followHere } from './which-chat.ts';

type Tap = Extract<CustomerInput['content'], { kind: 'choice' }>;
type Notice = keyof (typeof notices)['nl'] | undefined;
type Outcome = { readonly notice: Notice; readonly steps: readonly Step[] };

/**
 * Acts on a button at once, even while a person of the garage has the conversation. Every tap is
 * acknowledged.
 */
export function converseTap(act: CustomerAct, { action, tap }: Tap): readonly Step[] {
  const { notice, steps } = act.address.frozen ? lookAtFrozen(act) : outcome(act, action);
  return [...acknowledge(tap, notice && notices[act.language][notice]), ...steps];
}

function lookAtFrozen({ scene, newId }: CustomerAct): Outcome {
  return {
    notice: undefined,
    steps: raise(scene, newId, { kind: 'wrong_number', owner: 'service', dueAt: itemDueAt(scene, false) }),
  };
}

function quiet(steps: readonly Step[]): Outcome {
  return { notice: undefined, steps };
}

function outcome(act: CustomerAct, action: ChoiceAction): Outcome {
  const [open] = openQuotesFor(act.scene, act.person.customerId);
  switch (action.do) {
    case 'decide':
      return decide(act, action);
    case 'choose-lines':
      return quiet([...takeBack(act), ...choose(act, action)]);
    case 'ask-or-call':
      return quiet(instead(act, open, askOrCall(act, action.repairId)));
    case 'share-say':
      return quiet([...takeBack(act), ...inviteDecider(act, action.repairId)]);
    case 'take-say':
      return quiet([...takeBack(act), ...dismissDecider(act, action.repairId, action.customerId)]);
    case 'call-me':
      return quiet(instead(act, open, promiseCall(act, repairToCallAbout(act))));
    case 'call-later':
      return quiet(instead(act, open, askWhenToCall(act)));
    case 'call-at':
      return quiet(instead(act, open, callAt(act, action)));
    case 'speak':
      return quiet(speakLanguage(act, action.language));
    case 'follow':
      return quiet([...takeBack(act), followHere(act, action)]);
    case 'call-off':
      return quiet(instead(act, open, callOff(act)));
    case 'change':
      return act.address.proven ? quiet([...takeBack(act), ...changeMind(act, action.quoteId)]) : quiet(askWho(act));
    case 'my-car':
      return quiet(myCar(act, action.yes));
    case 'status':
      return quiet(act.address.proven ? tellStatus(act) : askWho(act));
    case 'person':
      return quiet(instead(act, open, passOn(act)));
    case 'opt-out':
      return quiet([...takeBack(act), optOut(act)]);
    case 'fine':
      return quiet(isAskedToStop(act) ? goOn(act, open) : []);
    default:
      return assertNever(action);
  }
}

function myCar(act: CustomerAct, yes: boolean): readonly Step[] {
  // A known customer may have tapped twice. A no at this point is for a person to sort out.
  if (act.address.proven) return yes ? [] : passOn(act, 'wrong_number');
  return yes ? [sayYes(act)] : disown(act);
}

function decide(act: CustomerAct, action: Extract<ChoiceAction, { do: 'decide' }>): Outcome {
  const { scene, input, address, newId } = act;
  const { quoteId, version, selection } = action;
  const found = findQuote(scene, quoteId, version);
  if (!found) return { notice: 'gone', steps: [answer(act, { kind: 'unclear' })] };
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
    meta: act.meta,
  };
  const tried = tryDecision(scene, decision);
  if (!tried) return { notice: 'gone', steps: [...takeBack(act), ...sayWhatBecame(scene, found, receiverOf(act))] };
  return { notice: noticeOf(tried), steps: [...takeBack(act), toRepair(decision)] };
}

function noticeOf(tried: NonNullable<ReturnType<typeof tryDecision>>): Notice {
  if (tried === 'accepted') return 'noted';
  if (tried === 'already_decided') return 'already';
  return tried === 'old_version' || tried === 'expired' || tried === 'withdrawn' ? 'gone' : 'refused';
}

function choose(act: CustomerAct, action: Extract<ChoiceAction, { do: 'choose-lines' }>): readonly Step[] {
  const { scene, person, address } = act;
  const found = findQuote(scene, action.quoteId, action.version);
  if (!found) return [answer(act, { kind: 'unclear' })];
  if (!mayDecide(found.view.repair, person.customerId))
    return sayRefused(scene, found, 'may_not_decide', receiverOf(act));
  if (!address.proven) return askWho(act);
  const open = openQuoteIn(found.view);
  return open && open.version === found.version
    ? [chooseLines(act, open)]
    : sayWhatBecame(scene, found, receiverOf(act));
}

function askOrCall(act: CustomerAct, repairId: string | undefined): readonly Step[] {
  const { scene, address, person } = act;
  if (!address.proven) return askWho(act);
  const own = ownRepairs(act);
  const view = own.find(({ repair }) => repair.repairId === repairId) ?? own[0];
  if (!view) return [answer(act, { kind: 'no-repair' })];
  const open = isOpen(scene.garage.calendar, scene.now);
  return [
    answer(
      act,
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
