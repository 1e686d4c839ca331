import { type Fen, formatId } from '@heyi/kernel';
import { type AccountKey, type Journal, postInBooks, transferLines } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import { inTenantOf } from '../receipt/receipt.store.ts';
import type { Advance } from './advance.store.ts';

type Step = { amount: Fen; number: number };

function accountsOf({ payerAccountId }: Advance) {
  const bank: AccountKey = { kind: 'bank', payerAccountId };
  const provider: AccountKey = { kind: 'providerFunds', payerAccountId };
  const client: AccountKey = { kind: 'clientFunds', payerAccountId };
  const advance: AccountKey = { kind: 'advance' };
  return { bank, provider, client, advance };
}

/**
 * The client's books: it owes the provider (advance against providerFunds), and has that money on
 * the account (bank against clientFunds). The provider's books: its share of the account falls.
 */
export async function bookGrant(tx: Transaction, advance: Advance): Promise<void> {
  const { bank, provider, client, advance: lent } = accountsOf(advance);
  const step = { amount: advance.amount, number: 0 };
  const provided = journal(tx, advance, 'advance.provided', step, [[provider, bank]]);
  const granted = journal(tx, advance, 'advance.granted', step, [
    [lent, provider],
    [bank, client],
  ]);
  await postInBooks([
    { tx: inTenantOf(tx, tx.houseId), journals: [provided] },
    { tx, journals: [granted] },
  ]);
}

/** The way back: the client's money on the account becomes the provider's again. */
export async function bookRepayment(tx: Transaction, advance: Advance, amount: Fen): Promise<void> {
  const { bank, provider, client, advance: lent } = accountsOf(advance);
  const step = { amount, number: advance.repaymentCount + 1 };
  const returned = journal(tx, advance, 'advance.returned', step, [[bank, provider]]);
  const repaid = journal(tx, advance, 'advance.repaid', step, [
    [provider, lent],
    [client, bank],
  ]);
  await postInBooks([
    { tx: inTenantOf(tx, tx.houseId), journals: [returned] },
    { tx, journals: [repaid] },
  ]);
}

function journal(
  tx: Transaction,
  advance: Advance,
  kind: Journal['kind'],
  { amount, number }: Step,
  moves: readonly (readonly [debit: AccountKey, credit: AccountKey])[],
): Journal {
  const id = formatId('adv', advance.id);
  return {
    kind,
    reference: `${kind}/${id}/${number}`,
    subjectId: id,
    occurredOn: tx.today,
    lines: moves.flatMap(([debit, credit]) => transferLines(debit, credit, amount)),
  };
}
