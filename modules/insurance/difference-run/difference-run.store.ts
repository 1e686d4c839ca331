import {
  employerCostPermission,
  type insuranceContract as contract,
  type Output,
} from '@heyi/contract';
import { type Fen, type Id, newId, type PayPeriod, zeroFen } from '@heyi/kernel';
import type { EmploymentId, RegistrationId } from '@heyi/people';
import { copyIn, type JobId, may, RowWriter, type Transaction } from '@heyi/platform';
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

export async function deleteLines(tx: Transaction, id: DifferenceRunId): Promise<void> {
  await tx.sql`
    delete from insurance.difference_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and difference_run_id = ${id}`;
}

/** COPY into a table under row-level security is refused: the rows go through a temporary table. */
export async function insertDifferences(
  tx: Transaction,
  id: DifferenceRunId,
  differences: readonly Difference[],
): Promise<void> {
  if (differences.length === 0) return;
  await tx.sql`
    create temp table if not exists difference_line_in (
      id uuid, employment_id uuid, registration_id uuid, kind text, period text,
      base_charged_fen bigint, base_due_fen bigint, employer_charged_fen bigint,
      employee_charged_fen bigint, employer_fen bigint, employee_fen bigint, provisional boolean,
      reasons jsonb) on commit drop`;
  await copyIn(tx, 'difference_line_in', packed(differences));
  await tx.sql`
    insert into insurance.difference_line
           (shard_key, tenant_id, difference_run_id, id, employment_id, registration_id, kind,
            period, base_charged_fen, base_due_fen, employer_charged_fen, employee_charged_fen,
            employer_fen, employee_fen, provisional, reasons)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, ${id}::uuid, n.* from difference_line_in n`;
  await tx.sql`truncate difference_line_in`;
}

function packed(differences: readonly Difference[]): Buffer {
  const rows = new RowWriter(differences.length * 2_500);
  for (const one of differences) {
    const { charged } = one;
    const reasons = Buffer.from(JSON.stringify(one.reasons));
    rows.row(13, 300 + reasons.length);
    rows.uuid(newId());
    rows.uuid(charged.employmentId);
    rows.uuid(one.month.registrationId);
    rows.code(charged.kind);
    rows.code(charged.period);
    rows.int8(charged.base);
    rows.int8(one.baseDue);
    rows.int8(charged.employer);
    rows.int8(charged.employee);
    rows.int8(one.employer);
    rows.int8(one.employee);
    rows.boolean(one.provisional);
    rows.jsonb(reasons);
  }
  return rows.finish();
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
};

export async function previewLines(tx: Transaction, id: DifferenceRunId): Promise<PreviewLine[]> {
  return tx.sql<PreviewLine>`
    select employment_id as "employmentId", registration_id as "registrationId", kind, period,
           base_charged_fen as "baseCharged", base_due_fen as "baseDue",
           employer_charged_fen as "employerCharged", employee_charged_fen as "employeeCharged",
           employer_fen as employer, employee_fen as employee, provisional
      from insurance.difference_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and difference_run_id = ${id}
     order by id`;
}
