import type { Id } from '@heyi/kernel';
import { bigintArray, intArray, textArray, type Transaction, uuidArray } from '@heyi/platform';
import type { Environment, IncomeKind, Program, ProgramId } from '../program/program.ts';
import type { WithdrawalCode, WithdrawalId } from './withdrawal.ts';

export type StripeState = {
  version: number;
  day: number;
  dayAmount: number;
  dayAllowance: number;
  suspendedCount: number;
};

/**
 * One batch of a program and stripe at a time; none when the program is not there. A statement of its
 * own, because what another reads in the same one may be older than the wait.
 */
export function lockStripe(tx: Transaction, programId: ProgramId): Promise<StripeState[]> {
  return tx.sql<StripeState>`
    select version, day, day_amount as "dayAmount", day_allowance as "dayAllowance",
           suspended_count as "suspendedCount"
      from gig.program_stripe
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and program_id = ${programId}
       for no key update`;
}

/**
 * What is known of a request's worker and balance. Under the stripe's lock nobody else takes from a
 * balance or changes its figures; what is earned meanwhile is added, and a worker who changes
 * meanwhile changes after the batch.
 */
export type BatchRow = {
  /** Counts the requests from 1. */
  place: number;
  workerId: Id<'wkr'>;
  workerState: string;
  /** A bank refused the account. */
  accountTrouble: string | null;
  payeeName: string;
  payeeAccount: string | null;
  payeeAccountMasked: string | null;
  payeeBankCode: string | null;
  balanceId: Id<'bal'> | null;
  accountId: Id<'lac'> | null;
  /** Null before the first income. */
  withdrawable: number | null;
  /** What the account carries: {@link unpackCumulation}. */
  carried: number[] | null;
  /** What the key was refused with before, and for which body. */
  refusedWith: WithdrawalCode | null;
  refusedBody: string | null;
};

/** With the client's money on the stripe, the same in each row; null where its account is missing. */
type ReadRow = BatchRow & { funds: number | null };

export type RequestColumns = {
  readonly externalIds: readonly string[];
  readonly incomeKinds: readonly IncomeKind[];
  readonly businessHashes: readonly string[];
  readonly keyHashes: readonly string[];
};

/** Each look-up is a query of its own: joined, it would go along a shorter part of its index. */
export function readRequests(
  tx: Transaction,
  { id: programId, environment }: Pick<Program, 'id' | 'environment'>,
  requests: RequestColumns,
  clientFunds: Id<'lac'>,
): Promise<ReadRow[]> {
  return tx.sql<ReadRow>`
    select wanted.place::int, w.id as "workerId", w.state as "workerState",
           w.account_trouble as "accountTrouble", w.name as "payeeName",
           w.payee_account::text as "payeeAccount", w.payee_account_masked as "payeeAccountMasked",
           w.payee_bank_code as "payeeBankCode", b.id as "balanceId", b.account_id as "accountId",
           a.credit_total - a.debit_total as withdrawable,
           a.carried, r.code as "refusedWith", r.body as "refusedBody",
           (select f.credit_total - f.debit_total from ledger.account_total f
             where f.shard_key = ${tx.shardKey} and f.tenant_id = ${tx.tenantId}
               and f.id = ${clientFunds}) as funds
      from unnest(${textArray(requests.externalIds)}::text[],
                  ${textArray(requests.incomeKinds)}::text[],
                  ${uuidArray(requests.keyHashes)}::uuid[])
             with ordinality as wanted (external_id, income_kind, key_hash, place)
      join gig.worker w
        on w.shard_key = ${tx.shardKey} and w.tenant_id = ${tx.tenantId}
       and w.environment = ${environment} and w.external_id = wanted.external_id
      left join lateral (
             select * from gig.balance b
              where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
                and b.worker_id = w.id and b.program_id = ${programId}
                and b.income_kind = wanted.income_kind limit 1) b on true
      left join ledger.account_total a
        on a.shard_key = ${tx.shardKey} and a.tenant_id = ${tx.tenantId} and a.id = b.account_id
      left join lateral (
             select code, replace(body_hash::text, '-', '') as body
               from gig.withdrawal_refusal f
              where f.shard_key = ${tx.shardKey} and f.tenant_id = ${tx.tenantId}
                and f.key_hash = wanted.key_hash limit 1) r on true`;
}

