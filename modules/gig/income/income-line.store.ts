import { type Fen, type Id, newId } from '@heyi/kernel';
import { accountIdOf, ownerOf } from '@heyi/ledger';
import { onShard, type Transaction } from '@heyi/platform';
import {
  environmentOf,
  type Program,
  type ProgramId,
  withdrawableAccount,
} from '../program/program.ts';
import { findPrograms } from '../program/program.store.ts';
import type { AccountTrouble, WorkerState } from '../worker/admission.ts';
import type { WorkerId } from '../worker/worker.ts';
import type { WorkerPlace } from '../worker/worker.store.ts';
import type {
  BalanceId,
  IncomeLineFields,
  IncomeLineId,
  IncomeSource,
  PayableIncomeKind,
  StoredLine,
} from './income-line.ts';

/**
 * The named program, or the only active one of the caller's environment; null when there is none, or
 * several and none is named.
 */
export async function programOf(
  tx: Transaction,
  programId: ProgramId | undefined,
): Promise<Program | null> {
  const environment = environmentOf(tx);
  const programs = await findPrograms(tx, { environment, ...(programId && { id: programId }) });
  const active = programs.filter(({ state }) => state === 'active');
  return active.length === 1 ? active[0]! : null;
}

export type KnownWorker = WorkerPlace & {
  readonly externalId: string;
  readonly state: WorkerState;
  /** A bank refused the account. */
  readonly accountTrouble: AccountTrouble | null;
};

export async function workersByExternalId(
  tx: Transaction,
  wanted: readonly { readonly shardKey: number; readonly externalId: string }[],
): Promise<KnownWorker[]> {
  return tx.sql<KnownWorker>`
    select w.shard_key as "shardKey", w.id as "workerId", w.external_id as "externalId", w.state,
           w.account_trouble as "accountTrouble"
      from (select distinct shard_key, external_id
              from unnest(${wanted.map(({ shardKey }) => shardKey)}::int[],
                          ${wanted.map(({ externalId }) => externalId)}::text[])
                as asked (shard_key, external_id)) wanted
      join gig.worker w
        on w.shard_key = wanted.shard_key and w.tenant_id = ${tx.tenantId}
       and w.environment = ${environmentOf(tx)} and w.external_id = wanted.external_id`;
}

export type LineKey = WorkerPlace & { readonly businessId: string };

export const keyOf = (workerId: WorkerId, businessId: string): string =>
  `${workerId} ${businessId}`;

/** Lines of the workers by business id, whatever kind of income and program they belong to. */
export async function storedLines(
  tx: Transaction,
  keys: readonly LineKey[],
): Promise<Map<string, StoredLine>> {
  const rows = await tx.sql<StoredLine & { workerId: WorkerId }>`
    select l.id, l.balance_id as "balanceId", b.worker_id as "workerId",
           b.program_id as "programId", b.income_kind as "incomeKind",
           l.business_id as "businessId", l.amount, l.task, l.accepted_on as "acceptedOn",
           l.work_period as "workPeriod", original.business_id as "correctsBusinessId",
           coalesce((select -sum(c.amount) from gig.income_line c
                      where c.shard_key = l.shard_key and c.tenant_id = l.tenant_id
                        and c.corrects_id = l.id), 0)::bigint as corrected
      from unnest(${keys.map(({ shardKey }) => shardKey)}::int[],
                  ${keys.map(({ workerId }) => workerId)}::uuid[],
                  ${keys.map(({ businessId }) => businessId)}::text[])
             as wanted (shard_key, worker_id, business_id)
      join gig.balance b
        on b.shard_key = wanted.shard_key and b.tenant_id = ${tx.tenantId}
       and b.worker_id = wanted.worker_id
      join gig.income_line l
        on l.shard_key = b.shard_key and l.tenant_id = b.tenant_id and l.balance_id = b.id
       and l.business_id = wanted.business_id
      left join gig.income_line original
        on original.shard_key = l.shard_key and original.tenant_id = l.tenant_id
       and original.id = l.corrects_id`;
  return new Map(rows.map((row) => [keyOf(row.workerId, row.businessId), row]));
}

