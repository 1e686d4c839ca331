import { addMonths, type Fen, type PayPeriod, periodOf, type PlainDate } from '@heyi/kernel';
import type { EmploymentId, RegistrationId, RegistrationKind } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { TaskId, TaskKind } from './task.ts';

type Enrolled = {
  readonly enrolmentId: string;
  readonly employmentId: EmploymentId;
  readonly personId: string;
  readonly registrationId: RegistrationId;
  readonly registrationTenantId: string;
  readonly registrationKind: RegistrationKind;
  readonly cityCode: string;
};

export type EnrolWanted = Enrolled & { readonly startPeriod: PayPeriod; readonly base: Fen };

export type StopWanted = Enrolled & {
  /** The last month as it is on file, confirmed with it; else null. */
  readonly stopPeriod: PayPeriod | null;
  readonly startPeriod: PayPeriod;
  readonly endsOn: PlainDate | null;
  readonly leavingReason: string | null;
};

export type BaseWanted = Enrolled & { readonly fromPeriod: PayPeriod; readonly base: Fen };

type Wanted = { readonly ids: readonly EmploymentId[] | null };

/** Two plans of one tenant, one after the other. */
export async function lockPlan(tx: Transaction): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.tenantId}, 4727061))`;
}

/**
 * Enrolments that nobody has told an agency of. One that began well before it was recorded ran when
 * the client was taken over.
 */
export async function enrolmentsToBegin(tx: Transaction, { ids }: Wanted): Promise<EnrolWanted[]> {
  return tx.sql<EnrolWanted>`
    select e.enrolment_id as "enrolmentId", e.employment_id as "employmentId",
           e.person_id as "personId", e.registration_id as "registrationId",
           e.registration_tenant_id as "registrationTenantId",
           e.registration_kind as "registrationKind", e.city_code as "cityCode",
           e.start_period as "startPeriod", b.base_fen as base
      from people.enrolled_person e
      join people.enrolment_base b
        on b.shard_key = e.shard_key and b.tenant_id = e.tenant_id
       and b.enrolment_id = e.enrolment_id and b.base_before_fen is null
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${ids}::uuid[] is null or e.employment_id = any (${ids}::uuid[]))
       and e.start_period >= ${addMonths(periodOf(tx.today), -1)}
       and e.start_period >= to_char(e.created_at at time zone 'Asia/Shanghai' - interval '1 month',
                                     'YYYY-MM')
       and not exists (
           select from insurance.task t
            where t.shard_key = e.shard_key and t.tenant_id = e.tenant_id
              and t.enrolment_id = e.enrolment_id and t.kind = 'enrol')
     order by e.enrolment_id`;
}

/** Enrolments of leavers, and those that somebody stopped, without a task for it. */
export async function enrolmentsToStop(tx: Transaction, { ids }: Wanted): Promise<StopWanted[]> {
  return tx.sql<StopWanted>`
    select e.enrolment_id as "enrolmentId", e.employment_id as "employmentId",
           e.person_id as "personId", e.registration_id as "registrationId",
           e.registration_tenant_id as "registrationTenantId",
           e.registration_kind as "registrationKind", e.city_code as "cityCode",
           e.start_period as "startPeriod", e.stop_period as "stopPeriod",
           e.ends_on as "endsOn", e.leaving_reason as "leavingReason"
      from people.enrolled_person e
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${ids}::uuid[] is null or e.employment_id = any (${ids}::uuid[]))
       and (e.stop_period >= ${addMonths(periodOf(tx.today), -1)}
            or (e.stop_period is null and e.ends_on is not null))
       and not exists (
           select from insurance.task t
            where t.shard_key = e.shard_key and t.tenant_id = e.tenant_id
              and t.enrolment_id = e.enrolment_id and t.kind = 'stop'
              and t.cancel_reason is distinct from 'leavingWithdrawn')
     order by e.enrolment_id`;
}

/** Bases that change from a month on, not long past or by an adjustment, without a task for it. */
export async function basesToChange(tx: Transaction, { ids }: Wanted): Promise<BaseWanted[]> {
  return tx.sql<BaseWanted>`
    select e.enrolment_id as "enrolmentId", e.employment_id as "employmentId",
           e.person_id as "personId", e.registration_id as "registrationId",
           e.registration_tenant_id as "registrationTenantId",
           e.registration_kind as "registrationKind", e.city_code as "cityCode",
           b.from_period as "fromPeriod", b.base_fen as base
      from people.enrolment_base b
      join people.enrolled_person e
        on e.shard_key = b.shard_key and e.tenant_id = b.tenant_id
       and e.enrolment_id = b.enrolment_id
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       and (${ids}::uuid[] is null or e.employment_id = any (${ids}::uuid[]))
       and (b.from_period >= ${addMonths(periodOf(tx.today), -1)}
            or exists (
               select from insurance.base_adjustment a
                 join insurance.base_adjustment_row r
                   on r.shard_key = a.shard_key and r.tenant_id = a.tenant_id
                  and r.adjustment_id = a.id
                where a.shard_key = b.shard_key and a.tenant_id = b.tenant_id
                  and a.state = 'applied' and a.period = b.from_period
                  and a.city_code = e.city_code and r.employment_id = e.employment_id
                  and r.confirmed_at is not null
                  and (a.regime = 'housingFund') = (e.registration_kind = 'housingFund')))
       and b.base_before_fen <> b.base_fen
       and (e.stop_period is null or e.stop_period >= b.from_period)
       and not exists (
           select from insurance.task t
            where t.shard_key = e.shard_key and t.tenant_id = e.tenant_id
              and t.enrolment_id = e.enrolment_id and t.kind = 'changeBase'
              and (t.asked_period = b.from_period or t.period = b.from_period
                   or t.state in ('pending', 'submitted', 'failed')))
     order by e.enrolment_id, b.from_period`;
}

/** A task to write; the columns as they are called. */
export type TaskRow = {
  readonly id: TaskId;
  readonly kind: TaskKind;
  readonly employment_id: string;
  readonly person_id: string;
  readonly enrolment_id: string | null;
  readonly registration_id: string;
  readonly registration_tenant_id: string;
  readonly registration_kind: string;
  readonly city_code: string;
  readonly asked_period: PayPeriod;
  readonly period: PayPeriod;
  readonly moved_reason: string | null;
  readonly official_cutoff: PlainDate | null;
  readonly client_cutoff: PlainDate | null;
  readonly cutoff_provisional: boolean;
  readonly base_fen: Fen | null;
  readonly leaving_reason: string | null;
  readonly confirmed_at: string | null;
  readonly confirmed_by_name: string | null;
};

/** Answers the tasks that were written: one that is open already is left as it is. */
export async function insertTasks(tx: Transaction, rows: readonly TaskRow[]): Promise<TaskId[]> {
  const inserted = await tx.sql<{ id: TaskId }>`
    insert into insurance.task
           (shard_key, tenant_id, id, kind, employment_id, person_id, enrolment_id,
            registration_id, registration_tenant_id, registration_kind, city_code, asked_period,
            period, moved_reason, official_cutoff, client_cutoff, cutoff_provisional, base_fen,
            leaving_reason, confirmed_at, confirmed_by_name, state, created_at, changed_at)
    select ${tx.shardKey}, ${tx.tenantId}, r.id, r.kind, r.employment_id, r.person_id,
           r.enrolment_id, r.registration_id, r.registration_tenant_id, r.registration_kind,
           r.city_code, r.asked_period, r.period, r.moved_reason, r.official_cutoff,
           r.client_cutoff, r.cutoff_provisional, r.base_fen, r.leaving_reason, r.confirmed_at,
           r.confirmed_by_name, 'pending', ${tx.now}, ${tx.now}
      from jsonb_populate_recordset(null::insurance.task, ${JSON.stringify(rows)}) r
    on conflict do nothing
    returning id`;
  return inserted.map(({ id }) => id);
}

type Groundless = { readonly id: TaskId; readonly reason: string };

/**
 * Pending tasks whose ground is gone: the leaving was withdrawn, the enrolment or the changed base is
 * no longer there. A cluster takes no subquery inside the case of an update, so they are found first.
 */
export async function cancelGroundless(tx: Transaction, wanted: Wanted): Promise<TaskId[]> {
  const found = [...(await withdrawnLeavings(tx, wanted)), ...(await withdrawnTerms(tx, wanted))];
  if (found.length === 0) return [];
  const rows = await tx.sql<{ id: TaskId }>`
    update insurance.task t
       set state = 'cancelled', changed_at = ${tx.now}, cancel_reason = g.reason
      from unnest(${found.map(({ id }) => id)}::uuid[], ${found.map(({ reason }) => reason)}::text[])
           as g (id, reason)
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.id = g.id
       and t.state = 'pending'
    returning t.id`;
  return rows.map(({ id }) => id);
}

async function withdrawnLeavings(tx: Transaction, { ids }: Wanted): Promise<Groundless[]> {
  return tx.sql<Groundless>`
    select t.id, 'leavingWithdrawn' as reason
      from insurance.task t
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.state = 'pending'
       and t.kind in ('stop', 'exitFiling')
       and (${ids}::uuid[] is null or t.employment_id = any (${ids}::uuid[]))
       and exists (
           select from people.enrolled_person e
            where e.shard_key = t.shard_key and e.tenant_id = t.tenant_id
              and e.employment_id = t.employment_id and e.ends_on is null
              and e.stop_period is null
              and ((t.kind = 'stop' and e.enrolment_id = t.enrolment_id)
                   or (t.kind = 'exitFiling' and e.registration_id = t.registration_id)))`;
}

async function withdrawnTerms(tx: Transaction, { ids }: Wanted): Promise<Groundless[]> {
  return tx.sql<Groundless>`
    select t.id, 'enrolmentWithdrawn' as reason
      from insurance.task t
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.state = 'pending'
       and t.kind = 'enrol'
       and (${ids}::uuid[] is null or t.employment_id = any (${ids}::uuid[]))
       and not exists (
           select from people.enrolled_person e
            where e.shard_key = t.shard_key and e.tenant_id = t.tenant_id
              and e.enrolment_id = t.enrolment_id)
    union all
    select t.id, 'baseUnchanged'
      from insurance.task t
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.state = 'pending'
       and t.kind = 'changeBase'
       and (${ids}::uuid[] is null or t.employment_id = any (${ids}::uuid[]))
       and not exists (
           select from people.enrolment_base b
            where b.shard_key = t.shard_key and b.tenant_id = t.tenant_id
              and b.enrolment_id = t.enrolment_id and b.from_period = t.asked_period
              and b.base_before_fen <> b.base_fen)`;
}

/** What is submitted is what is on file now: bases that changed while a task waits. */
export async function refreshBases(tx: Transaction, { ids }: Wanted): Promise<void> {
  await tx.sql`
    update insurance.task t
       set base_fen = b.base_fen, changed_at = ${tx.now}
      from people.enrolment_base b
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.state = 'pending'
       and (${ids}::uuid[] is null or t.employment_id = any (${ids}::uuid[]))
       and b.shard_key = t.shard_key and b.tenant_id = t.tenant_id
       and b.enrolment_id = t.enrolment_id and b.base_fen is distinct from t.base_fen
       and ((t.kind = 'enrol' and b.base_before_fen is null)
            or (t.kind = 'changeBase' and b.from_period = t.asked_period))`;
}

export type PendingTask = {
  readonly id: TaskId;
  readonly kind: TaskKind;
  readonly employmentId: EmploymentId;
  readonly registrationId: RegistrationId;
  readonly registrationKind: RegistrationKind;
  readonly cityCode: string;
  readonly askedPeriod: PayPeriod;
  readonly period: PayPeriod;
  readonly officialCutoff: PlainDate | null;
  readonly clientCutoff: PlainDate | null;
  readonly cutoffProvisional: boolean;
  readonly isConfirmed: boolean;
  readonly startPeriod: PayPeriod | null;
  readonly endsOn: PlainDate | null;
};

export async function pendingTasks(tx: Transaction, { ids }: Wanted): Promise<PendingTask[]> {
  return tx.sql<PendingTask>`
    select t.id, t.kind, t.employment_id as "employmentId",
           t.registration_id as "registrationId", t.registration_kind as "registrationKind",
           t.city_code as "cityCode", t.asked_period as "askedPeriod", t.period,
           t.official_cutoff as "officialCutoff", t.client_cutoff as "clientCutoff",
           t.cutoff_provisional as "cutoffProvisional",
           t.confirmed_at is not null as "isConfirmed", e.start_period as "startPeriod",
           e.ends_on as "endsOn"
      from insurance.task t
      left join people.enrolled_person e
        on e.shard_key = t.shard_key and e.tenant_id = t.tenant_id
       and e.enrolment_id = t.enrolment_id
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.state = 'pending'
       and (${ids}::uuid[] is null or t.employment_id = any (${ids}::uuid[]))
     order by t.id
       for update of t`;
}

export async function replaceTasks(
  tx: Transaction,
  rows: readonly Pick<
    TaskRow,
    | 'id'
    | 'asked_period'
    | 'period'
    | 'moved_reason'
    | 'official_cutoff'
    | 'client_cutoff'
    | 'cutoff_provisional'
  >[],
): Promise<void> {
  await tx.sql`
    update insurance.task t
       set asked_period = r.asked_period, period = r.period, moved_reason = r.moved_reason,
           official_cutoff = r.official_cutoff, client_cutoff = r.client_cutoff,
           cutoff_provisional = r.cutoff_provisional, changed_at = ${tx.now}
      from jsonb_populate_recordset(null::insurance.task, ${JSON.stringify(rows)}) r
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.id = r.id`;
}
