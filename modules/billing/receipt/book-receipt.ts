import { assert, type Fen, formatId, type Id, type PlainDate } from '@heyi/kernel';
import {
  type AccountKey,
  balanceOf,
  type Journal,
  lockBooks,
  postInBooks,
  postJournals,
  reverseJournal,
  transferLines,
} from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import { inTenantOf, type Receipt } from './receipt.store.ts';

/*
 * Where a receipt stands in the books. The holder of the account books what arrives as unmatched; the
 * match moves it to the client, whose books then show its share of the account. The shares of all
 * tenants in one account are always what lies at the bank. All accounts of a booking are locked
 * together.
 */

/** Locks what an arrival moves, and its match to the transaction's tenant: for both in one step. */
export async function lockArrival(
  tx: Transaction,
  holder: Transaction,
  payerAccountId: Id<'pac'>,
): Promise<void> {
  const [bank, unmatched, funds] = accountsOf(tx, payerAccountId);
  await lockBooks([
    { tx: holder, keys: [bank, unmatched] },
    { tx, keys: [bank, funds] },
  ]);
}

function accountsOf(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
): [bank: AccountKey, unmatched: AccountKey, funds: AccountKey] {
  return [
    { kind: 'bank', payerAccountId },
    { kind: 'unmatchedReceipts', payerAccountId },
    { kind: isOwnFunds(tx) ? 'providerFunds' : 'clientFunds', payerAccountId },
  ];
}

export async function bookArrivals(
  holder: Transaction,
  payerAccountId: Id<'pac'>,
  receipts: readonly { id: Id<'rcp'>; amount: Fen; receivedOn: PlainDate }[],
): Promise<void> {
  const journals = receipts.map(({ id, amount, receivedOn }): Journal => ({
    kind: 'receipt.recorded',
    reference: `receipt.recorded/${formatId('rcp', id)}`,
    subjectId: formatId('rcp', id),
    occurredOn: receivedOn,
    lines: transferLines(
      { kind: 'bank', payerAccountId },
      { kind: 'unmatchedReceipts', payerAccountId },
      amount,
    ),
  }));
  await postJournals(holder, journals);
}

/** Posts the match of a receipt to the transaction's tenant, as its `number`-th match. */
export async function bookMatch(tx: Transaction, receipt: Receipt, number: number): Promise<void> {
  const { payerAccountId, amount } = receipt;
  const [bank, unmatched, funds] = accountsOf(tx, payerAccountId);
  const isHolder = receipt.holderId === tx.tenantId;
  const matched: Journal = {
    ...common(receipt),
    kind: isHolder && isOwnFunds(tx) ? 'receipt.own_funds' : 'receipt.matched',
    reference: referenceOf('receipt.matched', receipt, number),
    lines: transferLines(isHolder ? unmatched : bank, funds, amount),
  };
  if (isHolder) {
    await postJournals(tx, [matched]);
    return;
  }
  const released: Journal = {
    ...common(receipt),
    kind: 'receipt.released',
    reference: referenceOf('receipt.released', receipt, number),
    lines: transferLines(unmatched, bank, amount),
  };
  await postInBooks([
    { tx: inTenantOf(tx, receipt.holderId), journals: [released] },
    { tx, journals: [matched] },
  ]);
}

/** Undoes the last match by reversal; false, with nothing posted, when the money is used. */
export async function unbookMatch(tx: Transaction, receipt: Receipt): Promise<boolean> {
  assert(receipt.matchCount > 0, 'a matched receipt was matched');
  const { payerAccountId, matchCount } = receipt;
  const holder = inTenantOf(tx, receipt.holderId);
  await lockArrival(tx, holder, payerAccountId);
  const [, , fundsKey] = accountsOf(tx, payerAccountId);
  const [funds] = await balanceOf(tx, [fundsKey]);
  if (0 - funds!.balance < receipt.amount) return false;
  if (receipt.holderId !== tx.tenantId) {
    await reverseJournal(holder, {
      reference: referenceOf('receipt.released', receipt, matchCount),
      occurredOn: tx.today,
    });
  }
  await reverseJournal(tx, {
    reference: referenceOf('receipt.matched', receipt, matchCount),
    occurredOn: tx.today,
  });
  return true;
}

/** Money matched to the provider itself is its own. */
function isOwnFunds(tx: Transaction): boolean {
  return tx.tenantId === tx.houseId;
}

function referenceOf(kind: string, receipt: Receipt, number: number): string {
  return `${kind}/${formatId('rcp', receipt.id)}/${number}`;
}

function common(receipt: Receipt) {
  return { subjectId: formatId('rcp', receipt.id), occurredOn: receipt.receivedOn };
}
