import {
  type clientBillContract as contract,
  employerCostPermission,
  type Input,
} from '@heyi/contract';
import type { PayPeriod } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import { termsIn } from './client-bill.store.ts';
import type { BillId, BillLineId, BillLineView } from './client-bill.ts';

type Wanted = Partial<Input<typeof contract.listClientBillLines>> & {
  readonly billId: BillId;
  readonly id?: BillLineId;
};

type Row = BillLineView & { readonly number: number };

/** What somebody else bears is the provider's to see: with its reason, and on no client's screen. */
export function seesBorne({ actor, houseId }: Transaction): boolean {
  return actor.tenantId === null || actor.tenantId === houseId;
}

/**
 * The list by person tells what the employer pays for each: for who may see that, and for the client's
 * HR where its terms of the month say so.
 */
export async function seesLines(tx: Transaction, period: PayPeriod): Promise<boolean> {
  if (may(tx, employerCostPermission)) return true;
  return (await termsIn(tx, period))?.hrSeesLines ?? false;
}

/** Lines of a bill in their order, with what was said against them. */
export async function readLines(tx: Transaction, wanted: Wanted): Promise<Row[]> {
  const { id = null, kind = null, settlement = null, cityCode = null, costCentre = null } = wanted;
  const { name = null, isDisputed = null, after = '0', limit = 1 } = wanted;
  return tx.sql<Row>`
    select l.id, l.number, l.kind, l.settlement, l.employment_id as "employmentId",
           l.person_name as "personName", l.employee_no as "employeeNo",
           l.city_code as "cityCode", l.registration_id as "registrationId",
           l.cost_centre as "costCentre", l.period, l.subject, l.collection,
           l.employer_fen as employer, l.employee_fen as employee, l.amount_fen as amount,
           l.is_estimate as "isEstimate", l.facts,
           jsonb_build_object('contributionLineId', l.contribution_line_id,
             'orderLineId', l.order_line_id, 'serviceOrderId', l.service_order_id,
             'advanceId', l.advance_id, 'runId', l.run_id, 'billLineId', l.source_line_id,
             'billId', coalesce(l.source_bill_id, o.bill_id), 'arrearsId', l.arrears_id) as source,
           case when d.line_id is not null then
             jsonb_build_object('reason', d.reason, 'disputedBy', d.disputed_by_name,
               'disputedAt', d.disputed_at, 'decision', d.decision, 'credit', d.credit_fen,
               'answer', d.answer, 'decidedBy', d.decided_by_name,
               'decidedAt', d.decided_at) end as dispute
      from billing.client_bill_line l
      left join billing.client_bill_dispute d
        on d.shard_key = l.shard_key and d.tenant_id = l.tenant_id and d.line_id = l.id
      left join billing.client_bill_line o
        on o.shard_key = l.shard_key and o.tenant_id = l.tenant_id and o.id = l.source_line_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.bill_id = ${wanted.billId}
       and (${seesBorne(tx)}::boolean or l.settlement <> 'borne')
       and (${id}::uuid is null or l.id = ${id})
       and (${kind}::text is null or l.kind = ${kind})
       and (${settlement}::text is null or l.settlement = ${settlement})
       and (${cityCode}::text is null or l.city_code = ${cityCode})
       and (${costCentre}::text is null or l.cost_centre = ${costCentre})
       and (${name}::text is null or strpos(l.person_name, ${name}) > 0)
       and (${isDisputed}::boolean is null or (d.line_id is not null) = ${isDisputed})
       and l.number > ${after}::int
     order by l.number limit ${limit}`;
}

export async function findLine(
  tx: Transaction,
  billId: BillId,
  id: BillLineId,
): Promise<BillLineView | null> {
  const [row] = await readLines(tx, { billId, id });
  if (!row) return null;
  const { number: _number, ...line } = row;
  return line;
}
