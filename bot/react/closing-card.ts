import { nextOpening, openingsOn } from '../../core/calendar.ts';
import type { Language } from '../../core/customer/address.ts';
import { atLocal, localParts } from '../../core/local-time.ts';
import { openQuote } from '../../core/repair/queries.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import type { MechanicButton } from '../cards/card.ts';
import { daysAhead, formatShortDay, formatTime } from '../wording/format.ts';
import { card } from './mechanic.ts';
import type { Step } from './step.ts';

/** Asks at the end of a day what becomes of a car in hand; its promised time is moved to the next opening day by one tap. */
export function closingCard(scene: Scene, view: RepairView): readonly Step[] {
  const { repairId } = view.repair;
  const { zone } = scene.garage.calendar;
  const opens = nextOpening(scene.garage.calendar, scene.now);
  const waits = openQuote(view.repair) !== undefined;
  return card(view, (say, { language }) => {
    const goesOn: MechanicButton = {
      label: say.goesOn(opens && formatShortDay(opens, scene.now, zone, language)),
      action: { do: 'next-day', repairId, ...(opens ? { day: localParts(zone, opens).date } : {}) },
    };
    const then = opens && readyThen(scene, view, opens, language);
    return {
      text: waits ? say.closingWaits : say.closing,
      inputs: [{ name: 'time', label: say.readyThen, ...(then ? { value: then } : { placeholder: '16:30' }) }],
      // A repair is not done while its quote waits for an answer.
      buttons: waits
        ? [{ ...goesOn, style: 'primary' }]
        : [{ label: say.done, action: { do: 'done', repairId }, style: 'primary' }, goesOn],
    };
  });
}

/** The promised time of today on the day when the garage opens again, as a mechanic would type it; undefined where it fits badly. */
function readyThen(
  { garage: { calendar }, now }: Scene,
  { repair: { promisedAt } }: RepairView,
  opens: Date,
  language: Language,
): string | undefined {
  const { zone } = calendar;
  // A weekday's name is enough for less than a week.
  if (!promisedAt || daysAhead(promisedAt, now, zone) > 0 || daysAhead(opens, now, zone) > 6) return undefined;
  const { date } = localParts(zone, opens);
  const at = atLocal(zone, date, localParts(zone, promisedAt).minutes);
  const fits = openingsOn(calendar, date).some((span) => span.opens < at && at <= span.closes);
  return fits ? `${formatShortDay(at, now, zone, language)} ${formatTime(at, zone, language)}` : undefined;
}
