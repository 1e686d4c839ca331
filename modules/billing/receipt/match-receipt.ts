import type { billingContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { bookMatch } from './book-receipt.ts';
import { viewReceipt } from './list-receipts.ts';
import { lockReceipt, setClient } from './receipt.store.ts';

export async function matchReceipt(tx: Transaction, input: Input<typeof contract.matchReceipt>) {
  const receipt = await lockReceipt(tx, input.receiptId);
  if (receipt === null) return fail({ code: 'receipt.not_found' as const });
  if (receipt.clientId !== null) return fail({ code: 'receipt.already_matched' as const });
  await bookMatch(tx, receipt, receipt.matchCount + 1);
  await setClient(tx, receipt, tx.tenantId);
  return ok(await viewReceipt(tx, receipt.id));
}
