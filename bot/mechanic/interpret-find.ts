import type { ConversationId, RepairId } from '../../core/ids.ts';
import type { Desk, DeskRepair } from '../../core/scene/scene.ts';
import type { MechanicAction, MechanicButton } from '../cards/card.ts';
import type { Step } from '../react/step.ts';
import { carName } from './cards-facts.ts';
import { shownWords } from './cards-plain.ts';
import { type AtDesk, replyCard } from './chat.ts';
import { formatPlate, isDutchPlate, isForeignPlate, matchPlate, plateKey } from './plates.ts';

/** Which repair it is about, or what is asked first. */
export type About =
  | { readonly kind: 'repair'; readonly repairId: RepairId; readonly conversationId: ConversationId }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] };

/** Nothing further to look at: these steps are all. */
export function steps(all: readonly Step[]): About {
  return { kind: 'steps', steps: all };
}

function repair({ repairId, conversationId }: DeskRepair): About {
  return { kind: 'repair', repairId, conversationId };
}

/** The car with this id; one that is collected or cancelled meanwhile is no longer on the desk. */
export function byId(at: AtDesk, repairId: RepairId): About {
  const found = at.desk.repairs.find((one) => one.repairId === repairId);
  return found ? repair(found) : steps(replyCard(at, { title: at.say.closedTitle, text: at.say.closed }));
}

/** What is done with the car that was chosen. */
export type Chosen = (repairId: RepairId) => MechanicAction;

/** The line is run again, about the car that was chosen. */
export function lineAgain(text: string): Chosen {
  return (repairId) => ({ do: 'line', text, repairId });
}

/** A part that fits one car is that car; what is near, or fits several, is only offered. */
export function byPlate(at: AtDesk, plateText: string, chosen: Chosen): About {
  const { say } = at;
  const match = matchHere(at, plateText);
  const shown = shownWords(plateText.toUpperCase(), 24);
  switch (match.kind) {
    case 'one':
      return repair(match.id);
    case 'many':
      return steps(offer(at, say.several(shown), match.ids, chosen));
    case 'near':
      return steps(offer(at, say.near(shown), match.ids, chosen));
    case 'none': {
      const whole = isDutchPlate(plateText) || isForeignPlate(plateText);
      const title = whole ? formatPlate(plateText) : shown;
      const action = { do: 'register', plateKey: plateKey(plateText) } as const;
      const buttons = whole ? [{ label: say.buttons.register, action }] : [];
      return steps(replyCard(at, { title, text: say.noSuchPlate, buttons }));
    }
    default:
      return match satisfies never;
  }
}

function matchHere({ desk }: AtDesk, plateText: string) {
  return matchPlate(
    plateText,
    desk.repairs.map((one) => ({ plateKey: one.plateKey, id: one })),
  );
}

/** Whether a plate may be that of an open repair. */
export function isOpenHere(at: AtDesk, plateText: string): boolean {
  return matchHere(at, plateText).kind !== 'none';
}

/** The car of the last card, else the only one that this mechanic has. */
export function withoutPlate(at: AtDesk, chosen: Chosen): About {
  const { desk, say } = at;
  const focused = desk.repairs.find(({ repairId }) => repairId === desk.focus);
  if (focused) return repair(focused);
  const mine = ownCars(desk);
  const unfinished = mine.filter(({ status }) => status !== 'completed');
  const [only, ...others] = unfinished.length > 0 ? unfinished : mine;
  if (only && others.length === 0) return repair(only);
  if (desk.repairs.length === 0) return steps(replyCard(at, { title: say.noCars, text: say.howToBegin }));
  return steps(offer(at, say.whichCar, mine.length > 0 ? mine : desk.repairs, chosen));
}

/** The open repairs of who sits at this desk. */
export function ownCars({ repairs, staff }: Desk): readonly DeskRepair[] {
  return repairs.filter(({ mechanicId }) => mechanicId === staff.staffId);
}

const most = 6;

/** A question with a button for each of some cars. */
export function offer(
  at: AtDesk,
  question: string,
  cars: readonly DeskRepair[],
  chosen: Chosen,
  more: (count: number) => string = at.say.more,
): readonly Step[] {
  return replyCard(at, {
    title: question,
    ...(cars.length > most ? { text: more(cars.length - most) } : {}),
    buttons: cars.slice(0, most).map(
      (car): MechanicButton => ({
        label: `${carName(car)} · ${shownWords(car.customerName, 30)}`,
        action: chosen(car.repairId),
      }),
    ),
  });
}
