import type { Transaction } from '@heyi/platform';
import type { PayrollRun } from '../run/payroll-run.store.ts';

/** People whose net moved though nothing that it is made of did. */
export async function countUnexplained(tx: Transaction, run: PayrollRun): Promise<number> {
  const [row] = await tx.sql<{ unexplained: number }>`
    select count(*)::int as unexplained from payroll.finding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${run.calculationId} and key = 'net.unexplained'`;
  return row!.unexplained;
}
