import type { Id, PayPeriod } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { Task, TaskFailureCode, TaskId, TaskKind, TaskState } from './task.ts';

/** Tasks with the person each is for, locked in one order; those that are not there are left out. */
export async function lockTasks(
  tx: Transaction,
  ids: readonly TaskId[],
): Promise<Map<TaskId, Task>> {
  await tx.sql`
    select id from insurance.task
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any (${ids}::uuid[])
     order by id for update`;
  const rows = await tx.sql<Task>`
    select t.id, t.kind, t.state, t.employment_id as "employmentId",
           t.enrolment_id as "enrolmentId", t.period, t.asked_period as "askedPeriod",
           t.official_cutoff as "officialCutoff", t.attempt, t.waits_for as "waitsFor",
           t.kind = 'changeBase' and exists (
             select from insurance.base_adjustment a
               join insurance.base_adjustment_row r
                 on r.shard_key = a.shard_key and r.tenant_id = a.tenant_id
                and r.adjustment_id = a.id
              where a.shard_key = t.shard_key and a.tenant_id = t.tenant_id
                and a.state = 'applied' and a.period = t.asked_period
                and a.city_code = t.city_code and r.employment_id = t.employment_id
                and r.confirmed_at is not null
                and (a.regime = 'housingFund') = (t.registration_kind = 'housingFund'))
             as "isOfYear"
      from insurance.task_detail t
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.id = any (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a step makes of a task; what it does not name stays, but for reasons, which go. */
export type TaskChange = {
  readonly attempt?: string;
  readonly period?: PayPeriod;
  readonly officialNumber?: string | null;
  readonly failureCode?: TaskFailureCode;
  readonly failureWords?: string;
  readonly cancelReason?: string;
};

export type TaskStep = { readonly id: TaskId; readonly state: TaskState } & TaskChange;

export async function saveSteps(tx: Transaction, steps: readonly TaskStep[]): Promise<void> {
  if (steps.length === 0) return;
  await tx.sql`
    update insurance.task t
       set state = n.state, changed_at = ${tx.now},
           attempt = case when n.state = 'submitted' then n.attempt else t.attempt end,
           submitted_at = case when n.state = 'submitted' then ${tx.now}::timestamptz
                               when n.state = 'pending' then null
                               else t.submitted_at end,
           period = coalesce(n.period, t.period),
           moved_reason = case when coalesce(n.period, t.period) = t.asked_period
                               then null else coalesce(t.moved_reason, 'cutoffPassed') end,
           official_number = coalesce(n."officialNumber", t.official_number),
           failure_code = n."failureCode", failure_words = n."failureWords",
           cancel_reason = n."cancelReason"
      from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as n (
             id uuid, state text, attempt text, period text, "officialNumber" text,
             "failureCode" text, "failureWords" text, "cancelReason" text)
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.id = n.id`;
}

/** A task that somebody has to work on, as orders makes a line of it. */
export type OpenTask = {
  readonly taskId: TaskId;
  readonly kind: TaskKind;
  readonly employmentId: EmploymentId;
  readonly personId: Id<'per'>;
  readonly registrationId: Id<'reg'>;
  readonly registrationTenantId: Id<'ten'>;
  readonly registrationKind: 'socialInsurance' | 'medical' | 'housingFund';
  readonly cityCode: string;
  readonly period: PayPeriod;
  readonly officialCutoff: string | null;
  readonly clientCutoff: string | null;
};

/**
 * Tasks that wait to be worked on, the soonest cut-off first. Who keeps lines of them joins the view
 * insurance.open_task instead.
 */
export async function openTasks(tx: Transaction): Promise<OpenTask[]> {
  return tx.sql<OpenTask>`
    select task_id as "taskId", kind, employment_id as "employmentId", person_id as "personId",
           registration_id as "registrationId", registration_tenant_id as "registrationTenantId",
           registration_kind as "registrationKind", city_code as "cityCode", period,
           official_cutoff as "officialCutoff", client_cutoff as "clientCutoff"
      from insurance.open_task
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     order by official_cutoff, task_id`;
}
