import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { waitsFor } from './payroll-run.ts';

type Row = Output<typeof contract.listPayrollRuns>['rows'][number];

/** Runs of every client that is assigned to the actor, the newest first. */
export async function listPayrollRuns(
  tx: Transaction,
  input: Input<typeof contract.listPayrollRuns>,
) {
  const limit = input.limit ?? 50;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await tx.sql<Omit<Row, 'waitsFor'>>`
    select r.id, r.tenant_id as "tenantId", coalesce(c.short_name, '') as "clientName", r.kind, r.title,
           r.wage_month as "wageMonth", r.pay_date as "payDate", r.tax_period as "taxPeriod",
           r.contribution_period as "contributionPeriod", r.state, k.people, k.net, r.changed_at as "changedAt",
           coalesce(f.blockers, 0) as blockers, coalesce(f.open_warnings, 0) as "openWarnings"
      from payroll.run r
      left join clients.client_summary c on c.shard_key = r.shard_key and c.tenant_id = r.tenant_id
      left join payroll.calculation k
        on k.shard_key = r.shard_key and k.tenant_id = r.tenant_id and k.id = r.calculation_id
      left join payroll.run_findings f
        on f.shard_key = r.shard_key and f.tenant_id = r.tenant_id and f.run_id = r.id
     where (${input.client ?? null}::uuid is null or r.tenant_id = ${input.client ?? null})
       and (${input.wageMonth ?? null}::text is null or r.wage_month = ${input.wageMonth ?? null})
       and (${input.state ?? null}::text is null or r.state = ${input.state ?? null})
       and (not ${input.open ?? false} or r.state not in ('closed', 'cancelled'))
       and (${after}::uuid is null or r.id < ${after})
     order by r.id desc
     limit ${limit + 1}`;
  const shown = rows.slice(0, limit).map((row) => ({ ...row, waitsFor: waitsFor(row.state) }));
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}
