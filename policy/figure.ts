import { fail, firstDayOf, ok, type PayPeriod, type PlainDate, type Result } from '@heyi/kernel';

/** How well the figure was read: at the source, cited with its address, second hand, or not. */
export type EvidenceMark = 'official-quoted' | 'official-cited' | 'secondary' | 'own-knowledge';

export type Title = { readonly zh: string; readonly en: string };

/** One value of a figure and the days it governs. */
export type FigureValue<V> = {
  readonly appliesFrom: PlainDate;
  readonly appliesTo: PlainDate | null;
  /** After its last day the value is used on as provisional, or the answer is unknown. */
  readonly afterEnd: 'carry_forward' | 'unknown';
  /** First day anyone could know it; null when the notice's day was not found. */
  readonly announcedOn: PlainDate | null;
  /** Day on which it entered this library: the clock of policy versions. */
  readonly recordedOn: PlainDate;
  readonly status: 'published' | 'provisional';
  readonly mark: EvidenceMark;
  readonly rateMark: EvidenceMark | null;
  readonly baseMark: EvidenceMark | null;
  readonly unverified: boolean;
  readonly sources: readonly string[];
  readonly note: string | null;
  /** The value as the file writes it: what a reason quotes. */
  readonly raw: unknown;
  readonly value: V;
};

export type Figure<V> = {
  readonly key: string;
  readonly title: Title;
  readonly unit: string;
  readonly lastCheckedOn: PlainDate;
  readonly note: string | null;
  /** Oldest first. */
  readonly values: readonly FigureValue<V>[];
};

/** The value that governs a day; `carriedForward` when its own term had ended. */
export type InForce<V> = FigureValue<V> & {
  readonly key: string;
  readonly title: Title;
  readonly carriedForward: boolean;
};

export type PolicyUnknown = {
  readonly code: 'policy.unknown_on';
  readonly key: string;
  readonly on: string;
  readonly reason: 'no_figure' | 'no_value' | 'before_first_value' | 'after_last_value';
};

/** What a pinned version may see: records up to a day, notices announced up to a day. */
export type Horizon = {
  readonly recordedThrough: PlainDate;
  readonly knownOn: PlainDate | null;
};

/**
 * The value of the figure that governs a day, or the first day of a month. Before the first value,
 * and after a value that lapses, the answer is unknown: never the nearest value.
 */
export function inForce<V>(
  figure: Figure<V>,
  on: PlainDate | PayPeriod,
  horizon: Horizon,
): Result<InForce<V>, PolicyUnknown> {
  const date = asDate(on);
  const visible = figure.values.filter((value) => isVisible(value, horizon));
  if (visible.length === 0) return unknown(figure.key, on, 'no_value');

  const begun = visible.filter((value) => value.appliesFrom <= date);
  if (begun.length === 0) return unknown(figure.key, on, 'before_first_value');

  const governing = begun
    .filter((value) => value.appliesTo === null || value.appliesTo >= date)
    .reduce<FigureValue<V> | null>(later, null);
  if (governing) return ok(answer(figure, governing, false));

  const ended = begun.reduce<FigureValue<V> | null>(lastToEnd, null)!;
  if (ended.afterEnd !== 'carry_forward') return unknown(figure.key, on, 'after_last_value');
  return ok(answer(figure, ended, true));
}

export function unknown(
  key: string,
  on: string,
  reason: PolicyUnknown['reason'],
): Result<never, PolicyUnknown> {
  return fail({ code: 'policy.unknown_on', key, on, reason });
}

function asDate(on: PlainDate | PayPeriod): PlainDate {
  return on.length === 7 ? firstDayOf(on as PayPeriod) : (on as PlainDate);
}

export function isVisible(value: FigureValue<unknown>, horizon: Horizon): boolean {
  if (value.recordedOn > horizon.recordedThrough) return false;
  return (
    horizon.knownOn === null || value.announcedOn === null || value.announcedOn <= horizon.knownOn
  );
}

/** Of two values for one day, the one recorded later corrects the other. */
function later<V>(best: FigureValue<V> | null, value: FigureValue<V>): FigureValue<V> {
  if (best === null || value.recordedOn > best.recordedOn) return value;
  return value.recordedOn === best.recordedOn && value.appliesFrom >= best.appliesFrom
    ? value
    : best;
}

function lastToEnd<V>(best: FigureValue<V> | null, value: FigureValue<V>): FigureValue<V> {
  if (best === null || value.appliesTo! > best.appliesTo!) return value;
  return value.appliesTo === best.appliesTo ? later(best, value) : best;
}

function answer<V>(figure: Figure<V>, value: FigureValue<V>, carriedForward: boolean): InForce<V> {
  return {
    ...value,
    key: figure.key,
    title: figure.title,
    status: carriedForward ? 'provisional' : value.status,
    carriedForward,
  };
}
