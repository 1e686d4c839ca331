import { newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { PayrollRun } from '../run/payroll-run.store.ts';

/** Opens a receivable for everybody whose month came out negative. */
export async function openReceivables(
  tx: Transaction,
  run: PayrollRun,
  lockNumber: number,
): Promise<void> {
  const owing = await tx.sql<{ id: string }>`
    select id from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${run.calculationId} and receivable > 0
     order by id`;
  if (owing.length === 0) return;
  await tx.sql`
    insert into payroll.personal_receivable (shard_key, tenant_id, id, employment_id, person_id,
                                             legal_entity_id, run_id, lock_number, amount, created_at)
    select s.shard_key, s.tenant_id, n.id, s.employment_id, e.person_id, s.pay_entity_id, ${run.id},
           ${lockNumber}, s.receivable, ${tx.now}
      from unnest(${owing.map(({ id }) => id)}::uuid[], ${owing.map(() => newId())}::uuid[])
             as n (payslip_id, id)
      join payroll.payslip s
        on s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId} and s.id = n.payslip_id
      join people.payable_employment e
        on e.shard_key = s.shard_key and e.tenant_id = s.tenant_id
       and e.employment_id = s.employment_id`;
}

/** Takes what the payslips recovered off the open receivables, the oldest first. */
export async function recoverReceivables(
  tx: Transaction,
  run: PayrollRun,
  lockNumber: number,
): Promise<void> {
  const shares = await tx.sql<{ receivableId: string; amount: number }>`
    select d.id as "receivableId", least(d.open, s.recovered - d.before)::bigint as amount
      from payroll.payslip s
      join (select r.shard_key, r.tenant_id, r.id, r.employment_id,
                   r.amount - r.recovered - r.waived as open,
                   coalesce(sum(r.amount - r.recovered - r.waived) over (
                     partition by r.employment_id order by r.id
                     rows between unbounded preceding and 1 preceding), 0)::bigint as before
              from payroll.personal_receivable r
             where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
               and r.voided_at is null and r.recovered + r.waived < r.amount
               and r.run_id <> ${run.id}) d
        on d.shard_key = s.shard_key and d.tenant_id = s.tenant_id
       and d.employment_id = s.employment_id
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId} and s.recovered > d.before
     order by d.id`;
  await moveReceivables(tx, shares, { how: 'recovered', runId: run.id, lockNumber });
}

type Move = { how: 'recovered' | 'undone'; runId: string; lockNumber: number };

async function moveReceivables(
  tx: Transaction,
  shares: readonly { receivableId: string; amount: number }[],
  move: Move,
): Promise<void> {
  if (shares.length === 0) return;
  const ids = shares.map(({ receivableId }) => receivableId);
  const amounts = shares.map(({ amount }) => amount);
  await tx.sql`
    update payroll.personal_receivable r set recovered = r.recovered + m.amount
      from unnest(${ids}::uuid[], ${amounts}::bigint[]) as m (id, amount)
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId} and r.id = m.id`;
  await tx.sql`
    insert into payroll.receivable_movement (shard_key, tenant_id, id, receivable_id, how, amount,
                                             run_id, lock_number, actor_name, at)
    select ${tx.shardKey}, ${tx.tenantId}, m.id, m.receivable_id, ${move.how}, m.amount,
           ${move.runId}, ${move.lockNumber}, ${tx.actor.name}, ${tx.now}
      from unnest(${ids.map(() => newId())}::uuid[], ${ids}::uuid[], ${amounts}::bigint[])
        as m (id, receivable_id, amount)`;
}

/** Whether somebody has paid back, or another run recovered, what this locking opened. */
export async function hasReceivableMoved(tx: Transaction, run: PayrollRun): Promise<boolean> {
  const found = await tx.sql`
    select from payroll.personal_receivable
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id}
       and voided_at is null and recovered + waived > 0
     limit 1`;
  return found.length > 0;
}

/** An unlock: what was opened is void, what was recovered is open again. */
export async function undoReceivables(tx: Transaction, run: PayrollRun): Promise<void> {
  await tx.sql`
    update payroll.personal_receivable set voided_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id}
       and voided_at is null`;
  const shares = await tx.sql<{ receivableId: string; amount: number }>`
    select receivable_id as "receivableId", -sum(amount)::bigint as amount
      from payroll.receivable_movement
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id}
       and lock_number = ${run.lockCount}
     group by receivable_id
     order by receivable_id`;
  await moveReceivables(tx, shares, { how: 'undone', runId: run.id, lockNumber: run.lockCount });
}