export type BalanceKey = WorkerPlace & { readonly incomeKind: PayableIncomeKind };

export const balanceKeyOf = ({ workerId, incomeKind }: BalanceKey): string =>
  `${workerId} ${incomeKind}`;

/** Opens what is missing; answers the balance of each worker and kind. The workers are locked. */
export async function openBalances(
  tx: Transaction,
  programId: ProgramId,
  keys: readonly BalanceKey[],
): Promise<Map<string, BalanceId>> {
  const stripes = keys.map(({ shardKey }) => shardKey);
  const workers = keys.map(({ workerId }) => workerId);
  const kinds = keys.map(({ incomeKind }) => incomeKind);
  const ids = keys.map(() => newId<'bal'>());
  const accounts = keys.map(({ shardKey }, index) =>
    accountIdOf(ownerOf(onShard(tx, shardKey)), withdrawableAccount(ids[index]!)),
  );
  await tx.sql`
    insert into gig.balance (shard_key, tenant_id, id, worker_id, program_id, income_kind, account_id)
    select stripe, ${tx.tenantId}, id, worker_id, ${programId}, kind, account_id
      from unnest(${stripes}::int[], ${ids}::uuid[], ${workers}::uuid[], ${kinds}::text[],
                  ${accounts}::uuid[]) as new (stripe, id, worker_id, kind, account_id)
        on conflict (shard_key, tenant_id, worker_id, program_id, income_kind) do nothing`;
  const rows = await tx.sql<{ id: BalanceId; workerId: WorkerId; incomeKind: PayableIncomeKind }>`
    select b.id, b.worker_id as "workerId", b.income_kind as "incomeKind"
      from unnest(${stripes}::int[], ${workers}::uuid[], ${kinds}::text[])
             as wanted (shard_key, worker_id, income_kind)
      join gig.balance b
        on b.shard_key = wanted.shard_key and b.tenant_id = ${tx.tenantId}
       and b.worker_id = wanted.worker_id and b.program_id = ${programId}
       and b.income_kind = wanted.income_kind`;
  return new Map(rows.map((row) => [`${row.workerId} ${row.incomeKind}`, row.id]));
}

export type NewLine = {
  readonly id: IncomeLineId;
  readonly shardKey: number;
  readonly balanceId: BalanceId;
  readonly fields: IncomeLineFields;
  readonly amount: Fen;
  readonly correctsId: IncomeLineId | null;
  readonly journalId: Id<'jrn'>;
};

export async function insertLines(
  tx: Transaction,
  source: IncomeSource,
  lines: readonly NewLine[],
): Promise<void> {
  await tx.sql`
    insert into gig.income_line (shard_key, tenant_id, id, balance_id, business_id, amount, task,
                                 accepted_on, work_period, corrects_id, source, journal_id, created_at)
    select stripe, ${tx.tenantId}, id, balance_id, business_id, amount, task, accepted_on,
           work_period, corrects_id, ${source}, journal_id, ${tx.now}
      from unnest(${lines.map(({ shardKey }) => shardKey)}::int[],
                  ${lines.map(({ id }) => id)}::uuid[],
                  ${lines.map(({ balanceId }) => balanceId)}::uuid[],
                  ${lines.map(({ fields }) => fields.businessId)}::text[],
                  ${lines.map(({ amount }) => amount)}::bigint[],
                  ${lines.map(({ fields }) => fields.task)}::text[],
                  ${lines.map(({ fields }) => fields.acceptedOn)}::date[],
                  ${lines.map(({ fields }) => fields.workPeriod)}::text[],
                  ${lines.map(({ correctsId }) => correctsId)}::uuid[],
                  ${lines.map(({ journalId }) => journalId)}::uuid[])
        as new (stripe, id, balance_id, business_id, amount, task, accepted_on, work_period,
                corrects_id, journal_id)`;
}
