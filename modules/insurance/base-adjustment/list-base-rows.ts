import type { baseAdjustmentContract as contract, Input, Output } from '@heyi/contract';
import { fail, isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { adjustmentOf } from './base-adjustment.store.ts';

type Row = Output<typeof contract.listBaseRows>['rows'][number];

const rowsDefault = 100;

export async function listBaseRows(tx: Transaction, input: Input<typeof contract.listBaseRows>) {
  const adjustment = await adjustmentOf(tx, input.adjustmentId);
  if (!adjustment) return fail({ code: 'base_adjustment.not_found' as const });
  const limit = input.limit ?? rowsDefault;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const show = input.show ?? 'all';
  const rows = await tx.sql<Row>`
    select r.employment_id as "employmentId", p.person_name as "personName",
           p.employee_no as "employeeNumber", r.base_before_fen as "baseBefore",
           r.base_fen as base, r.base_source as source,
           coalesce(q.proposals, '[]'::jsonb) as proposals, r.confirmed_how as "confirmedHow",
           r.confirmed_at as "confirmedAt", r.confirmed_by_name as "confirmedByName",
           r.objection
      from insurance.base_adjustment_row r
      join people.payable_employment p
        on p.shard_key = r.shard_key and p.tenant_id = r.tenant_id
       and p.employment_id = r.employment_id
      left join lateral (
           select jsonb_agg(jsonb_build_object('source', n.source, 'amount', n.amount_fen,
                    'months', n.months, 'fromPeriod', n.from_period, 'toPeriod', n.to_period)
                    order by n.source desc) as proposals
             from insurance.base_proposal n
            where n.shard_key = r.shard_key and n.tenant_id = r.tenant_id
              and n.adjustment_id = r.adjustment_id
              and n.employment_id = r.employment_id) q on true
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and r.adjustment_id = ${adjustment.id}
       and (${after}::uuid is null or r.employment_id > ${after})
       and (${show} = 'all' or (${show} = 'unconfirmed' and r.confirmed_at is null)
            or (${show} = 'objected' and r.objection is not null))
     order by r.employment_id
     limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? shown.at(-1)!.employmentId : null;
  return ok({ rows: shown, next, adjustment });
}
