import type { Output, payrollContract as contract } from '@heyi/contract';
import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export type ReceivableView = Output<typeof contract.listReceivables>['rows'][number];
export type ReceivableId = Id<'rcv'>;

export async function readReceivables(
  tx: Transaction,
  wanted: {
    id: ReceivableId | null;
    state: ReceivableView['state'] | null;
    after: string | null;
    limit: number;
  },
): Promise<ReceivableView[]> {
  return tx.sql<ReceivableView>`
    select r.*
      from (select r.id, r.employment_id as "employmentId", e.person_name as "personName",
                   e.employee_no as "employeeNo", r.run_id as "runId", u.wage_month as "wageMonth",
                   r.amount, r.recovered, r.amount - r.recovered - r.waived as open,
                   case when r.amount > r.recovered + r.waived then 'open'
                        when r.waived > 0 then 'waived' else 'recovered' end as state,
                   r.created_at as "createdAt"
              from payroll.personal_receivable r
              join payroll.run u
                on u.shard_key = r.shard_key and u.tenant_id = r.tenant_id and u.id = r.run_id
              join people.payable_employment e
                on e.shard_key = r.shard_key and e.tenant_id = r.tenant_id
               and e.employment_id = r.employment_id
             where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
               and r.voided_at is null) r
     where (${wanted.id}::uuid is null or r.id = ${wanted.id})
       and (${wanted.state}::text is null or r.state = ${wanted.state})
       and (${wanted.after}::uuid is null or r.id < ${wanted.after})
     order by r.id desc
     limit ${wanted.limit}`;
}
