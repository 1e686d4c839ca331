import type { Input, reconciliationContract as contract } from '@heyi/contract';
import { type Fen, fen, type Id, type Instant, ok, type PlainDate, subtract } from '@heyi/kernel';
import { listAccountsOfTenant, type PayerAccount } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';

type Figures = {
  payerAccountId: Id<'pac'>;
  ledgerBalance: Fen | null;
  comparedAt: Instant | null;
  firstDay: PlainDate | null;
  lastDay: PlainDate | null;
  firstOpening: Fen | null;
  closing: Fen | null;
  gaps: Fen;
  lineCount: number;
  lineAmount: Fen;
  entryCount: number;
  entryAmount: Fen;
  laterCount: number;
  laterAmount: Fen;
  earlyAmount: Fen;
  openDiscrepancies: number;
};

export async function getReconciliation(
  tx: Transaction,
  _input: Input<typeof contract.getReconciliation>,
) {
  // Play money has nothing to agree with.
  const accounts = (await listAccountsOfTenant(tx)).filter(({ isSandbox }) => !isSandbox);
  const byAccount = new Map((await readFigures(tx)).map((row) => [row.payerAccountId, row]));
  return ok({ accounts: accounts.map((account) => viewOf(account, byAccount.get(account.id))) });
}

const nothing = { count: 0, amount: fen(0) };

function viewOf(account: PayerAccount, found: Figures | undefined) {
  const { holderName, accountMasked, bankName, channel } = account;
  const named = { payerAccountId: account.id, holderName, accountMasked, bankName, channel };
  const ledgerBalance = found?.ledgerBalance ?? fen(0);
  const comparedAt = found?.comparedAt ?? null;
  const openDiscrepancies = found?.openDiscrepancies ?? 0;
  if (!found || found.closing === null || found.firstOpening === null) {
    return {
      ...named,
      standing: 'noStatement' as const,
      ledgerBalance,
      statementBalance: null,
      statementDay: found?.lastDay ?? null,
      difference: null,
      openEntries: nothing,
      openLines: found ? { count: found.lineCount, amount: found.lineAmount } : nothing,
      laterEntries: nothing,
      beforeStatements: fen(0),
      gaps: fen(0),
      unexplained: fen(0),
      openDiscrepancies,
      comparedAt,
    };
  }
  const difference = subtract(ledgerBalance, found.closing);
  const beforeStatements = subtract(found.earlyAmount, found.firstOpening);
  const explained =
    found.entryAmount + found.laterAmount + beforeStatements - found.lineAmount - found.gaps;
  // What is booked after the last statement is no difference: the next statement will have it.
  const agrees =
    found.entryCount === 0 && found.lineCount === 0 && found.gaps === 0 && beforeStatements === 0;
  return {
    ...named,
    standing: agrees && openDiscrepancies === 0 ? ('agrees' as const) : ('differs' as const),
    ledgerBalance,
    statementBalance: found.closing,
    statementDay: found.lastDay,
    difference,
    openEntries: { count: found.entryCount, amount: found.entryAmount },
    openLines: { count: found.lineCount, amount: found.lineAmount },
    laterEntries: { count: found.laterCount, amount: found.laterAmount },
    beforeStatements,
    gaps: found.gaps,
    unexplained: fen(difference - explained),
    openDiscrepancies,
    comparedAt,
  };
}

/** All figures of all accounts of the tenant, in one statement: they are of one moment. */
async function readFigures(tx: Transaction): Promise<Figures[]> {
  return tx.sql<Figures>`
    with told as (
      select payer_account_id, day, opening, closing,
             lag(closing) over (partition by payer_account_id order by day) as before,
             row_number() over (partition by payer_account_id order by day) as from_first,
             row_number() over (partition by payer_account_id order by day desc) as from_last
        from reconciliation.statement
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}),
    span as (
      select payer_account_id, min(day) as first_day, max(day) as last_day,
             max(opening) filter (where from_first = 1) as first_opening,
             max(closing) filter (where from_last = 1) as closing,
             coalesce(sum(opening - before), 0)::bigint as gaps
        from told group by payer_account_id),
    line as (
      select payer_account_id, count(*) as count, sum(amount)::bigint as amount
        from reconciliation.statement_line
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and match_id is null
       group by payer_account_id),
    entry as (
      select e.payer_account_id,
             count(*) filter (where e.booked_on between first_day and last_day) as count,
             sum(e.amount) filter (where e.booked_on between first_day and last_day)::bigint as amount,
             count(*) filter (where e.booked_on > last_day) as later_count,
             sum(e.amount) filter (where e.booked_on > last_day)::bigint as later_amount,
             sum(e.amount) filter (where e.booked_on < first_day)::bigint as early_amount
        from reconciliation.book_entry e
        join span on span.payer_account_id = e.payer_account_id
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.match_id is null
       group by e.payer_account_id),
    open_case as (
      select payer_account_id, count(*) as count from reconciliation.discrepancy
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and state <> 'resolved'
       group by payer_account_id)
    select standing.payer_account_id as "payerAccountId", standing.ledger_balance as "ledgerBalance",
           standing.counted_at as "comparedAt", span.first_day as "firstDay",
           span.last_day as "lastDay", span.first_opening as "firstOpening", span.closing,
           coalesce(span.gaps, 0)::bigint as gaps, coalesce(line.count, 0) as "lineCount",
           coalesce(line.amount, 0)::bigint as "lineAmount", coalesce(entry.count, 0) as "entryCount",
           coalesce(entry.amount, 0)::bigint as "entryAmount",
           coalesce(entry.later_count, 0) as "laterCount",
           coalesce(entry.later_amount, 0)::bigint as "laterAmount",
           coalesce(entry.early_amount, 0)::bigint as "earlyAmount",
           coalesce(open_case.count, 0) as "openDiscrepancies"
      from reconciliation.account_standing standing
      left join span using (payer_account_id)
      left join line using (payer_account_id)
      left join entry using (payer_account_id)
      left join open_case using (payer_account_id)
     where standing.shard_key = ${tx.shardKey} and standing.tenant_id = ${tx.tenantId}`;
}
