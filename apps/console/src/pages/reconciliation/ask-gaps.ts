/** Units in which a gap is told, the longest first. */
export const gapUnits = ['days', 'hours', 'minutes', 'seconds'] as const;

export type GapUnit = (typeof gapUnits)[number];

export const secondsOfUnit: Record<GapUnit, number> = {
  days: 86_400,
  hours: 3_600,
  minutes: 60,
  seconds: 1,
};

export type Gap = { count: number; unit: GapUnit };

/** A gap in the longest unit that it is a whole number of. */
export function gapOf(seconds: number): Gap {
  const unit = gapUnits.find((one) => seconds % secondsOfUnit[one] === 0) ?? 'seconds';
  return { count: seconds / secondsOfUnit[unit], unit };
}

export function secondsOf({ count, unit }: Gap): number {
  return count * secondsOfUnit[unit];
}
