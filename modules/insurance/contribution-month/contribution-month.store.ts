import { type Fen, fail, type Id, ok, type PayPeriod, type Result } from '@heyi/kernel';
import type { RegistrationId } from '@heyi/people';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';
import type { LineKind } from '../contribution-line/contribution-line.ts';
import {
  type MonthAction,
  type MonthFacts,
  type MonthRefusal,
  type MonthState,
  moveOf,
} from './contribution-month.ts';

export type MonthOf = {
  readonly registrationIds: readonly RegistrationId[];
  readonly period: PayPeriod;
};

export type MonthRow = MonthFacts & {
  readonly registrationId: RegistrationId;
  readonly kind: LineKind;
  readonly employer: Fen;
  readonly employee: Fen;
};

/** The same transaction in another tenant that it sees: where the registration stands. */
export function inTenantOf(tx: Transaction, tenantId: TenantId): Transaction {
  const shardKey = shardKeyOf(tenantId);
  return { ...tx, tenantId, shardKey, tenantShardKey: shardKey };
}

/** Locked, in the registration's tenant. */
export async function lockMonths(tx: Transaction, of: MonthOf): Promise<MonthRow[]> {
  await tx.sql`
    select kind from insurance.contribution_month
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and period = ${of.period}
       and registration_id = any (${of.registrationIds}::uuid[])
     order by registration_id, kind for update`;
  return tx.sql<MonthRow>`
    select registration_id as "registrationId", kind, state, employer_fen as employer,
           employee_fen as employee, declared_at is not null as "isDeclared",
           assessed_at is not null as "isAssessed", reconciled_at is not null as "isBillAccepted"
      from insurance.contribution_month
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and period = ${of.period}
       and registration_id = any (${of.registrationIds}::uuid[])
     order by registration_id, kind`;
}

export type MonthRefusals = MonthRefusal | { readonly code: 'contribution_month.not_found' };

/** Moves every kind of the month, all or none; answers how many. */
export async function moveMonths(
  tx: Transaction,
  of: MonthOf,
  action: MonthAction,
  note: { readonly billId?: Id<'obl'>; readonly reason?: string } = {},
): Promise<Result<number, MonthRefusals>> {
  const months = await lockMonths(tx, of);
  if (months.length === 0) return fail({ code: 'contribution_month.not_found' });
  const states: MonthState[] = [];
  for (const month of months) {
    const moved = moveOf(month, action);
    if (!moved.ok) return moved;
    states.push(moved.value);
  }
  await saveMoves(tx, { of, action, note, months, states });
  return ok(months.length);
}

/** When each action was done stands beside the state; taking a payment back clears its days. */
async function saveMoves(
  tx: Transaction,
  moved: {
    of: MonthOf;
    action: MonthAction;
    note: { readonly billId?: Id<'obl'>; readonly reason?: string };
    months: readonly MonthRow[];
    states: readonly MonthState[];
  },
): Promise<void> {
  const { of, action, note, months, states } = moved;
  const isBack = action === 'unpay' || action === 'reopen';
  await tx.sql`
    update insurance.contribution_month m
       set state = n.state, moved_by_name = ${tx.actor.name}, moved_at = ${tx.now},
           official_bill_id = coalesce(${note.billId ?? null}::uuid, m.official_bill_id),
           declared_at = case when ${action === 'declare'}::boolean then ${tx.now}::timestamptz
                              else m.declared_at end,
           assessed_at = case when ${action === 'assess' || action === 'acceptBill'}::boolean
                              then ${tx.now}::timestamptz else m.assessed_at end,
           collecting_at = case when ${action === 'collect'}::boolean then ${tx.now}::timestamptz
                                else m.collecting_at end,
           in_arrears_at = case when ${action === 'failDebit'}::boolean
                                then ${tx.now}::timestamptz else m.in_arrears_at end,
           paid_at = case when ${isBack}::boolean then null
                          when ${action === 'pay'}::boolean then ${tx.now}::timestamptz
                          else m.paid_at end,
           reconciled_at = case when ${action === 'reopen'}::boolean then null
                                when ${action === 'acceptBill'}::boolean
                                then ${tx.now}::timestamptz else m.reconciled_at end,
           reopened_at = case when ${action === 'reopen'}::boolean then ${tx.now}::timestamptz
                              else m.reopened_at end,
           reopen_reason = coalesce(${note.reason ?? null}::text, m.reopen_reason)
      from unnest(${months.map((month) => month.registrationId)}::uuid[],
                  ${months.map(({ kind }) => kind)}::text[],
                  ${states}::text[]) as n (registration_id, kind, state)
     where m.shard_key = ${tx.shardKey} and m.tenant_id = ${tx.tenantId}
       and m.period = ${of.period} and m.registration_id = n.registration_id and m.kind = n.kind`;
}

export type MonthSum = {
  readonly registrationId: RegistrationId;
  readonly kind: string;
  readonly personCount: number;
  readonly employer: Fen;
  readonly employee: Fen;
};

/** What a month comes to by kind; months that were not there begin as estimated. */
export async function putMonths(
  tx: Transaction,
  period: PayPeriod,
  sums: readonly MonthSum[],
): Promise<void> {
  await tx.sql`
    insert into insurance.contribution_month as m
           (shard_key, tenant_id, registration_id, period, kind, state, person_count,
            employer_fen, employee_fen, estimated_at, moved_by_name, moved_at)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, n.registration_id, ${period}, n.kind,
           'estimated', n.people, n.employer, n.employee, ${tx.now}::timestamptz,
           ${tx.actor.name}, ${tx.now}::timestamptz
      from unnest(${sums.map((one) => one.registrationId)}::uuid[],
                  ${sums.map(({ kind }) => kind)}::text[],
                  ${sums.map(({ personCount }) => personCount)}::int[],
                  ${sums.map(({ employer }) => employer)}::int8[],
                  ${sums.map(({ employee }) => employee)}::int8[])
             as n (registration_id, kind, people, employer, employee)
     order by n.registration_id, n.kind
    on conflict (shard_key, tenant_id, registration_id, period, kind) do update
       set person_count = excluded.person_count, employer_fen = excluded.employer_fen,
           employee_fen = excluded.employee_fen`;
}

/** What one client's lines of the month come to, by kind, whatever estimate or bill they are of. */
export async function clientSums(tx: Transaction, of: MonthOf): Promise<MonthSum[]> {
  return tx.sql<MonthSum>`
    select registration_id as "registrationId", kind,
           count(distinct employment_id)::int as "personCount",
           sum(employer_fen)::int8 as employer, sum(employee_fen)::int8 as employee
      from insurance.contribution_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and superseded_at is null
       and bill_period = ${of.period} and registration_id = any (${of.registrationIds}::uuid[])
     group by registration_id, kind
     order by registration_id, kind`;
}

export async function putParts(
  tx: Transaction,
  period: PayPeriod,
  parts: readonly { registrationId: RegistrationId; clientId: TenantId; due: Fen }[],
): Promise<void> {
  await tx.sql`
    insert into insurance.contribution_part
           (shard_key, tenant_id, registration_id, period, client_tenant_id, due_fen)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, n.registration_id, ${period}, n.client, n.due
      from unnest(${parts.map((one) => one.registrationId)}::uuid[],
                  ${parts.map(({ clientId }) => clientId)}::uuid[],
                  ${parts.map(({ due }) => due)}::int8[]) as n (registration_id, client, due)
     order by n.registration_id, n.client
    on conflict (shard_key, tenant_id, registration_id, period, client_tenant_id) do update
       set due_fen = excluded.due_fen`;
}