/** What waits for the client's money of a balance. */
export type WaitingSum = { readonly count: number; readonly amount: number };
export type WaitingOf = ReadonlyMap<Id<'bal'>, WaitingSum>;

/** How those stand who wait on the stripe for the client's money. */
export type StripeQueue = {
  /** Later ones wait behind them; behind those who may not be paid any more, nobody waits. */
  readonly isQueued: boolean;
  /** Of balances that have such. */
  readonly waiting: WaitingOf;
};

export async function readQueue(
  tx: Transaction,
  program: Program,
  { suspendedCount }: StripeState,
  rows: readonly Pick<BatchRow, 'balanceId'>[],
): Promise<StripeQueue> {
  if (suspendedCount === 0) return { isQueued: false, waiting: new Map() };
  const [row] = await tx.sql<{ isQueued: boolean }>`
    select exists (
             select 1 from gig.withdrawal d
               join gig.worker w
                 on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
              where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
                and d.program_id = ${program.id} and d.state = 'suspended'
                and w.state = 'admitted' and w.payee_account is not null) as "isQueued"`;
  return { isQueued: row!.isQueued, waiting: await readWaiting(tx, program, rows) };
}

/** What waits will be paid: it counts towards what its worker may take out a day. */
export async function readWaiting(
  tx: Transaction,
  { id, workerDayCount, workerDayLimit }: Program,
  of: readonly Pick<BatchRow, 'balanceId'>[],
): Promise<WaitingOf> {
  const isLimited = workerDayCount !== null || workerDayLimit !== null;
  if (!isLimited || of.length === 0) return new Map();
  const rows = await tx.sql<WaitingSum & { id: Id<'bal'> }>`
    select balance_id as id, count(*)::int as count, sum(gross)::bigint as amount
      from gig.withdrawal
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and program_id = ${id}
       and state = 'suspended' and balance_id = any(${of.map(({ balanceId }) => balanceId)}::uuid[])
     group by balance_id`;
  return new Map(rows.map(({ id: balanceId, ...waiting }) => [balanceId, waiting]));
}

/** Which requests were made before, by their place from 1. */
export type Earlier = {
  place: number;
  sameBusinessId: WithdrawalId | null;
  sameKeyId: WithdrawalId | null;
};

export function readEarlier(
  tx: Transaction,
  environment: Environment,
  requests: RequestColumns,
): Promise<Earlier[]> {
  return tx.sql<Earlier>`
    select wanted.place::int, same.id as "sameBusinessId", twin.id as "sameKeyId"
      from unnest(${textArray(requests.externalIds)}::text[],
                  ${uuidArray(requests.businessHashes)}::uuid[],
                  ${uuidArray(requests.keyHashes)}::uuid[])
             with ordinality as wanted (external_id, business_hash, key_hash, place)
      join gig.worker w
        on w.shard_key = ${tx.shardKey} and w.tenant_id = ${tx.tenantId}
       and w.environment = ${environment} and w.external_id = wanted.external_id
      left join lateral (
             select id from gig.withdrawal d
              where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
                and d.worker_id = w.id and d.business_hash = wanted.business_hash limit 1) same
        on true
      left join lateral (
             select id from gig.withdrawal d
              where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
                and d.key_hash = wanted.key_hash limit 1) twin on true
     where same.id is not null or twin.id is not null`;
}

export type NewWithdrawal = {
  readonly id: WithdrawalId;
  readonly workerId: Id<'wkr'>;
  readonly balanceId: Id<'bal'>;
  readonly businessHash: string;
  readonly keyHash: string;
  readonly businessId: string;
  readonly appId: Id<'app'> | null;
  readonly gross: number;
  /** Null while suspended. */
  readonly taken: {
    readonly tax: number;
    readonly vat: number;
    readonly surcharges: number;
    readonly fee: number;
    readonly month: number;
    readonly seq: number;
  } | null;
};

