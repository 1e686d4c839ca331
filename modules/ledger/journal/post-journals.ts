import { assert, type Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type Addition, addToAccounts, type Books, lockBooks } from '../account/account.store.ts';
import { ownerOf } from '../account/account.ts';
import { contentHashOf, type Journal, type PackedJournal, packJournal } from './journal.ts';
import { insertJournals, readPosted } from './journal.store.ts';

/** `posted` is false when the reference was posted before, with the same content. */
export type Posting = { readonly id: Id<'jrn'>; readonly posted: boolean };

/** Journals for the books of one tenant; `tx` is the transaction as that tenant's. */
export type Postings = { readonly tx: Transaction; readonly journals: readonly Journal[] };

/**
 * Posts journals into the books of the transaction's tenant, thousands in one call: each account is
 * locked and updated once. A reference that was posted before is left alone; with another content it
 * throws, as that is a bug of the caller. Whoever posts again in the same transaction, or in the books
 * of another tenant, calls {@link postInBooks} or `lockBooks` first: anything else throws.
 */
export async function postJournals(
  tx: Transaction,
  journals: readonly Journal[],
): Promise<Posting[]> {
  const packed = journals.map((journal) => packJournal(ownerOf(tx), journal));
  return postPacked(tx, packed, () => lockBooks([booksOf({ tx, journals })]));
}

/** The same in the books of several tenants, whose accounts are locked together. */
export async function postInBooks(postings: readonly Postings[]): Promise<void> {
  await lockBooks(postings.map(booksOf));
  for (const { tx, journals } of postings) await postJournals(tx, journals);
}

/** The accounts that the journals move. */
export function booksOf({ tx, journals }: Postings): Books {
  return { tx, keys: journals.flatMap(({ lines }) => lines.map(({ account }) => account)) };
}

/** As {@link postJournals}; `lock` locks every account of the journals. */
export async function postPacked(
  tx: Transaction,
  journals: readonly PackedJournal[],
  lock: () => Promise<void>,
): Promise<Posting[]> {
  if (journals.length === 0) return [];
  await lock();
  const rows = journals.map((journal) => ({ ...journal, hash: contentHashOf(journal) }));
  const inserted = await insertJournals(tx, rows);
  const additions = sumAdditions(rows.filter(({ id }) => inserted.has(id)));
  if (additions.size > 0) await addToAccounts(tx, additions);
  const repeated = rows.filter(({ id }) => !inserted.has(id));
  const earlier = repeated.length === 0 ? new Map() : await readPosted(tx, repeated);
  return rows.map((row) => {
    if (inserted.has(row.id)) return { id: row.id, posted: true };
    const found = earlier.get(row.reference);
    assert(found, `journal ${row.reference} was posted before`);
    assert(found.hash.equals(row.hash), `journal ${row.reference} was posted with other content`);
    return { id: found.id, posted: false };
  });
}

function sumAdditions(journals: readonly PackedJournal[]): Map<Id<'lac'>, Addition> {
  const additions = new Map<Id<'lac'>, Addition>();
  for (const { accounts, amounts } of journals) {
    for (const [index, account] of accounts.entries()) {
      const sums = additions.get(account) ?? { debit: 0, credit: 0 };
      const amount = amounts[index]!;
      if (amount > 0) sums.debit += amount;
      else sums.credit -= amount;
      additions.set(account, sums);
    }
  }
  return additions;
}
