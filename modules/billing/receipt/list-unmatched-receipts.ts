import type { billingContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { unmatchedPage } from './list-receipts.ts';

export async function listUnmatchedReceipts(
  tx: Transaction,
  input: Input<typeof contract.listUnmatchedReceipts>,
) {
  return ok(await unmatchedPage(tx, input));
}
