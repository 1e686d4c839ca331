import { assert, type Fen, formatId, type Id, type PlainDate } from '@heyi/kernel';
import {
  type AccountKey,
  type Journal,
  lockBalanceOf,
  postJournals,
  reverseJournal,
  transferLines,
} from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import { inTenantOf, type Receipt } from './receipt.store.ts';

/*
 * Where a receipt stands in the books. The holder of the account books what arrives as unmatched; the
 * match moves it to the client, whose books then show its share of the account. The shares of all
 * tenants in one account are always what lies at the bank. The holder's accounts are locked before
 * the client's, everywhere.
 */

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
  const [bank, unmatched, funds]: AccountKey[] = [
    { kind: 'bank', payerAccountId },
    { kind: 'unmatchedReceipts', payerAccountId },
    { kind: isOwnFunds(tx) ? 'providerFunds' : 'clientFunds', payerAccountId },
  ];
  if (receipt.holderId === tx.tenantId) {
    const kind = isOwnFunds(tx) ? 'receipt.own_funds' : 'receipt.matched';
    const reference = referenceOf('receipt.matched', receipt, number);
    const lines = transferLines(unmatched!, funds!, amount);
    await postJournals(tx, [{ ...common(receipt), kind, reference, lines }]);
    return;
  }
  await postJournals(inTenantOf(tx, receipt.holderId), [
    {
      ...common(receipt),
      kind: 'receipt.released',
      reference: referenceOf('receipt.released', receipt, number),
      lines: transferLines(unmatched!, bank!, amount),
    },
  ]);
  await postJournals(tx, [
    {
      ...common(receipt),
      kind: 'receipt.matched',
      reference: referenceOf('receipt.matched', receipt, number),
      lines: transferLines(bank!, funds!, amount),
    },
  ]);
}

/** Undoes the last match by reversal; false, with nothing posted for good, when the money is used. */
export async function unbookMatch(tx: Transaction, receipt: Receipt): Promise<boolean> {
  assert(receipt.matchCount > 0, 'a matched receipt was matched');
  const { payerAccountId, matchCount } = receipt;
  if (receipt.holderId !== tx.tenantId) {
    await reverseJournal(inTenantOf(tx, receipt.holderId), {
      reference: referenceOf('receipt.released', receipt, matchCount),
      occurredOn: tx.today,
    });
  }
  const kind = isOwnFunds(tx) ? 'providerFunds' : 'clientFunds';
  const [funds] = await lockBalanceOf(tx, [{ kind, payerAccountId }]);
  if (0 - funds!.balance < receipt.amount) return false;
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
