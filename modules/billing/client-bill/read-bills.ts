import type { clientBillContract as contract, Input, Output } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { BillId } from './client-bill.ts';

export type BillRow = Output<typeof contract.listClientBills>['rows'][number] & {
  readonly hash: string;
  readonly place: string;
};

type Wanted = Pick<
  Input<typeof contract.listClientBills>,
  'clientId' | 'period' | 'state' | 'ageing' | 'after' | 'limit'
> & { readonly id?: BillId };

/**
 * Bills of every tenant that the transaction sees: the longest overdue first, then the newest month.
 * Nothing is open on what is not confirmed. An advance on a bill is met as far as it has been paid back since.
 */
export async function readBills(tx: Transaction, wanted: Wanted): Promise<BillRow[]> {
  const { id = null, clientId = null, period = null, state = null, ageing = null } = wanted;
  return tx.sql<BillRow>`
    with bill as (
      select c.*, coalesce(d.applied, 0) + coalesce(a.repaid, 0) as matched,
             case when c.state in ('confirmed', 'received')
                  then c.amount_fen - coalesce(d.applied, 0) - coalesce(a.repaid, 0)
                  when c.state = 'matched' then 0 end as open,
             coalesce(q.disputed, 0) as disputed,
             greatest(${tx.today}::date - c.due_on, 0) as days
        from billing.client_bill c
        left join (select shard_key, tenant_id, bill_id, sum(applied_fen)::bigint as applied
                     from billing.client_bill_due group by shard_key, tenant_id, bill_id) d
          on d.shard_key = c.shard_key and d.tenant_id = c.tenant_id and d.bill_id = c.id
        left join (select l.shard_key, l.tenant_id, l.bill_id,
                          sum(greatest(l.amount_fen - (v.amount - v.repaid), 0))::bigint as repaid
                     from billing.client_bill_line l
                     join billing.advance v
                       on v.shard_key = l.shard_key and v.tenant_id = l.tenant_id
                      and v.id = l.advance_id
                    where l.kind = 'advance'
                    group by l.shard_key, l.tenant_id, l.bill_id) a
          on a.shard_key = c.shard_key and a.tenant_id = c.tenant_id and a.bill_id = c.id
        left join (select shard_key, tenant_id, bill_id, count(*)::int as disputed
                     from billing.client_bill_dispute where decision is null
                    group by shard_key, tenant_id, bill_id) q
          on q.shard_key = c.shard_key and q.tenant_id = c.tenant_id and q.bill_id = c.id
       where (${id}::uuid is null or c.id = ${id})
         and (${clientId}::uuid is null or c.tenant_id = ${clientId})
         and (${period}::text is null or c.period = ${period})
         and (${state}::text is null or c.state = ${state})),
    aged as (
      select b.*, case when b.open is null or b.open <= 0 then null
                       when b.due_on >= ${tx.today}::date then 'notDue'
                       when b.days <= 30 then 'days30'
                       when b.days <= 60 then 'days60'
                       when b.days <= 90 then 'days90'
                       else 'older' end as ageing
        from bill b),
    placed as (
      select g.*, case when g.ageing is null then '3' when g.ageing = 'notDue' then '2'
                       else '1 ' || g.due_on end || ' '
                  || translate(g.period, '0123456789', '9876543210') || ' ' || g.id as place
        from aged g)
    select p.id, p.tenant_id as "tenantId", p.period, p.state, p.due_on as "dueOn",
           p.amount_fen as amount, p.matched::bigint as matched, p.open::bigint as open,
           p.line_count as "lineCount", p.disputed as "disputedCount", p.findings, p.ageing,
           case when p.ageing is null then 0 else p.days end as "daysOverdue",
           p.drawn_up_at as "drawnUpAt", p.drawn_up_by_name as "drawnUpBy",
           p.confirmed_at as "confirmedAt", p.confirmed_by_name as "confirmedBy",
           p.matched_at as "matchedAt", p.withdrawn_at as "withdrawnAt",
           p.withdrawn_by_name as "withdrawnBy", p.withdrawal_reason as "withdrawalReason",
           encode(p.hash, 'hex') as hash, p.place, s.short_name as "clientShortName"
      from placed p
      left join clients.client_summary s
        on s.shard_key = p.shard_key and s.tenant_id = p.tenant_id
     where (${ageing}::text is null or p.ageing = ${ageing})
       and (${wanted.after ?? null}::text is null or p.place > ${wanted.after ?? null})
     order by p.place limit ${wanted.limit ?? 1}`;
}

/** The bill as the list has it; it is there. */
export async function viewBill(tx: Transaction, id: BillId) {
  const bill = await findBill(tx, id);
  assert(bill, 'a bill is never deleted');
  const { clientShortName: _name, place: _place, hash: _hash, ...view } = bill;
  return view;
}

export async function findBill(tx: Transaction, id: BillId): Promise<BillRow | null> {
  const [row] = await readBills(tx, { id, clientId: tx.tenantId });
  return row ?? null;
}
