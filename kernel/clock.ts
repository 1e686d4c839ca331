import { type PlainDate, plainDate } from './date.ts';

/** An instant as ISO 8601 text in UTC; compares as text. */
export type Instant = string;

/** The only source of now. It is passed in, so that a test can move it. */
export type Clock = {
  now(): Instant;
  /** The same in milliseconds since 1970, where it is had without writing and reading a text. */
  milliseconds?(): number;
  /** Whole days by which the calendar is ahead of the machine's, behind it when negative; else none. */
  readonly daysAhead?: number;
};

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  milliseconds: () => Date.now(),
};

export function fixedClock(instant: Instant): Clock {
  return { now: () => instant };
}

const daySeconds = 86_400;

/** The machine's time of day on another calendar: what a demo is played on. */
export function shiftedClock(machine: Clock, daysAhead: number): Clock {
  return { now: () => addSeconds(machine.now(), daysAhead * daySeconds), daysAhead };
}

/** What the machine's own clock showed then: what telephones, browsers and other processes go by. */
export function machineTime(clock: Clock, at: Instant): Instant {
  return addSeconds(at, -(clock.daysAhead ?? 0) * daySeconds);
}

/** Shanghai keeps UTC+8 all year; business days are its days. */
const shanghaiOffsetMs = 8 * 3_600_000;

export function shanghaiDate(instant: Instant): PlainDate {
  return plainDate(new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(0, 10));
}

export function addSeconds(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** Seconds since 1970 by the machine's own clock: what signatures and tokens of programs go by. */
export function unixSeconds(clock: Clock): number {
  const milliseconds = clock.milliseconds?.() ?? Date.parse(clock.now());
  return Math.floor(milliseconds / 1000) - (clock.daysAhead ?? 0) * daySeconds;
}
