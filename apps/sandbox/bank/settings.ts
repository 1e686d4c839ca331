import { parsePlainDate, parseYuan } from '@heyi/kernel';
import { isClockTime, type OpeningHours } from './opening-hours.ts';

export type MillisecondRange = [from: number, to: number];

/** Everything about the bank that can be set at start and while it runs; keys as on the wire. */
export type BankSettings = {
  /** From the arrival of a call to its answer. */
  answer_ms: MillisecondRange;
  /** From taking a transfer to its outcome; null puts the outcome into the answer itself. */
  settle_ms: MillisecondRange | null;
  /** From an outcome to the callback that tells it. */
  callback_ms: MillisecondRange;
  /** Outcomes within this window travel in one callback. */
  callback_window_ms: number;
  /** Waits between tries of a callback; the last one repeats. */
  callback_retry_ms: number[];
  requests_per_second_max: number | null;
  in_flight_max: number | null;
  /** Yuan; a larger transfer is refused with AM02. */
  amount_max: string | null;
  /** Yuan a paying account and day. */
  daily_max: string | null;
  batch_lines_max: number;
  opening_hours: OpeningHours;
  /** How long a transfer stays invisible to queries under 沙箱查询滞后. */
  query_lag_seconds: number;
  /** From success to 退汇 under 沙箱退汇. */
  late_return_seconds: number;
  /** How long an unanswered connection is held before the bank cuts it. */
  hang_ms: number;
  /** Whether magic names and amounts work. */
  magic: boolean;
  clock_offset_seconds: number;
};

export const defaultSettings: BankSettings = {
  answer_ms: [0, 0],
  settle_ms: null,
  callback_ms: [0, 0],
  callback_window_ms: 3,
  callback_retry_ms: [1_000, 5_000, 30_000, 120_000, 600_000],
  requests_per_second_max: null,
  in_flight_max: null,
  amount_max: null,
  daily_max: null,
  batch_lines_max: 5_000,
  opening_hours: { from: '00:00', to: '24:00', weekends: true, holidays: [], workdays: [] },
  query_lag_seconds: 2,
  late_return_seconds: 86_400,
  hang_ms: 60_000,
  magic: true,
  clock_offset_seconds: 0,
};

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isLimit = (value: unknown): boolean => value === null || (isCount(value) && value !== 0);
const isRange = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(isCount) && value[0] <= value[1];
const isYuanLimit = (value: unknown): boolean =>
  value === null || (typeof value === 'string' && (parseYuan(value) ?? -1) >= 0);
const isDays = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((day) => typeof day === 'string' && parsePlainDate(day) !== null);

const shapes: Record<keyof BankSettings, (value: unknown) => boolean> = {
  answer_ms: isRange,
  settle_ms: (value) => value === null || isRange(value),
  callback_ms: isRange,
  callback_window_ms: isCount,
  callback_retry_ms: (value) => Array.isArray(value) && value.length > 0 && value.every(isCount),
  requests_per_second_max: isLimit,
  in_flight_max: isLimit,
  amount_max: isYuanLimit,
  daily_max: isYuanLimit,
  batch_lines_max: isCount,
  opening_hours: isOpeningHours,
  query_lag_seconds: isCount,
  late_return_seconds: isCount,
  hang_ms: isCount,
  magic: (value) => typeof value === 'boolean',
  clock_offset_seconds: Number.isSafeInteger,
};

function isOpeningHours(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const hours = value as Record<string, unknown>;
  return (
    isClockTime(hours.from) &&
    isClockTime(hours.to) &&
    hours.from < hours.to &&
    typeof hours.weekends === 'boolean' &&
    isDays(hours.holidays) &&
    isDays(hours.workdays)
  );
}

/** The settings of a request body, or the key that is unknown or has a wrong value. */
export function readSettings(
  body: unknown,
): { settings: Partial<BankSettings> } | { wrongKey: string } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { wrongKey: '' };
  for (const [key, value] of Object.entries(body)) {
    if (!Object.hasOwn(shapes, key)) return { wrongKey: key };
    if (!shapes[key as keyof BankSettings](value)) return { wrongKey: key };
  }
  return { settings: body };
}

/** A whole number of milliseconds inside the range, both ends included. */
export function pickMilliseconds([from, to]: MillisecondRange): number {
  return from + Math.floor(Math.random() * (to - from + 1));
}
