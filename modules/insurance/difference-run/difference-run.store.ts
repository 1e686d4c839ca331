import {
  employerCostPermission,
  type insuranceContract as contract,
  type Output,
} from '@heyi/contract';
import { type Fen, type Id, newId, type PayPeriod, zeroFen } from '@heyi/kernel';
import type { EmploymentId, RegistrationId } from '@heyi/people';
import { type JobId, may, type Transaction } from '@heyi/platform';
import type { Charged, Difference } from './difference-run.ts';

export type DifferenceRunId = Id<'dfr'>;
export type DifferenceRunView = Output<typeof contract.getDifferenceRun>;

type RunRow = Omit<DifferenceRunView, 'totals'> & { employer: Fen | null; employee: Fen | null };

/** Newest first; one run when an id is given. */
export async function readRuns(
  tx: Transaction,
  wanted: { id: DifferenceRunId | null; before: DifferenceRunId | null; limit: number },
): Promise<DifferenceRunView[]> {
  const rows = await tx.sql<RunRow>`
    select id, state, city_code as "cityCode", registration_id as "registrationId",
           from_period as "fromPeriod", to_period as "toPeriod", bill_period as "billPeriod",
           policy_pin as "policyPin", job_id as "jobId", person_count as "personCount",
           line_count as "lineCount", unknown_count as "unknownCount", employer_fen as employer,
           employee_fen as employee, created_at as "createdAt", committed_at as "committedAt"
      from insurance.difference_run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${wanted.id}::uuid is null or id = ${wanted.id})
       and (${wanted.before}::uuid is null or id < ${wanted.before})
     order by id desc
     limit ${wanted.limit}`;
  const seesCost = may(tx, employerCostPermission);
  return rows.map(({ employer, employee, ...run }) => ({
    ...run,
    totals:
      employer === null || employee === null
        ? null
        : { employer: seesCost ? employer : null, employee, lateFee: zeroFen },
  }));
}

export async function runOf(
  tx: Transaction,
  id: DifferenceRunId,
): Promise<DifferenceRunView | null> {
  return (await readRuns(tx, { id, before: null, limit: 1 }))[0] ?? null;
}

