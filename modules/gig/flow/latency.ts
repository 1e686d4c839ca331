/*
 * How long acceptance took, as counts of slots that grow by 15 % each: servers and seconds add up, and
 * a quantile is known to within a slot. Nothing is kept of a single request.
 */

const growth = 1.15;
const perSlot = 1 / Math.log(growth);
/** The last slot begins at 6.7 s. */
export const slotCount = 64;

/** Slot 0 is a millisecond or less. */
export function slotOfLatency(milliseconds: number): number {
  if (milliseconds <= 1) return 0;
  return Math.min(slotCount - 1, Math.ceil(Math.log(milliseconds) * perSlot));
}

/** The longest latency of a slot. */
function endOfSlot(slot: number): number {
  return growth ** slot;
}

/** Milliseconds within which `share` of all were answered; null when there was none. */
export function quantile(slots: readonly number[], share: number): number | null {
  const total = slots.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let passed = 0;
  for (const [slot, count] of slots.entries()) {
    passed += count;
    if (passed >= total * share) return Math.ceil(endOfSlot(slot) * 10) / 10;
  }
  return null;
}
