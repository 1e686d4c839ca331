import { violatedConstraint } from '@heyi/platform';

/**
 * Deadlock, lock time-out, serialization, or a balance that was corrected since it was read: the same
 * again, read afresh, may pass.
 */
export function isPassing(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  const isInTheWay = ['40P01', '40001', '55P03'].includes(code);
  return isInTheWay || violatedConstraint(error) === 'account_covered';
}

/** A key or a business id that is there already. */
export function isRepetition(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === '23505' && (violatedConstraint(error)?.startsWith('withdrawal_') ?? false);
}

/** PostgreSQL's classes of what one row can be the cause of: data and constraints. */
export function isOfOneRow(error: unknown): boolean {
  return /^2[23]/.test((error as { code?: string }).code ?? '');
}
