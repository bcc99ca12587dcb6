import type { View } from './bubble.tsx';
import { wordsIn } from './wording.ts';

/** Day and time as the page shows its clock. */
export function clockText(now: Date, { lang, timeZone }: View): string {
  return new Intl.DateTimeFormat(wordsIn(lang).locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(now);
}