export async function lockRun(
  tx: Transaction,
  id: DifferenceRunId,
): Promise<DifferenceRunView | null> {
  await tx.sql`
    select id from insurance.difference_run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return runOf(tx, id);
}

/** Null when a run over the same scope is being calculated. */
export async function insertRun(
  tx: Transaction,
  run: Pick<
    DifferenceRunView,
    'cityCode' | 'registrationId' | 'fromPeriod' | 'toPeriod' | 'billPeriod' | 'policyPin'
  >,
): Promise<DifferenceRunId | null> {
  const id: DifferenceRunId = newId<'dfr'>();
  const inserted = await tx.sql`
    insert into insurance.difference_run
           (shard_key, tenant_id, id, state, city_code, registration_id, from_period, to_period,
            bill_period, policy_pin, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, 'calculating', ${run.cityCode},
            ${run.registrationId}, ${run.fromPeriod}, ${run.toPeriod}, ${run.billPeriod},
            ${run.policyPin}, ${tx.now})
    on conflict do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

export async function setJob(tx: Transaction, id: DifferenceRunId, jobId: JobId): Promise<void> {
  await tx.sql`
    update insurance.difference_run set job_id = ${jobId}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** Sums of what counts, by person, kind and month, under the registrations. */
export async function chargedIn(
  tx: Transaction,
  wanted: { period: PayPeriod; registrationIds: readonly RegistrationId[] },
): Promise<Charged[]> {
  return tx.sql<Charged>`
    select employment_id as "employmentId", kind, period,
           coalesce(max(base_fen) filter (where type in ('regular', 'backContribution')), 0)::int8
             as base,
           sum(employer_fen)::int8 as employer, sum(employee_fen)::int8 as employee
      from insurance.contribution_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and superseded_at is null
       and period = ${wanted.period} and registration_id = any (${wanted.registrationIds}::uuid[])
     group by employment_id, kind, period
    having bool_or(type in ('regular', 'backContribution'))
     order by employment_id`;
}

export async function deleteLines(tx: Transaction, id: DifferenceRunId): Promise<void> {
  await tx.sql`
    delete from insurance.difference_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and difference_run_id = ${id}`;
}

export async function insertDifferences(
  tx: Transaction,
  id: DifferenceRunId,
  differences: readonly Difference[],
): Promise<void> {
  const rows = differences.map((one) => ({
    id: newId(),
    employment_id: one.charged.employmentId,
    registration_id: one.month.registrationId,
    kind: one.charged.kind,
    period: one.charged.period,
    base_charged_fen: one.charged.base,
    base_due_fen: one.baseDue,
    employer_charged_fen: one.charged.employer,
    employee_charged_fen: one.charged.employee,
    employer_fen: one.employer,
    employee_fen: one.employee,
    provisional: one.provisional,
    reasons: one.reasons,
  }));
  await tx.sql`
    insert into insurance.difference_line
           (shard_key, tenant_id, id, difference_run_id, employment_id, registration_id, kind,
            period, base_charged_fen, base_due_fen, employer_charged_fen, employee_charged_fen,
            employer_fen, employee_fen, provisional, reasons)
    select ${tx.shardKey}, ${tx.tenantId}, r.id, ${id}, r.employment_id, r.registration_id, r.kind,
           r.period, r.base_charged_fen, r.base_due_fen, r.employer_charged_fen,
           r.employee_charged_fen, r.employer_fen, r.employee_fen, r.provisional, r.reasons
      from jsonb_populate_recordset(null::insurance.difference_line, ${JSON.stringify(rows)}) r`;
}

/** The preview is complete: its counts and sums come from its own lines. */
export async function finishRun(
  tx: Transaction,
  id: DifferenceRunId,
  unknownCount: number,
): Promise<void> {
  await tx.sql`
    update insurance.difference_run run
       set state = 'calculated', unknown_count = ${unknownCount}, person_count = l.person_count,
           line_count = l.line_count, employer_fen = l.employer, employee_fen = l.employee
      from (select count(distinct employment_id) as person_count, count(*) as line_count,
                   coalesce(sum(employer_fen), 0) as employer,
                   coalesce(sum(employee_fen), 0) as employee
              from insurance.difference_line
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
               and difference_run_id = ${id}) l
     where run.shard_key = ${tx.shardKey} and run.tenant_id = ${tx.tenantId} and run.id = ${id}
       and run.state = 'calculating'`;
}

export async function failRun(tx: Transaction, id: DifferenceRunId): Promise<void> {
  await tx.sql`
    update insurance.difference_run set state = 'failed'
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and state = 'calculating'`;
}

export async function setCommitted(tx: Transaction, id: DifferenceRunId): Promise<void> {
  await tx.sql`
    update insurance.difference_run set state = 'committed', committed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export type PreviewLine = {
  readonly employmentId: EmploymentId;
  readonly registrationId: RegistrationId;
  readonly kind: Charged['kind'];
  readonly period: PayPeriod;
  readonly baseCharged: Fen;
  readonly baseDue: Fen;
  readonly employerCharged: Fen;
  readonly employeeCharged: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
  readonly provisional: boolean;
  readonly reasons: Difference['reasons'];
};

export async function previewLines(tx: Transaction, id: DifferenceRunId): Promise<PreviewLine[]> {
  return tx.sql<PreviewLine>`
    select employment_id as "employmentId", registration_id as "registrationId", kind, period,
           base_charged_fen as "baseCharged", base_due_fen as "baseDue",
           employer_charged_fen as "employerCharged", employee_charged_fen as "employeeCharged",
           employer_fen as employer, employee_fen as employee, provisional, reasons
      from insurance.difference_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and difference_run_id = ${id}
     order by id`;
}
