import { matchedReceipt, matchReceipt } from '@heyi/billing';
import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, type Id, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { claimedReceipts, decideClaim, lockClaim } from './claim.store.ts';

/**
 * The receipt is what the client has claimed. Matching it to the client and confirming the claim are
 * one act; one that was matched before is taken as it is. What suspended withdrawals wait for is there
 * with the commit.
 */
export async function confirmTopUpClaim(
  tx: Transaction,
  input: Input<typeof contract.confirmTopUpClaim>,
) {
  const claim = await lockClaim(tx, input.claimId);
  if (claim === null) return fail({ code: 'top_up.not_found' as const });
  if (claim.state !== 'open') return fail({ code: 'top_up.not_open' as const });
  const receipt = await receiptOfClient(tx, input.receiptId);
  if (receipt === null) return fail({ code: 'receipt.not_found' as const });
  if ((await claimedReceipts(tx, [receipt.id])).size > 0) {
    return fail({ code: 'top_up.receipt_claimed' as const });
  }
  if (receipt.payerAccountId !== claim.payerAccountId) {
    return fail({ code: 'top_up.other_account' as const });
  }
  if (receipt.amount !== claim.amount) return fail({ code: 'top_up.amount_differs' as const });
  return ok(await decideClaim(tx, claim.id, { state: 'confirmed', receiptId: receipt.id }));
}

/** Matched now, or before; null when it is not this client's to have. */
async function receiptOfClient(tx: Transaction, receiptId: Id<'rcp'>) {
  const matched = await matchReceipt(tx, { tenantId: tx.tenantId, receiptId });
  return matched.ok ? matched.value : matchedReceipt(tx, receiptId);
}
