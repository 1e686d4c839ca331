import type { billingContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import { findPayerAccount } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { bookArrivals, bookMatch, lockArrival } from './book-receipt.ts';
import { viewReceipt } from './list-receipts.ts';
import { inTenantOf, insertReceipts, lockReceipt, setClient } from './receipt.store.ts';

/** Unmatched money at an account of the provider is then seen by the provider only. */
export async function recordReceipt(tx: Transaction, input: Input<typeof contract.recordReceipt>) {
  if (input.receivedOn > tx.today) return fail({ code: 'receipt.in_the_future' as const });
  const account = await findPayerAccount(tx, input.payerAccountId);
  if (account === null) return fail({ code: 'payer_account.not_found' as const });
  const holder = inTenantOf(tx, account.tenantId);
  const { amount, senderName, bankReference, receivedOn, note = null } = input;
  const arrival = { amount, senderName, bankReference, receivedOn, note };
  const [recorded] = await insertReceipts(holder, account.id, 'person', [arrival]);
  if (!recorded) return fail({ code: 'receipt.exists' as const });
  if (input.isMatched) await lockArrival(tx, holder, account.id);
  await bookArrivals(holder, account.id, [recorded]);
  if (!input.isMatched) return ok(await viewReceipt(holder, recorded.id));
  const receipt = await lockReceipt(tx, recorded.id);
  assert(receipt, 'a receipt that was recorded can be read');
  await bookMatch(tx, receipt, receipt.matchCount + 1);
  await setClient(tx, receipt, tx.tenantId);
  return ok(await viewReceipt(tx, recorded.id));
}
