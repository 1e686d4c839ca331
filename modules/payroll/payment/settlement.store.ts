import { payProgressOf, type PayOrderState } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { settledState, type Settlement } from '../run/payroll-run.ts';
import { moveRun, type PayrollRun } from '../run/payroll-run.store.ts';

const openStates: readonly PayOrderState[] = ['queued', 'sent', 'unknown', 'manual', 'held'];

export async function settlementOf(tx: Transaction, run: PayrollRun): Promise<Settlement> {
  const { byState, count } = await payProgressOf(tx, run.id);
  const counted = (isWanted: (state: PayOrderState) => boolean) =>
    byState.reduce((all, row) => all + (isWanted(row.state) ? row.count : 0), 0);
  const [row] = await tx.sql<{ payable: number }>`
    select count(*)::int as payable from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${run.calculationId} and net > 0`;
  const succeeded = counted((state) => state === 'succeeded');
  const open = counted((state) => openStates.includes(state));
  return { open, succeeded, failed: count - succeeded - open, unpaid: row!.payable - count };
}

/** Moves a run whose payment has begun to the state that its orders say. */
export async function followOrders(tx: Transaction, run: PayrollRun): Promise<void> {
  const state = settledState(run.state, await settlementOf(tx, run));
  if (state === run.state) return;
  await moveRun(tx, run.id, { action: 'settled', state });
  if (state !== 'paid') return;
  await tx.sql`
    update payroll.run set paid_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${run.id}`;
}
