import { type Fen, formatId, type Id, type PayPeriod } from '@heyi/kernel';
import { liabilitiesOf, type Liability } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';

/** What the locked runs of one month have made owed, in the client's books. */
export type MonthOf = {
  readonly taxPeriod?: PayPeriod;
  readonly contributionPeriod?: PayPeriod;
};

/** Liabilities of every run that is due in the month, this client's only. */
export async function monthLiabilities(tx: Transaction, month: MonthOf): Promise<Liability[]> {
  const { taxPeriod = null, contributionPeriod = null } = month;
  const runs = await tx.sql<{ id: Id<'run'> }>`
    select id from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${taxPeriod}::text is null or tax_period = ${taxPeriod})
       and (${contributionPeriod}::text is null or contribution_period = ${contributionPeriod})`;
  return liabilitiesOf(
    tx,
    runs.map(({ id }) => formatId('run', id)),
  );
}

/** Owed to one registration for the month; zero when no locked run charged it. */
export async function owedAt(
  tx: Transaction,
  registrationId: Id<'reg'>,
  contributionPeriod: PayPeriod,
): Promise<Fen> {
  const found = await monthLiabilities(tx, { contributionPeriod });
  const owed = found.find((one) => one.registrationId === registrationId);
  return owed?.amount ?? (0 as Fen);
}

/**
 * A client whose wages are not paid here has no run of the month: its people are charged by the lines
 * alone. Where there is one, what it locks is what is owed.
 */
export async function isChargedWithoutRun(
  tx: Transaction,
  registrationId: Id<'reg'>,
  contributionPeriod: PayPeriod,
): Promise<boolean> {
  const [row] = await tx.sql<{ charged: boolean }>`
    select not exists (select from payroll.run
                        where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                          and contribution_period = ${contributionPeriod} and state <> 'cancelled')
       and exists (select from insurance.contribution_line_month
                    where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                      and bill_month = ${contributionPeriod}
                      and registration_id = ${registrationId}) as charged`;
  return row!.charged;
}
