import {
  addDays,
  addSeconds,
  type Instant,
  millisecondsBetween,
  type PlainDate,
  shanghaiDate,
} from '@heyi/kernel';
import { dayKind, type Policy } from '@heyi/statutory';

const hourMs = 3_600_000;

/** 09:00–12:00 and 13:00–18:00 in Shanghai: our convention, eight hours a working day. */
const stretches = [
  { from: 9, to: 12 },
  { from: 13, to: 18 },
] as const;

const closingHour = stretches.at(-1)!.to;

/** The hour of a day in Shanghai, as an instant. */
function hourOf(day: PlainDate, hour: number): Instant {
  return addSeconds(`${day}T00:00:00.000Z`, (hour - 8) * 3600);
}

/** The instant `hours` working hours later; rest days and holidays do not count. */
export function afterWorkingHours(policy: Policy, from: Instant, hours: number): Instant {
  let left = hours * hourMs;
  for (let day = shanghaiDate(from); ; day = addDays(day, 1)) {
    if (!dayKind(policy, day).isWorkday) continue;
    for (const stretch of stretches) {
      const [opens, closes] = [hourOf(day, stretch.from), hourOf(day, stretch.to)];
      const begins = from > opens ? from : opens;
      const length = millisecondsBetween(begins, closes);
      if (length <= 0) continue;
      if (left <= length) return addSeconds(begins, left / 1000);
      left -= length;
    }
  }
}

/** The end of business of a day. */
export function endOfBusiness(day: PlainDate): Instant {
  return hourOf(day, closingHour);
}
