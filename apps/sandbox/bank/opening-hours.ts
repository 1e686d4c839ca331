import {
  addDays,
  addSeconds,
  type Instant,
  type PlainDate,
  shanghaiDate,
  weekday,
} from '@heyi/kernel';

/** When transfers are taken, in Shanghai time. `workdays` are weekend days worked for a holiday. */
export type OpeningHours = {
  from: string;
  to: string;
  weekends: boolean;
  holidays: PlainDate[];
  workdays: PlainDate[];
};

const clockTimePattern = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
/** The longest closed stretch looked through; a bank that never opens again has no next opening. */
const daysAheadMax = 60;

export function isClockTime(value: unknown): value is string {
  return typeof value === 'string' && clockTimePattern.test(value);
}

/** Null while the bank is open; else the next opening, itself null when there is none in sight. */
export function closedUntil(
  hours: OpeningHours,
  now: Instant,
): { nextOpening: Instant | null } | null {
  const today = shanghaiDate(now);
  if (isOpenDay(hours, today)) {
    const opening = instantAt(today, hours.from);
    if (now >= opening && now < instantAt(today, hours.to)) return null;
    if (now < opening) return { nextOpening: opening };
  }
  for (let ahead = 1; ahead <= daysAheadMax; ahead += 1) {
    const day = addDays(today, ahead);
    if (isOpenDay(hours, day)) return { nextOpening: instantAt(day, hours.from) };
  }
  return { nextOpening: null };
}

function isOpenDay(hours: OpeningHours, day: PlainDate): boolean {
  if (hours.workdays.includes(day)) return true;
  if (hours.holidays.includes(day)) return false;
  return hours.weekends || weekday(day) <= 5;
}

/** `24:00` is the midnight that ends the day. */
function instantAt(day: PlainDate, clockTime: string): Instant {
  const [hour, minute] = clockTime.split(':');
  return addSeconds(`${day}T00:00:00.000+08:00`, Number(hour) * 3600 + Number(minute) * 60);
}
