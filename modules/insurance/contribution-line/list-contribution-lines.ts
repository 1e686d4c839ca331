import {
  employerCostPermission,
  type Input,
  type insuranceContract as contract,
  type Output,
} from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';

type Answer = Output<typeof contract.listContributionLines>;
type Row = Answer['rows'][number];

const rowsDefault = 100;

/** Lines by person, month and bill month, the newest last; superseded ones are shown and marked. */
export async function listContributionLines(
  tx: Transaction,
  input: Input<typeof contract.listContributionLines>,
) {
  const limit = input.limit ?? rowsDefault;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await readLines(tx, input, { after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? shown.at(-1)!.id : null;
  const totals = after === null ? await totalsOf(tx, input) : null;
  if (may(tx, employerCostPermission)) return ok({ rows: shown, next, totals });
  const own = shown.map((row) => ({ ...row, employer: null }));
  return ok({ rows: own, next, totals: totals && { ...totals, employer: null } });
}

async function readLines(
  tx: Transaction,
  input: Input<typeof contract.listContributionLines>,
  at: { after: string | null; limit: number },
): Promise<Row[]> {
  const { employmentId = null, period = null, billPeriod = null, kind = null, type = null } = input;
  return tx.sql<Row>`
    select l.id, l.employment_id as "employmentId", p.person_name as "personName",
           p.employee_no as "employeeNumber", l.registration_id as "registrationId", l.kind,
           l.period, l.bill_period as "billPeriod", l.type, l.source, l.base_fen as base,
           l.employer_fen as employer, l.employee_fen as employee, l.late_fee_fen as "lateFee",
           l.provisional, l.policy_pin as "policyPin", l.evidence_file_id as "evidenceFileId",
           l.superseded_at is not null as superseded, l.recorded_at as "recordedAt"
      from insurance.contribution_line l
      join people.payable_employment p
        on p.shard_key = l.shard_key and p.tenant_id = l.tenant_id
       and p.employment_id = l.employment_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and (${at.after}::uuid is null or l.id > ${at.after})
       and (${employmentId}::uuid is null or l.employment_id = ${employmentId})
       and (${period}::text is null or l.period = ${period})
       and (${billPeriod}::text is null or l.bill_period = ${billPeriod})
       and (${kind}::text is null or l.kind = ${kind})
       and (${type}::text is null or l.type = ${type})
     order by l.id
     limit ${at.limit}`;
}

async function totalsOf(
  tx: Transaction,
  input: Input<typeof contract.listContributionLines>,
): Promise<NonNullable<Answer['totals']>> {
  const { employmentId = null, period = null, billPeriod = null, kind = null, type = null } = input;
  const [totals] = await tx.sql<NonNullable<Answer['totals']>>`
    select coalesce(sum(employer_fen), 0)::int8 as employer,
           coalesce(sum(employee_fen), 0)::int8 as employee,
           coalesce(sum(late_fee_fen), 0)::int8 as "lateFee"
      from insurance.contribution_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and superseded_at is null
       and (${employmentId}::uuid is null or employment_id = ${employmentId})
       and (${period}::text is null or period = ${period})
       and (${billPeriod}::text is null or bill_period = ${billPeriod})
       and (${kind}::text is null or kind = ${kind})
       and (${type}::text is null or type = ${type})`;
  return totals!;
}