export function insertWithdrawals(
  tx: Transaction,
  programId: ProgramId,
  rows: readonly NewWithdrawal[],
): Promise<unknown> {
  return tx.sql`
    insert into gig.withdrawal (
      shard_key, tenant_id, id, program_id, worker_id, balance_id, business_hash, key_hash,
      business_id, app_id, gross, tax, vat, surcharges, fee, tax_month, seq, was_suspended, state,
      reason, accepted_at)
    select ${tx.shardKey}, ${tx.tenantId}, id, ${programId}, worker_id, balance_id, business_hash,
           key_hash, business_id, app_id, gross, tax, vat, surcharges, fee, tax_month, seq,
           seq is null, case when seq is null then 'suspended' end,
           case when seq is null then 'funds_short' end, ${tx.now}
      from unnest(${uuidArray(rows.map(({ id }) => id))}::uuid[],
                  ${uuidArray(rows.map(({ workerId }) => workerId))}::uuid[],
                  ${uuidArray(rows.map(({ balanceId }) => balanceId))}::uuid[],
                  ${uuidArray(rows.map(({ businessHash }) => businessHash))}::uuid[],
                  ${uuidArray(rows.map(({ keyHash }) => keyHash))}::uuid[],
                  ${textArray(rows.map(({ businessId }) => businessId))}::text[],
                  ${uuidArray(rows.map(({ appId }) => appId))}::uuid[],
                  ${bigintArray(rows.map(({ gross }) => gross))}::bigint[],
                  ${bigintArray(rows.map(({ taken }) => taken?.tax ?? null))}::bigint[],
                  ${bigintArray(rows.map(({ taken }) => taken?.vat ?? null))}::bigint[],
                  ${bigintArray(rows.map(({ taken }) => taken?.surcharges ?? null))}::bigint[],
                  ${bigintArray(rows.map(({ taken }) => taken?.fee ?? null))}::bigint[],
                  ${intArray(rows.map(({ taken }) => taken?.month ?? null))}::int[],
                  ${intArray(rows.map(({ taken }) => taken?.seq ?? null))}::int[])
        as new (id, worker_id, balance_id, business_hash, key_hash, business_id, app_id, gross, tax,
                vat, surcharges, fee, tax_month, seq)`;
}

export type NewRefusal = {
  readonly keyHash: string;
  readonly bodyHash: string;
  readonly code: WithdrawalCode;
};

/** The first refusal of a key stands. */
export function insertRefusals(tx: Transaction, rows: readonly NewRefusal[]): Promise<unknown> {
  return tx.sql`
    insert into gig.withdrawal_refusal (shard_key, tenant_id, key_hash, body_hash, code, refused_at)
    select ${tx.shardKey}, ${tx.tenantId}, key_hash, body_hash, code, ${tx.now}
      from unnest(${uuidArray(rows.map(({ keyHash }) => keyHash))}::uuid[],
                  ${uuidArray(rows.map(({ bodyHash }) => bodyHash))}::uuid[],
                  ${textArray(rows.map(({ code }) => code))}::text[])
        as new (key_hash, body_hash, code)
        on conflict do nothing`;
}

export function updateStripe(
  tx: Transaction,
  programId: ProgramId,
  stripe: {
    readonly day: number;
    readonly dayAmount: number;
    readonly suspendedCount: number;
    readonly suspendedAmount: number;
  },
): Promise<unknown> {
  return tx.sql`
    update gig.program_stripe
       set day = ${stripe.day}, day_amount = ${stripe.dayAmount},
           day_allowance = case when day = ${stripe.day} then day_allowance else 0 end,
           suspended_count = suspended_count + ${stripe.suspendedCount},
           suspended_amount = suspended_amount + ${stripe.suspendedAmount}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and program_id = ${programId}`;
}
