import type { Id, PayPeriod } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { Task, TaskFailureCode, TaskId, TaskKind, TaskState } from './task.ts';

/** A task with the person it is for, locked. Null when there is none. */
export async function lockTask(tx: Transaction, id: TaskId): Promise<Task | null> {
  await tx.sql`
    select id from insurance.task
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  const [row] = await tx.sql<Task>`
    select id, kind, state, employment_id as "employmentId", enrolment_id as "enrolmentId", period,
           asked_period as "askedPeriod", official_cutoff as "officialCutoff", attempt,
           waits_for as "waitsFor"
      from insurance.task_detail
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row ?? null;
}

export async function saveStep(
  tx: Transaction,
  id: TaskId,
  step: {
    readonly state: TaskState;
    readonly attempt?: string | null;
    readonly period?: PayPeriod;
    readonly officialNumber?: string | null;
    readonly failure?: { readonly code: TaskFailureCode; readonly words: string };
    readonly cancelReason?: string;
  },
): Promise<void> {
  const isSubmitted = step.state === 'submitted';
  await tx.sql`
    update insurance.task
       set state = ${step.state}, changed_at = ${tx.now},
           attempt = case when ${isSubmitted} then ${step.attempt ?? null} else attempt end,
           submitted_at = case when ${isSubmitted} then ${tx.now}::timestamptz
                               when ${step.state === 'pending'} then null
                               else submitted_at end,
           period = coalesce(${step.period ?? null}, period),
           moved_reason = case when coalesce(${step.period ?? null}, period) = asked_period
                               then null else coalesce(moved_reason, 'cutoffPassed') end,
           official_number = coalesce(${step.officialNumber ?? null}, official_number),
           failure_code = ${step.failure?.code ?? null},
           failure_words = ${step.failure?.words ?? null},
           cancel_reason = ${step.cancelReason ?? null}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
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
