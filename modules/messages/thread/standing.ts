import type { Instant } from '@heyi/kernel';
import type { Side } from '../side.ts';

/** The response clock of a thread. */
export type Standing = {
  readonly waitedFor: Side | null;
  readonly waitingSince: Instant | null;
  readonly dueAt: Instant | null;
  readonly answeredAt: Instant | null;
};

export const nobody: Standing = {
  waitedFor: null,
  waitingSince: null,
  dueAt: null,
  answeredAt: null,
};

export type Turn = {
  readonly by: Side;
  readonly now: Instant;
  /** Who is to answer now, and by when; null when nobody is. */
  readonly next: { readonly side: Side; readonly dueAt: Instant } | null;
};

/**
 * Where the clock stands after a turn. Whoever writes twice does not get more time for it, nor does
 * the side that waits: the earlier due time stays.
 */
export function after(standing: Standing, { by, now, next }: Turn): Standing {
  const answeredAt = standing.waitedFor === by ? now : standing.answeredAt;
  if (next === null) return { ...nobody, answeredAt };
  if (next.side !== standing.waitedFor || standing.dueAt === null) {
    return { waitedFor: next.side, waitingSince: now, dueAt: next.dueAt, answeredAt };
  }
  const dueAt = standing.dueAt < next.dueAt ? standing.dueAt : next.dueAt;
  return { ...standing, dueAt, answeredAt };
}

export function isOverdue({ dueAt }: Pick<Standing, 'dueAt'>, now: Instant): boolean {
  return dueAt !== null && dueAt < now;
}
