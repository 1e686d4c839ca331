/**
 * Deadlock, lock time-out, serialization, or a balance that was corrected since it was read: the same
 * again, read afresh, may pass.
 */
export function isPassing(error: unknown): boolean {
  const { code = '', constraint } = error as { code?: string; constraint?: string };
  return ['40P01', '40001', '55P03'].includes(code) || constraint === 'account_covered';
}

/** A key or a business id that is there already. */
export function isRepetition(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && (constraint?.startsWith('withdrawal_') ?? false);
}

/** PostgreSQL's classes of what one row can be the cause of: data and constraints. */
export function isOfOneRow(error: unknown): boolean {
  return /^2[23]/.test((error as { code?: string }).code ?? '');
}
