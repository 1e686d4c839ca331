import type { billingContract as contract, Input } from '@heyi/contract';
import { fail, type Id, ok } from '@heyi/kernel';
import { appendAudit, publish, type Transaction } from '@heyi/platform';
import { usedOfReceipt } from '../client-bill/receipt-use.store.ts';
import { unbookMatch } from './book-receipt.ts';
import { viewReceipt } from './list-receipts.ts';
import { inTenantOf, lockReceipt, setClient } from './receipt.store.ts';

/** News: the receipt is nobody's again. */
export type ReceiptUnmatched = { readonly receiptId: Id<'rcp'> };

/** What the client has not spent goes back to where it arrived. */
export async function unmatchReceipt(
  tx: Transaction,
  input: Input<typeof contract.unmatchReceipt>,
) {
  const receipt = await lockReceipt(tx, input.receiptId);
  if (receipt === null) return fail({ code: 'receipt.not_found' as const });
  if (receipt.clientId !== tx.tenantId) return fail({ code: 'receipt.not_matched' as const });
  // A bill that it has paid keeps it, whatever else lies on the account.
  if ((await usedOfReceipt(tx, receipt.id)) > 0)
    return fail({ code: 'receipt.funds_used' as const });
  if (!(await unbookMatch(tx, receipt))) return fail({ code: 'receipt.funds_used' as const });
  await setClient(tx, receipt, null);
  const detail = { receiptId: receipt.id, reason: input.reason };
  await appendAudit(tx, { operation: 'unmatchReceipt', subjectId: receipt.id, detail });
  const payload: ReceiptUnmatched = { receiptId: receipt.id };
  await publish(tx, { type: 'receipt.unmatched', payload });
  return ok(await viewReceipt(inTenantOf(tx, receipt.holderId), receipt.id));
}
