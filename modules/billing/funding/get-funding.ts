import type { billingContract as contract, Input } from '@heyi/contract';
import { fen, type Fen, type Id, maxFen, ok, subtract, sum, zeroFen } from '@heyi/kernel';
import { balanceOf } from '@heyi/ledger';
import { findPayerAccounts } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { type FundingLine, fundingLines, fundsOf } from './funding.store.ts';

/** One payer account: what it needs against what is there. */
export type AccountFunding = {
  payerAccountId: Id<'pac'>;
  holderName: string;
  accountMasked: string;
  wages: Fen;
  tax: Fen;
  contributions: Fen;
  needed: Fen;
  /** The client's money on the account that nothing has been applied to. */
  available: Fen;
  applied: Fen;
  /** Needed, not applied, and not available either. */
  missing: Fen;
};

export type Funding = {
  accounts: AccountFunding[];
  /** The same by entity, without what is available: that belongs to the account. */
  lines: FundingLine[];
  needed: Fen;
  missing: Fen;
  /** Everything that is needed has been applied. */
  isFunded: boolean;
};

export async function getFunding(tx: Transaction, input: Input<typeof contract.getFunding>) {
  return ok(await fundingOf(tx, input.subjectId));
}

/** `tx` has to see the house, where payer accounts may stand. */
export async function fundingOf(tx: Transaction, subjectId: Id<'run'>): Promise<Funding> {
  const lines = await fundingLines(tx, subjectId);
  const byAccount = [...Map.groupBy(lines, ({ payerAccountId }) => payerAccountId)];
  const ids = byAccount.map(([payerAccountId]) => payerAccountId);
  const payers = await findPayerAccounts(tx, ids);
  const balances = await balanceOf(
    tx,
    ids.map((payerAccountId) => fundsOf(tx, payerAccountId)),
  );
  const accounts = byAccount.map(([payerAccountId, group], index): AccountFunding => {
    const { holderName, accountMasked } = payers.get(payerAccountId)!;
    const total = (pick: (line: FundingLine) => Fen) => sum(group.map(pick));
    const [needed, applied] = [total((line) => line.needed), total((line) => line.applied)];
    const available = fen(0 - balances[index]!.balance);
    const missing = maxFen(
      subtract(subtract(needed, applied), maxFen(available, zeroFen)),
      zeroFen,
    );
    return {
      payerAccountId,
      holderName,
      accountMasked,
      needed,
      available,
      applied,
      missing,
      wages: total((line) => line.wages),
      tax: total((line) => line.tax),
      contributions: total((line) => line.contributions),
    };
  });
  return {
    accounts,
    lines,
    needed: sum(accounts.map(({ needed }) => needed)),
    missing: sum(accounts.map(({ missing }) => missing)),
    isFunded: accounts.every(({ needed, applied }) => needed === applied),
  };
}
