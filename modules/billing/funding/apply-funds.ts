import { type Fen, formatId, type Id, newId, subtract, sum } from '@heyi/kernel';
import {
  type AccountKey,
  balanceOf,
  type Journal,
  lockBooks,
  postJournals,
  transferLines,
} from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import { type Funding, fundingOf } from './get-funding.ts';
import { type FundingLine, fundsOf, lockFunding, setApplied } from './funding.store.ts';

/**
 * Sets the client's money apart for a subject, account by account: an account whose money covers all
 * that is missing there is applied in full, another not at all. May be called again when more money
 * has arrived. `tx` has to see the house.
 */
export async function applyFunds(tx: Transaction, subjectId: Id<'run'>): Promise<Funding> {
  const lines = await lockFunding(tx, subjectId);
  const byAccount = [...Map.groupBy(lines, ({ payerAccountId }) => payerAccountId)];
  await lockBooks([{ tx, keys: lines.flatMap((line) => accountsOf(tx, line)) }]);
  const balances = await balanceOf(
    tx,
    byAccount.map(([payerAccountId]) => fundsOf(tx, payerAccountId)),
  );
  const covered = byAccount.flatMap(([, group], index) => {
    const open = group.filter(({ needed, applied }) => needed > applied);
    const missing = sum(open.map(({ needed, applied }) => subtract(needed, applied)));
    return 0 - balances[index]!.balance >= missing ? open : [];
  });
  if (covered.length > 0) {
    const journals = covered.map((line) =>
      journalOf(tx, subjectId, line, subtract(line.needed, line.applied)),
    );
    await postJournals(tx, journals);
    await setApplied(
      tx,
      subjectId,
      covered.map((line) => ({ ...line, applied: line.needed })),
    );
  }
  return fundingOf(tx, subjectId);
}

/** Gives everything that was applied to a subject back to the client: the run was taken back. */
export async function releaseFunds(tx: Transaction, subjectId: Id<'run'>): Promise<void> {
  const applied = (await lockFunding(tx, subjectId)).filter((line) => line.applied > 0);
  if (applied.length === 0) return;
  const journals = applied.map((line) =>
    journalOf(tx, subjectId, line, subtract(0 as Fen, line.applied)),
  );
  await postJournals(tx, journals);
  await setApplied(
    tx,
    subjectId,
    applied.map((line) => ({ ...line, applied: 0 })),
  );
}

/** The accounts that {@link releaseFunds} moves, for who posts more in the same transaction. */
export async function fundingAccounts(
  tx: Transaction,
  subjectId: Id<'run'>,
): Promise<AccountKey[]> {
  return (await lockFunding(tx, subjectId)).flatMap((line) => accountsOf(tx, line));
}

function accountsOf(
  tx: Transaction,
  { payerAccountId, legalEntityId }: FundingLine,
): [funds: AccountKey, due: AccountKey] {
  return [fundsOf(tx, payerAccountId), { kind: 'clientDue', legalEntityId }];
}

/** What the client owes for an entity is met by its money on the account; negative, the way back. */
function journalOf(tx: Transaction, subjectId: Id<'run'>, line: FundingLine, amount: Fen): Journal {
  const subject = formatId('run', subjectId);
  return {
    kind: 'funds.applied',
    // The lock on the funding makes this happen once; the reference only has to be new.
    reference: `funds.applied/${subject}/${newId()}`,
    subjectId: subject,
    occurredOn: tx.today,
    lines: transferLines(...accountsOf(tx, line), amount),
  };
}
