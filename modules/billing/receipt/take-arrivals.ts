import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { bookArrivals } from './book-receipt.ts';
import { insertReceipts, type NewReceipt, type ReceiptSource } from './receipt.store.ts';

/**
 * Money that the bank's statement tells: what nobody has recorded yet becomes a receipt, unmatched.
 * `tx` is the holder's. Answers how many were new.
 */
export async function takeArrivals(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  source: ReceiptSource,
  arrivals: readonly NewReceipt[],
): Promise<number> {
  if (arrivals.length === 0) return 0;
  const inserted = await insertReceipts(tx, payerAccountId, source, arrivals);
  if (inserted.length > 0) await bookArrivals(tx, payerAccountId, inserted);
  return inserted.length;
}
