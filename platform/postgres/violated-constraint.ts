type DatabaseError = { code?: string; constraint?: string; message?: string };

/** Unique, foreign key, check and exclusion. */
const nameConstraints = /^23(503|505|514|P01)$/;

/**
 * The constraint that a statement broke; null when it was none. Of what a node of a cluster refused
 * the message alone arrives here: it ends with the name, which for a shard's key is followed by its
 * number, as in `withdrawal_key_102149`.
 */
export function violatedConstraint(error: unknown): string | null {
  const { code = '', constraint, message = '' } = (error ?? {}) as DatabaseError;
  if (!nameConstraints.test(code)) return null;
  if (constraint !== undefined) return constraint;
  const quoted = [...message.matchAll(/"([^"]+)"/g)].at(-1)?.[1];
  return quoted?.replace(/_\d{6,}$/, '') ?? null;
}
