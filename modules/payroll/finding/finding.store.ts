import type { Transaction } from '@heyi/platform';
import type { PayrollRun } from '../run/payroll-run.store.ts';

export type FindingCounts = { readonly blockers: number; readonly openWarnings: number };

/** Blockers, and warnings that nobody has given a reason for. */
export async function openFindings(
  tx: Transaction,
  run: Pick<PayrollRun, 'id' | 'calculationId'>,
): Promise<FindingCounts> {
  if (run.calculationId === null) return { blockers: 0, openWarnings: 0 };
  const [row] = await tx.sql<FindingCounts>`
    select count(*) filter (where f.severity = 'blocker')::int as blockers,
           count(*) filter (where f.severity = 'warning' and a.id is null)::int as "openWarnings"
      from payroll.finding f
      left join payroll.finding_acknowledgement a
        on a.shard_key = f.shard_key and a.tenant_id = f.tenant_id and a.run_id = ${run.id}
       and a.key = f.key and a.employment_id is not distinct from f.employment_id
       and a.evidence = f.evidence
     where f.shard_key = ${tx.shardKey} and f.tenant_id = ${tx.tenantId}
       and f.calculation_id = ${run.calculationId}`;
  return row!;
}
