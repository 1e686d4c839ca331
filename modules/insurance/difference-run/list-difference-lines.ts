import {
  employerCostPermission,
  type Input,
  type insuranceContract as contract,
  type Output,
} from '@heyi/contract';
import { fail, isUuid, ok } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import { type Reason, reasonView } from '@heyi/statutory';
import { runOf } from './difference-run.store.ts';

type Row = Output<typeof contract.listDifferenceLines>['rows'][number];

const rowsDefault = 100;

/** The reasons are two: of the employer's part, and of the person's own. */
type Read = Omit<Row, 'reasons'> & { reasons: Reason[] };

/** The lines of a preview; those of leavers are marked, because somebody must agree to bear them. */
export async function listDifferenceLines(
  tx: Transaction,
  input: Input<typeof contract.listDifferenceLines>,
) {
  const id = input.differenceRunId;
  if (!(await runOf(tx, id))) return fail({ code: 'difference_run.not_found' as const });
  const limit = input.limit ?? rowsDefault;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await tx.sql<Read>`
    select l.id, l.employment_id as "employmentId", p.person_name as "personName",
           p.employee_no as "employeeNumber",
           coalesce(p.ends_on < ${tx.today}::date, false) as "hasLeft", l.kind, l.period,
           l.base_charged_fen as "baseCharged", l.base_due_fen as "baseDue",
           l.employer_charged_fen as "employerCharged", l.employee_charged_fen as "employeeCharged",
           l.employer_charged_fen + l.employer_fen as "employerDue",
           l.employee_charged_fen + l.employee_fen as "employeeDue",
           l.employer_fen as employer, l.employee_fen as employee, l.reasons
      from insurance.difference_line l
      join people.payable_employment p
        on p.shard_key = l.shard_key and p.tenant_id = l.tenant_id
       and p.employment_id = l.employment_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.difference_run_id = ${id} and (${after}::uuid is null or l.id > ${after})
       and (${input.employmentId ?? null}::uuid is null
            or l.employment_id = ${input.employmentId ?? null})
     order by l.id
     limit ${limit + 1}`;
  const seesCost = may(tx, employerCostPermission);
  const shown = rows.slice(0, limit).map((row) => (seesCost ? withReasons(row) : ownPart(row)));
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}

function withReasons(row: Read): Row {
  return { ...row, reasons: row.reasons.map(reasonView) };
}

function ownPart(row: Read): Row {
  const hidden = { employer: null, employerCharged: null, employerDue: null };
  return withReasons({ ...row, ...hidden, reasons: row.reasons.slice(1) });
}
