import type { PeopleAsked } from '@heyi/billing';
import type { Output, payrollContract as contract } from '@heyi/contract';
import { type Fen, type Id, newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export type ReceivableView = Output<typeof contract.listReceivables>['rows'][number];
type Movement = ReceivableView['movements'][number];
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
  const rows = await tx.sql<Omit<ReceivableView, 'movements'>>`
    select r.*
      from (select r.id, r.employment_id as "employmentId", e.person_name as "personName",
                   e.employee_no as "employeeNo", r.run_id as "runId", r.client_bill_id as "clientBillId",
                   coalesce(u.wage_month, r.bill_period) as "wageMonth",
                   r.amount, r.recovered, r.amount - r.recovered - r.waived as open,
                   case when r.amount > r.recovered + r.waived then 'open'
                        when r.waived > 0 then 'waived' else 'recovered' end as state,
                   r.created_at as "createdAt"
              from payroll.personal_receivable r
              left join payroll.run u
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
  const movements = await readMovements(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, movements: movements.get(row.id) ?? [] }));
}

async function readMovements(
  tx: Transaction,
  ids: readonly ReceivableId[],
): Promise<ReadonlyMap<ReceivableId, Movement[]>> {
  const rows = await tx.sql<Movement & { receivableId: ReceivableId }>`
    select receivable_id as "receivableId", how, amount, run_id as "runId", reason,
           actor_name as "actorName", at
      from payroll.receivable_movement
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and receivable_id = any (${ids}::uuid[])
     order by at, id`;
  return Map.groupBy(rows, ({ receivableId }) => receivableId);
}

/** What everybody of the client owes together. */
export async function readOutstanding(tx: Transaction): Promise<Fen> {
  const [row] = await tx.sql<{ outstanding: Fen }>`
    select coalesce(sum(amount - recovered - waived), 0)::bigint as outstanding
      from payroll.personal_receivable
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and voided_at is null`;
  return row!.outstanding;
}

/**
 * A client's bill asks people who have left for their own part of differences. No payslip recovers
 * it: there is none any more. Heard again it changes nothing.
 */
export async function openBillClaims(tx: Transaction, news: PeopleAsked): Promise<void> {
  const { clientBillId, period, claims } = news;
  await tx.sql`
    insert into payroll.personal_receivable (shard_key, tenant_id, id, employment_id, person_id,
                                             legal_entity_id, client_bill_id, bill_period,
                                             lock_number, amount, created_at)
    select e.shard_key, e.tenant_id, n.id, e.employment_id, e.person_id, n.legal_entity_id,
           ${clientBillId}::uuid, ${period}, 0, n.amount, ${tx.now}::timestamptz
      from unnest(${claims.map(() => newId())}::uuid[],
                  ${claims.map(({ employmentId }) => employmentId)}::uuid[],
                  ${claims.map(({ legalEntityId }) => legalEntityId)}::uuid[],
                  ${claims.map(({ amount }) => amount)}::bigint[])
             as n (id, employment_id, legal_entity_id, amount)
      join people.payable_employment e
        on e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.employment_id = n.employment_id
    on conflict (shard_key, tenant_id, client_bill_id, employment_id, legal_entity_id)
       where client_bill_id is not null do nothing`;
}
