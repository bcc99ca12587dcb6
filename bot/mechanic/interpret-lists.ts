import type { DeskRepair } from '../../core/scene/scene.ts';
import type { Step } from '../react/step.ts';
import { carName } from './cards-facts.ts';
import { shownWords } from './cards-plain.ts';
import { type AtDesk, replyCard, switchButtons } from './chat.ts';

const most = 10;

/** The open repairs of this mechanic, or of everybody, each with a button that shows its card. */
export function listSteps(at: AtDesk, whose: 'mine' | 'all'): readonly Step[] {
  const { desk, say } = at;
  const listed =
    whose === 'all' ? desk.repairs : desk.repairs.filter(({ mechanicId }) => mechanicId === desk.staff.staffId);
  const title = whose === 'all' ? say.allCars(listed.length) : say.myCars(listed.length);
  if (listed.length === 0)
    return replyCard(at, {
      title,
      text: desk.repairs.length === 0 ? say.howToBegin : say.seeAll,
      buttons: switchButtons(at),
    });
  const others = switchButtons(at);
  const shown = listed.slice(0, most - others.length);
  return replyCard(at, {
    title,
    ...(listed.length > shown.length ? { text: say.more(listed.length - shown.length) } : {}),
    lines: shown.map((car) => ({ text: lineOf(at, car), state: 'plain' })),
    buttons: [
      ...shown.map((car) => ({ label: car.plate, action: { do: 'show', repairId: car.repairId } }) as const),
      ...others,
    ],
  });
}

function lineOf({ say, by }: AtDesk, car: DeskRepair): string {
  return [
    carName(car),
    shownWords(car.customerName, 40),
    car.waitsFor ? say.listed.waitsFor[car.waitsFor] : say.listed.status[car.status],
    car.promisedAt && car.status !== 'completed' ? say.listed.promised(by.when(car.promisedAt)) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
