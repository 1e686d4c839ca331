import type { payrollContract as contract } from '@heyi/contract';
import { type Id, type Instant, newId, type PayPeriod, type PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { RunKind, RunState } from './payroll-run.ts';

export type RunId = Id<'run'>;
export type EntityId = Id<'ent'>;

export type PayrollRun = {
  readonly id: RunId;
  readonly kind: RunKind;
  readonly title: string;
  readonly originalRunId: RunId | null;
  readonly wageMonth: PayPeriod;
  readonly payDate: PlainDate;
  readonly taxPeriod: PayPeriod;
  readonly contributionPeriod: PayPeriod | null;
  readonly approvalMode: 'client' | 'inside';
  readonly state: RunState;
  readonly inputRevision: number;
  readonly calculationVersion: number;
  readonly calculationId: string | null;
  readonly pendingCalculationId: string | null;
  readonly voidCause: VoidCause | null;
  readonly voidNote: string | null;
  readonly preparedBy: Id<'acc'> | null;
  readonly preparedByName: string;
  readonly approvedBy: Id<'acc'> | null;
  readonly approvedByName: string | null;
  readonly lockCount: number;
  readonly payingSince: Instant | null;
  readonly paidAt: Instant | null;
  readonly createdAt: Instant;
};

export type RunEntity = {
  readonly legalEntityId: EntityId;
  readonly tenantId: TenantId;
  readonly shardKey: number;
  readonly payerAccountId: Id<'pac'> | null;
};

export async function loadRun(tx: Transaction, id: RunId): Promise<PayrollRun | null> {
  const [run] = await tx.sql<PayrollRun>`
    select id, kind, title, original_run_id as "originalRunId", wage_month as "wageMonth",
           pay_date as "payDate", tax_period as "taxPeriod",
           contribution_period as "contributionPeriod", approval_mode as "approvalMode", state,
           input_revision as "inputRevision", calculation_version as "calculationVersion",
           calculation_id as "calculationId", pending_calculation_id as "pendingCalculationId",
           void_cause as "voidCause", void_note as "voidNote", prepared_by as "preparedBy",
           prepared_by_name as "preparedByName", approved_by as "approvedBy",
           approved_by_name as "approvedByName", lock_count as "lockCount",
           paying_since as "payingSince", paid_at as "paidAt", created_at as "createdAt"
      from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return run ?? null;
}

/** Locks first, reads second: what the locking statement itself reads may be as old as the wait. */
export async function loadRunForUpdate(tx: Transaction, id: RunId): Promise<PayrollRun | null> {
  await tx.sql`
    select from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  return loadRun(tx, id);
}

export type RunChange = {
  readonly action: string;
  readonly state: RunState;
  readonly cause?: VoidCause;
  readonly note?: string | null | undefined;
};

export type VoidCause = (typeof contract.voidCauses)[number];

/** What has changed, and whom or what it is about, or somebody's reason. */
export type VoidReason = { readonly cause: VoidCause; readonly note?: string | undefined };

/** Moves the run to a state, and says in its history who did it. */
export async function moveRun(tx: Transaction, id: RunId, change: RunChange): Promise<void> {
  await tx.sql`
    update payroll.run set state = ${change.state}, changed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  await addRunEvent(tx, id, change);
}

export async function addRunEvent(tx: Transaction, id: RunId, change: RunChange): Promise<void> {
  await tx.sql`
    insert into payroll.run_event (shard_key, tenant_id, id, run_id, action, state, cause, note,
                                   account_id, actor_name, at)
    values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, ${id}, ${change.action}, ${change.state},
            ${change.cause ?? null}, ${change.note ?? null}, ${tx.actor.accountId}, ${tx.actor.name},
            ${tx.now})`;
}

/** The result no longer counts: approvals over it are void, findings and payslips stay until the next. */
export async function voidResult(
  tx: Transaction,
  run: Pick<PayrollRun, 'id' | 'state'>,
  { cause, note }: VoidReason,
): Promise<void> {
  await tx.sql`
    update payroll.run
       set state = 'collecting', calculation_id = null, pending_calculation_id = null,
           void_cause = ${cause}, void_note = ${note ?? null}, approved_by = null,
           approved_by_name = null,
           input_revision = input_revision + 1, changed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${run.id}`;
  await voidApprovals(tx, run.id);
  await addRunEvent(tx, run.id, { action: 'voided', state: 'collecting', cause, note });
}

export async function voidApprovals(tx: Transaction, id: RunId): Promise<void> {
  await tx.sql`
    update payroll.approval set voided_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${id}
       and voided_at is null`;
}

/** An edit before any result: the run collects. */
export async function countEdit(tx: Transaction, id: RunId): Promise<void> {
  await tx.sql`
    update payroll.run
       set state = 'collecting', input_revision = input_revision + 1, changed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function runEntities(tx: Transaction, id: RunId): Promise<RunEntity[]> {
  return tx.sql<RunEntity>`
    select legal_entity_id as "legalEntityId", entity_tenant_id as "tenantId",
           entity_shard_key as "shardKey", payer_account_id as "payerAccountId"
      from payroll.run_entity
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${id}
     order by legal_entity_id`;
}

export type NewRun = {
  readonly kind: RunKind;
  readonly title: string;
  readonly originalRunId: RunId | null;
  readonly wageMonth: PayPeriod;
  readonly payDate: PlainDate;
  readonly taxPeriod: PayPeriod;
  readonly contributionPeriod: PayPeriod | null;
  readonly approvalMode: 'client' | 'inside';
};

export async function insertRun(
  tx: Transaction,
  run: NewRun,
  entities: readonly { id: EntityId; tenantId: TenantId; shardKey: number }[],
): Promise<RunId> {
  const id = newId<'run'>();
  await tx.sql`
    insert into payroll.run (shard_key, tenant_id, id, kind, title, original_run_id, wage_month,
                             pay_date, tax_period, contribution_period, approval_mode, state,
                             prepared_by, prepared_by_name, created_at, changed_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${run.kind}, ${run.title}, ${run.originalRunId},
            ${run.wageMonth}, ${run.payDate}, ${run.taxPeriod}, ${run.contributionPeriod},
            ${run.approvalMode}, 'draft', ${tx.actor.accountId}, ${tx.actor.name}, ${tx.now},
            ${tx.now})`;
  await tx.sql`
    insert into payroll.run_entity (shard_key, tenant_id, run_id, legal_entity_id, entity_tenant_id,
                                    entity_shard_key)
    select ${tx.shardKey}, ${tx.tenantId}, ${id}, e.entity_id, e.entity_tenant_id, e.entity_shard_key
      from unnest(${entities.map((entity) => entity.id)}::uuid[],
                  ${entities.map((entity) => entity.tenantId)}::uuid[],
                  ${entities.map((entity) => entity.shardKey)}::int[])
        as e (entity_id, entity_tenant_id, entity_shard_key)`;
  await addRunEvent(tx, id, { action: 'created', state: 'draft' });
  return id;
}
