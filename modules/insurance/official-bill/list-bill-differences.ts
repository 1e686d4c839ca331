import {
  employerCostPermission,
  type Input,
  type officialBillContract as contract,
  type Output,
} from '@heyi/contract';
import { fail, isUuid, ok } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import { billOf } from './official-bill.store.ts';

type Row = Output<typeof contract.listBillDifferences>['rows'][number];

const rowsDefault = 100;

export async function listBillDifferences(
  tx: Transaction,
  input: Input<typeof contract.listBillDifferences>,
) {
  const id = input.officialBillId;
  if (!(await billOf(tx, id))) return fail({ code: 'official_bill.not_found' as const });
  const limit = input.limit ?? rowsDefault;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const isOpenOnly = input.show === 'undecided';
  const rows = await tx.sql<Row>`
    select id, employment_id as "employmentId", client_tenant_id as "clientId",
           row_number as "rowNumber", person_name as "personName", kind, period, type, cause,
           our_base_fen as "ourBase", our_employer_fen as "ourEmployer",
           our_employee_fen as "ourEmployee", bill_base_fen as "billBase",
           bill_employer_fen as "billEmployer", bill_employee_fen as "billEmployee", decision,
           note, decided_by_name as "decidedBy", decided_at as "decidedAt"
      from insurance.bill_difference
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${id}
       and (${after}::uuid is null or id > ${after})
       and (${input.cause ?? null}::text is null or cause = ${input.cause ?? null})
       and (not ${isOpenOnly}::boolean or decision is null)
     order by id
     limit ${limit + 1}`;
  const seesCost = may(tx, employerCostPermission);
  const shown = rows.slice(0, limit).map((row) => ({
    ...row,
    ourEmployer: seesCost ? row.ourEmployer : null,
    billEmployer: seesCost ? row.billEmployer : null,
  }));
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}
