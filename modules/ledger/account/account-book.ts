import type { Fen, Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export type AccountBook = { readonly booked: Fen; readonly inFlight: Fen };

/**
 * What all books together say lies on a paying account, and what of it is ordered and neither paid nor
 * given up. Through a door: an account of the provider has a part in the books of each client.
 */
export async function accountBook(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
): Promise<AccountBook> {
  const [row] = await tx.door<AccountBook>`
    select booked, in_flight as "inFlight" from ledger.account_book(${payerAccountId})`;
  return row!;
}
