import { type PlainDate, shanghaiDate } from '@heyi/kernel';
import { type Host, inTransaction, systemActor, type TenantId } from '@heyi/platform';
import { alertRetirements } from '../retirement/alert-retirements.ts';
import { planTasks } from './plan-tasks.ts';

/**
 * Plans the tasks of every tenant once a day, whoever asks: cut-offs pass, months begin and people
 * come near their retirement though nobody does anything. Answers how many tenants had their turn;
 * called again it is none.
 */
export async function planDay(host: Host): Promise<number> {
  const day = shanghaiDate(host.clock.now());
  const due = await host.pool.query<{ tenant_id: TenantId }>(
    'select tenant_id from insurance.tenants_to_plan($1)',
    [day],
  );
  for (const { tenant_id: tenantId } of due.rows) await planTenant(host, tenantId, day);
  return due.rows.length;
}

async function planTenant(host: Host, tenantId: TenantId, day: PlainDate): Promise<void> {
  const tenantIds = [...new Set([tenantId, host.houseId])];
  const scope = { tenantIds, actor: systemActor('insurance'), requestId: 'insurance' };
  await inTransaction(host, scope, async (tx) => {
    await planTasks(tx, null);
    await alertRetirements(tx);
    await tx.sql`
      insert into insurance.planned_day (shard_key, tenant_id, day)
      values (${tx.shardKey}, ${tx.tenantId}, ${day})
      on conflict (shard_key, tenant_id) do update set day = excluded.day`;
  });
}
