import type { PlainDate } from '@heyi/kernel';
import { addWorkdays, currentPolicy } from '@heyi/statutory';

/** Working days before a cut-off, the day included, from which on a line is soon due. */
const soonDays = 3;

/** The last cut-off that is soon. */
export function soonUntil(today: PlainDate): PlainDate {
  return addWorkdays(currentPolicy, today, soonDays - 1).date;
}
