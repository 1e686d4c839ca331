import {
  employerCostPermission,
  type Input,
  type insuranceContract as contract,
  type Output,
} from '@heyi/contract';
import { fail, isUuid, ok } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import { runOf } from './difference-run.store.ts';

type Row = Output<typeof contract.listDifferencePeople>['rows'][number];

const rowsDefault = 100;

/** What the differences come to for each person: one row somebody, all kinds and months together. */
export async function listDifferencePeople(
  tx: Transaction,
  input: Input<typeof contract.listDifferencePeople>,
) {
  const id = input.differenceRunId;
  if (!(await runOf(tx, id))) return fail({ code: 'difference_run.not_found' as const });
  const limit = input.limit ?? rowsDefault;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await tx.sql<Row>`
    select l.*, p.person_name as "personName", p.employee_no as "employeeNumber",
           coalesce(p.ends_on < ${tx.today}::date, false) as "hasLeft"
      from (select employment_id as "employmentId", min(period) as "fromPeriod",
                   max(period) as "toPeriod", count(*)::int as "lineCount",
                   sum(employer_fen)::int8 as employer, sum(employee_fen)::int8 as employee
              from insurance.difference_line
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
               and difference_run_id = ${id} and (${after}::uuid is null or employment_id > ${after})
             group by employment_id
             order by employment_id
             limit ${limit + 1}) l
      join people.payable_employment p
        on p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.employment_id = l."employmentId"
     order by l."employmentId"`;
  const seesCost = may(tx, employerCostPermission);
  const shown = rows
    .slice(0, limit)
    .map((row) => ({ ...row, employer: seesCost ? row.employer : null }));
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.employmentId : null });
}
