import { addDays, type Id, type PlainDate } from '@heyi/kernel';
import type { Host, TenantId, Transaction } from '@heyi/platform';
import { linkedChannelsOf } from '../channel/bank-links.ts';

/** After a longer outage older days are asked for by a person. */
const catchUpDays = 7;

/** Active accounts with a bank link whose statement of the day was not asked for yet. */
export async function accountsWithoutStatement(
  host: Host,
  day: PlainDate,
): Promise<{ tenantId: TenantId; payerAccountId: Id<'pac'> }[]> {
  const found = await host.pool.query<{ tenantId: TenantId; payerAccountId: Id<'pac'> }>({
    name: 'payments accounts without statement',
    text: `select tenant_id as "tenantId", payer_account_id as "payerAccountId"
             from payments.accounts_without_statement($1, $2)`,
    values: [day, linkedChannelsOf(host)],
  });
  return found.rows;
}

/**
 * Takes the days up to `day` that were not asked for, the oldest first: those of an outage too. Of two
 * servers one gets them, and the other none.
 */
export async function takeStatementDays(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  day: PlainDate,
): Promise<PlainDate[]> {
  await tx.sql`
    select from payments.payer_account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${payerAccountId}
       for update`;
  const [account] = await tx.sql<{ last: PlainDate | null }>`
    select statement_day as last from payments.payer_account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${payerAccountId}`;
  if (!account) return [];
  const earliest = addDays(day, 1 - catchUpDays);
  const next = account.last === null ? day : addDays(account.last, 1);
  const days: PlainDate[] = [];
  for (let one = next < earliest ? earliest : next; one <= day; one = addDays(one, 1)) {
    days.push(one);
  }
  if (days.length > 0) {
    await tx.sql`
      update payments.payer_account set statement_day = ${day}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${payerAccountId}`;
  }
  return days;
}
