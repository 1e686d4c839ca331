/** How long somebody has been waiting too long, in milliseconds of a clock that never goes back. */
export type Pressed = { readonly since: number; readonly until: number };

export const pressureTerms = {
  /** Between two signals of one process. */
  tellEveryMs: 250,
  /** A signal holds for so long: two may be late, and a killed process leaves nothing behind. */
  holdsMs: 600,
  /** Beyond, other work gets all it wants again, whatever comes. */
  patienceMs: 20_000,
  /** Patience begins anew after so long without pressure; a shorter pause is none. */
  calmMs: 2_000,
  /** What other work takes at once meanwhile, as a share of what it may take. */
  smallShare: 1 / 4,
  /** How long it rests between two pieces meanwhile. */
  restMs: 500,
} as const;

export function pressedBy(before: Pressed | null, now: number): Pressed {
  const isNew = before === null || now - before.until >= pressureTerms.calmMs;
  return { since: isNew ? now : before.since, until: now + pressureTerms.holdsMs };
}

/** What work for which nobody waits may take, from {@link pressureTerms.smallShare} to all: 1. */
export function shareUnder(pressed: Pressed | null, now: number): number {
  if (pressed === null || now >= pressed.until) return 1;
  return now - pressed.since >= pressureTerms.patienceMs ? 1 : pressureTerms.smallShare;
}

/** How long to rest before the next piece of such work. */
export function restUnder(pressed: Pressed | null, now: number): number {
  if (pressed === null || shareUnder(pressed, now) === 1) return 0;
  return Math.min(pressureTerms.restMs, pressed.until - now);
}
