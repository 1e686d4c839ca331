import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { decideClaim, lockClaim } from './claim.store.ts';

export async function refuseTopUpClaim(
  tx: Transaction,
  { claimId, reason }: Input<typeof contract.refuseTopUpClaim>,
) {
  const claim = await lockClaim(tx, claimId);
  if (claim === null) return fail({ code: 'top_up.not_found' as const });
  if (claim.state !== 'open') return fail({ code: 'top_up.not_open' as const });
  return ok(await decideClaim(tx, claimId, { state: 'refused', reason }));
}
