import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { decideClaim, lockClaim } from './claim.store.ts';

export async function cancelTopUpClaim(
  tx: Transaction,
  { claimId }: Input<typeof contract.cancelTopUpClaim>,
) {
  const claim = await lockClaim(tx, claimId);
  if (claim === null) return fail({ code: 'top_up.not_found' as const });
  if (claim.state !== 'open') return fail({ code: 'top_up.not_open' as const });
  return ok(await decideClaim(tx, claimId, { state: 'cancelled' }));
}
