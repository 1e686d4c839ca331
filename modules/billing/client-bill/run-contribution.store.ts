import type { Id, PayPeriod } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';

/** A locked run charges the contributions of these people and month: bills do not ask for them. */
export async function chargeContributions(
  tx: Transaction,
  run: {
    readonly runId: Id<'run'>;
    readonly period: PayPeriod;
    readonly employmentIds: readonly EmploymentId[];
  },
): Promise<void> {
  await tx.sql`
    insert into billing.run_contribution (shard_key, tenant_id, run_id, employment_id, period)
    select ${tx.shardKey}, ${tx.tenantId}, ${run.runId}, employment_id, ${run.period}
      from unnest(${run.employmentIds}::uuid[]) as person (employment_id)
        on conflict (shard_key, tenant_id, run_id, employment_id) do nothing
    returning 1`;
}

/** The run was taken back: what it charged is a bill's again. */
export async function releaseContributions(tx: Transaction, runId: Id<'run'>): Promise<void> {
  await tx.sql`
    delete from billing.run_contribution
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${runId}`;
}
