import {
  employerCostPermission,
  type Input,
  type officialBillContract as contract,
  type Output,
} from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import type { BillFinding, OfficialBillId } from './official-bill.ts';
import { billOf, billView } from './official-bill.store.ts';

type Answer = Output<typeof contract.getOfficialBill>;

export async function getOfficialBill(
  tx: Transaction,
  input: Input<typeof contract.getOfficialBill>,
) {
  const id = input.officialBillId;
  const bill = await billOf(tx, id);
  if (!bill) return fail({ code: 'official_bill.not_found' as const });
  const findings = await tx.sql<BillFinding>`
    select number, row_number as "rowNumber", code, facts from insurance.official_bill_finding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${id}
     order by row_number nulls first, number limit 200`;
  const causes = await tx.sql<Answer['causes'][number]>`
    select cause, count(*)::int as count,
           (count(*) filter (where decision is null))::int as "undecidedCount",
           sum(bill_employer_fen - our_employer_fen)::int8 as employer,
           sum(bill_employee_fen - our_employee_fen)::int8 as employee
      from insurance.bill_difference
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${id}
     group by cause order by count(*) desc, cause`;
  const kept = await keptIn(tx, id);
  const seesCost = may(tx, employerCostPermission);
  const shown = causes.map((one) => ({ ...one, employer: seesCost ? one.employer : null }));
  return ok({
    ...billView(bill),
    findings,
    causes: shown,
    kept: seesCost ? kept : { ...kept, ourEmployer: null, billEmployer: null },
  });
}

/** What stays open, by both sides: rows whose decision is not the bill's figure. */
async function keptIn(tx: Transaction, id: OfficialBillId): Promise<Answer['kept']> {
  const [kept] = await tx.sql<Answer['kept']>`
    select count(*)::int as count,
           coalesce(sum(our_employer_fen), 0)::int8 as "ourEmployer",
           coalesce(sum(our_employee_fen), 0)::int8 as "ourEmployee",
           coalesce(sum(bill_employer_fen), 0)::int8 as "billEmployer",
           coalesce(sum(bill_employee_fen), 0)::int8 as "billEmployee"
      from insurance.bill_difference
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${id}
       and decision in ('dispute', 'askClient')`;
  return kept!;
}
