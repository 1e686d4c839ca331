import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { isLocked } from '../run/payroll-run.ts';
import { loadRun } from '../run/payroll-run.store.ts';
import { releaseCounts } from './payslip-release.store.ts';

type Row = Output<typeof contract.listPayslipReleases>['rows'][number];

/** Who of a run can see the payslip, has read it, has confirmed it. */
export async function listPayslipReleases(
  tx: Transaction,
  input: Input<typeof contract.listPayslipReleases>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (!isLocked(run.state)) return fail({ code: 'payroll_run.not_locked' as const });
  const limit = input.limit ?? 100;
  const rows = await tx.sql<Row>`
    select * from (
      select p.id as "payslipId", p.employment_id as "employmentId",
             e.person_name as "personName", e.employee_no as "employeeNo", e.department,
             case when r.payslip_id is null then 'notReleased'
                  when r.withdrawn_at is not null then 'withdrawn'
                  when r.releases_at > ${tx.now} then 'scheduled'
                  when r.confirmed_at is not null then 'confirmed'
                  when r.read_at is not null then 'read'
                  else 'released' end as state,
             r.releases_at as "releasesAt", r.read_at as "readAt",
             r.confirmed_at as "confirmedAt", r.withdrawn_reason as "withdrawnReason"
        from payroll.locked_payslip p
        join people.payable_employment e
          on e.shard_key = p.shard_key and e.tenant_id = p.tenant_id
         and e.employment_id = p.employment_id
        left join payroll.payslip_release r
          on r.shard_key = p.shard_key and r.tenant_id = p.tenant_id and r.payslip_id = p.id
       where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
         and p.run_id = ${run.id}) l
     where (${input.state ?? null}::text is null or l.state = ${input.state ?? null})
       and (${input.search ?? null}::text is null
            or position(${input.search ?? ''} in l."personName") > 0
            or l."employeeNo" = ${input.search ?? ''})
       and (${input.after ?? null}::uuid is null or l."payslipId" > ${input.after ?? null}::uuid)
     order by l."payslipId"
     limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? shown.at(-1)!.payslipId : null;
  return ok({ rows: shown, next, counts: await releaseCounts(tx, run.id) });
}
