import type { clientBillContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { BillId, BillView } from './client-bill.ts';
import { findBill } from './read-bills.ts';
import { seesBorne, seesLines } from './read-lines.ts';
import { receiptsLeft } from './receipt-use.store.ts';

export async function getClientBill(tx: Transaction, input: Input<typeof contract.getClientBill>) {
  const bill = await findBill(tx, input.clientBillId);
  if (bill === null) return fail({ code: 'client_bill.not_found' as const });
  const { clientShortName: _name, place: _place, ...view } = bill;
  return ok({
    ...view,
    showsLines: await seesLines(tx, bill.period),
    ...(await splitsOf(tx, bill.id)),
    matches: await matchesOf(tx, bill.id),
    credits: await receiptsLeft(tx),
  });
}

type Splits = Pick<BillView, 'byKind' | 'byCity' | 'byCostCentre' | 'byCollection'>;

/** Of what is asked; by kind of everything that is shown. */
export async function splitsOf(tx: Transaction, billId: BillId): Promise<Splits> {
  const byKind = await tx.sql<Splits['byKind'][number]>`
    select kind, settlement, sum(amount_fen)::bigint as amount, count(*)::int as "lineCount"
      from billing.client_bill_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${billId}
       and (${seesBorne(tx)}::boolean or settlement <> 'borne')
     group by kind, settlement order by settlement, min(number)`;
  const byCity = await tx.sql<Splits['byCity'][number]>`
    select city_code as "cityCode", sum(amount_fen)::bigint as amount,
           count(*)::int as "lineCount"
      from billing.client_bill_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${billId}
       and settlement = 'asked'
     group by city_code order by city_code nulls last`;
  const byCostCentre = await tx.sql<Splits['byCostCentre'][number]>`
    select cost_centre as "costCentre", sum(amount_fen)::bigint as amount,
           count(*)::int as "lineCount"
      from billing.client_bill_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${billId}
       and settlement = 'asked'
     group by cost_centre order by cost_centre nulls last`;
  const byCollection = await tx.sql<Splits['byCollection'][number]>`
    select l.collection, coalesce(l.due_on, c.due_on) as "dueOn",
           sum(l.amount_fen)::bigint as amount, count(*)::int as "lineCount"
      from billing.client_bill_line l
      join billing.client_bill c
        on c.shard_key = l.shard_key and c.tenant_id = l.tenant_id and c.id = l.bill_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.bill_id = ${billId}
       and l.settlement = 'asked'
     group by l.collection, coalesce(l.due_on, c.due_on)
     order by 2, 1 nulls last`;
  return { byKind, byCity, byCostCentre, byCollection };
}

function matchesOf(tx: Transaction, billId: BillId): Promise<BillView['matches']> {
  return tx.sql<BillView['matches'][number]>`
    select m.id, m.receipt_id as "receiptId", m.amount_fen as amount,
           m.received_on as "receivedOn", m.matched_at as "matchedAt",
           m.matched_by_name as "matchedBy",
           case when u.match_id is not null then
             jsonb_build_object('reason', u.reason, 'at', u.undone_at,
               'by', u.undone_by_name) end as undone
      from billing.client_bill_match m
      left join billing.client_bill_match_undo u
        on u.shard_key = m.shard_key and u.tenant_id = m.tenant_id and u.match_id = m.id
     where m.shard_key = ${tx.shardKey} and m.tenant_id = ${tx.tenantId}
       and m.bill_id = ${billId}
     order by m.matched_at, m.id`;
}
