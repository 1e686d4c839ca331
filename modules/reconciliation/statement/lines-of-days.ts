import type { Id, PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { BankLine } from './statement.ts';

/** The lines that are kept of these days; of a counterparty's account its ends alone are known. */
export async function linesOfDays(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  days: readonly PlainDate[],
): Promise<BankLine[]> {
  const lines = await tx.sql<Omit<BankLine, 'counterpartyAccount'>>`
    select bank_reference as "bankReference", kind, booked_on as "bookedOn", booked_at as "bookedAt",
           amount, balance, reference, counterparty_name as "counterpartyName", remark
      from reconciliation.statement_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payer_account_id = ${payerAccountId} and booked_on = any(${days}::date[])
     order by booked_on, number`;
  return lines.map((line) => ({ ...line, counterpartyAccount: null }));
}
