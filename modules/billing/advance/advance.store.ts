import { type Fen, formatId, type Id, type Instant, type PlainDate, subtract } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export type AdvanceState = 'requested' | 'rejected' | 'outstanding' | 'repaid';

export type Advance = {
  id: Id<'adv'>;
  payerAccountId: Id<'pac'>;
  subjectUuid: Id<'run'> | null;
  amount: Fen;
  repaid: Fen;
  repaymentCount: number;
  reason: string;
  state: AdvanceState;
  requestedById: Id<'acc'> | null;
  requestedBy: string;
  requestedAt: Instant;
  decidedBy: string | null;
  decidedAt: Instant | null;
  rejection: string | null;
  dueOn: PlainDate | null;
};

export async function lockAdvance(tx: Transaction, id: Id<'adv'>): Promise<Advance | null> {
  await tx.sql`
    select from billing.advance
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  const [advance] = await findAdvances(tx, { id, state: null, after: null, limit: 1 });
  return advance ?? null;
}

export function findAdvances(
  tx: Transaction,
  filter: {
    id: Id<'adv'> | null;
    state: AdvanceState | null;
    after: string | null;
    limit: number;
  },
): Promise<Advance[]> {
  return tx.sql<Advance>`
    select id, payer_account_id as "payerAccountId", subject_id as "subjectUuid", amount, repaid,
           repayment_count as "repaymentCount", reason, state, requested_by as "requestedById",
           requested_by_name as "requestedBy", requested_at as "requestedAt",
           decided_by_name as "decidedBy", decided_at as "decidedAt", rejection, due_on as "dueOn"
      from billing.advance
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${filter.id}::uuid is null or id = ${filter.id})
       and (${filter.state}::text is null or state = ${filter.state})
       and (${filter.after}::uuid is null or id < ${filter.after})
     order by id desc limit ${filter.limit}`;
}

/** What is asked for and not decided, and what is lent and not paid back. */
export async function advanceTotals(
  tx: Transaction,
): Promise<{ requested: Fen; outstanding: Fen }> {
  const [row] = await tx.sql<{ requested: Fen; outstanding: Fen }>`
    select coalesce(sum(amount) filter (where state = 'requested'), 0)::bigint as requested,
           coalesce(sum(amount - repaid) filter (where state = 'outstanding'), 0)::bigint
             as outstanding
      from billing.advance where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
  return row!;
}

export function viewAdvance(tx: Transaction, advance: Advance) {
  const { subjectUuid, repaymentCount: _, requestedById: __, ...rest } = advance;
  const isOutstanding = advance.state === 'outstanding';
  const isOverdue = isOutstanding && advance.dueOn !== null && advance.dueOn < tx.today;
  return {
    ...rest,
    subjectId: subjectUuid === null ? null : formatId('run', subjectUuid),
    outstanding: subtract(isOutstanding ? advance.amount : advance.repaid, advance.repaid),
    isOverdue,
  };
}
