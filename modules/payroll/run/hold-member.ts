import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, type Id, ok } from '@heyi/kernel';
import { latestPayOrdersOf } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { isOver, isPaymentBegun } from './payroll-run.ts';
import { addRunEvent, loadRunForUpdate, type PayrollRun } from './payroll-run.store.ts';
import { type EmploymentId, employmentOf } from './people.store.ts';

/**
 * 缓发: calculated and declared, not paid with the others. It moves no figure, so it is possible up
 * to the payment; afterwards for those who have no order yet.
 */
export async function holdMember(tx: Transaction, input: Input<typeof contract.holdMember>) {
  const { employmentId, reason } = input;
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (isOver(run.state)) return fail({ code: 'payroll_run.over' as const });
  const employment = await employmentOf(tx, employmentId);
  const payslipId = await payslipOf(tx, run, employmentId);
  if (!employment || (run.calculationId !== null && payslipId === null)) {
    return fail({ code: 'payroll_run.member_not_found' as const });
  }
  const orders = isPaymentBegun(run.state) ? await latestPayOrdersOf(tx, run.id) : new Map();
  if (payslipId !== null && orders.has(payslipId)) {
    return fail({ code: 'payroll_run.member_already_paid' as const });
  }
  await tx.sql`
    insert into payroll.member_hold (shard_key, tenant_id, run_id, employment_id, reason,
                                     held_by_name, held_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${run.id}, ${employmentId}, ${reason}, ${tx.actor.name},
            ${tx.now})
    on conflict (shard_key, tenant_id, run_id, employment_id) do update
       set reason = excluded.reason, held_by_name = excluded.held_by_name,
           held_at = excluded.held_at, released_at = null, release_reason = null`;
  await addRunEvent(tx, run.id, {
    action: 'hold',
    state: run.state,
    note: `${employment.personName}：${reason}`,
  });
  return ok({});
}

async function payslipOf(
  tx: Transaction,
  run: PayrollRun,
  employmentId: EmploymentId,
): Promise<Id<'slp'> | null> {
  const [row] = await tx.sql<{ id: Id<'slp'> }>`
    select id from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${run.calculationId} and employment_id = ${employmentId}`;
  return row?.id ?? null;
}
