import type { ExceptionView } from './exception.store.ts';

/** Why nobody can decide about the request any more; null while somebody can. */
export function refuseDecision({ approvedAt, state }: ExceptionView) {
  if (approvedAt !== null) return 'exception.already_approved' as const;
  if (state === 'rejected' || state === 'withdrawn') return 'exception.ended' as const;
  return state === 'expired' ? ('exception.expired' as const) : null;
}
