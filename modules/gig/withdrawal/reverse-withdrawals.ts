import { assert, type Id, periodFromIndex } from '@heyi/kernel';
import { lockTotals, postStream } from '@heyi/ledger';
import { onShard, sendInTurn, type Transaction } from '@heyi/platform';
import type { Program } from '../program/program.ts';
import { findPrograms } from '../program/program.store.ts';
import { holdMonth, isMonthDeclared } from '../tax/gig-return.store.ts';
import {
  type Ending,
  foldStanding,
  numberReversals,
  reversalOf,
  type ReversibleRow,
  type StandingPayment,
  staysOwed,
} from './decide-reversal.ts';
import { lockStripeOf } from './lock-stripe-of.ts';
import { accountIdsOf } from './withdraw-batch.ts';
import type { WithdrawalId } from './withdrawal.ts';

/**
 * Takes withdrawals back whose money did not stay with the worker: it is withdrawable again, the tax
 * and the fee were never owed, and the figures of the balance are those of the payments that stand.
 * The tax of later withdrawals stays as it was; the next one trues the year up. In a month that was
 * declared the program's setting decides: a corrected return takes it up, or the net amount stays owed
 * and is paid again. Repeated news changes nothing. `tx` is on the stripe of the withdrawals.
 */
export async function reverseWithdrawals(
  tx: Transaction,
  endings: ReadonlyMap<WithdrawalId, Ending>,
): Promise<WithdrawalId[]> {
  const ids = [...endings.keys()];
  await lockStripeOf(tx, ids);
  const rows = await readReversible(tx, ids);
  if (rows.length === 0) return [];
  const programs = new Map((await findPrograms(tx)).map((program) => [program.id, program]));
  const judged: { row: ReversibleRow; program: Program; isDeclared: boolean }[] = [];
  for (const row of rows) {
    const program = programs.get(row.programId)!;
    const month = { entityId: program.legalEntityId, taxPeriod: periodFromIndex(row.month) };
    const main = onShard(tx, tx.tenantShardKey);
    await holdMonth(main, month);
    const isDeclared = await isMonthDeclared(main, month);
    judged.push({ row, program, isDeclared });
  }
  const owed = judged.filter(({ row, program, isDeclared }) =>
    staysOwed(program, isDeclared, endings.get(row.id)!),
  );
  const back = judged.filter((one) => !owed.includes(one));
  await markOwed(
    tx,
    owed.map(({ row }) => row.id),
    endings,
  );
  await takeBack(tx, back, endings);
  return back.map(({ row }) => row.id);
}

async function readReversible(
  tx: Transaction,
  ids: readonly WithdrawalId[],
): Promise<ReversibleRow[]> {
  return tx.sql<ReversibleRow>`
    select d.id, d.program_id as "programId", d.balance_id as "balanceId",
           b.account_id as "accountId", b.income_kind as "incomeKind",
           d.gross, d.tax, d.vat, d.surcharges, d.fee, d.tax_month as month
      from gig.withdrawal d
      join gig.balance b
        on b.shard_key = d.shard_key and b.tenant_id = d.tenant_id and b.id = d.balance_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.id = any(${ids}::uuid[]) and d.seq is not null and d.reversed_at is null
     order by d.id`;
}

/** The net amount stays owed, and the tax stays paid: somebody pays it again. */
async function markOwed(
  tx: Transaction,
  ids: readonly WithdrawalId[],
  endings: ReadonlyMap<WithdrawalId, Ending>,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql`
    update gig.withdrawal d set state = new.state
      from unnest(${ids}::uuid[], ${ids.map((id) => endings.get(id)!)}::text[]) as new (id, state)
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.id = new.id`;
}

async function takeBack(
  tx: Transaction,
  judged: readonly { row: ReversibleRow; program: Program; isDeclared: boolean }[],
  endings: ReadonlyMap<WithdrawalId, Ending>,
): Promise<void> {
  if (judged.length === 0) return;
  const accounts = judged.flatMap(({ row, program }) => [
    row.accountId,
    ...Object.values(accountIdsOf(tx, program)),
  ]);
  await lockTotals(tx, [...new Set(accounts)]);
  const seqs = numberReversals(
    judged.map(({ row }) => row),
    await lastEvents(tx, judged),
  );
  await tx.sql`
    update gig.withdrawal d
       set state = new.state, reversed_at = ${tx.now}, reversed_seq = new.seq,
           is_corrected = new.is_corrected
      from unnest(${judged.map(({ row }) => row.id)}::uuid[],
                  ${judged.map(({ row }) => endings.get(row.id)!)}::text[],
                  ${judged.map(({ row }) => seqs.get(row.id)!)}::int[],
                  ${judged.map(({ isDeclared }) => isDeclared)}::boolean[])
        as new (id, state, seq, is_corrected)
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.id = new.id`;
  const carried = await foldAgain(tx, judged);
  const journals = judged.map(({ row, program }) => reversalOf(accountIdsOf(tx, program), row));
  await sendInTurn(postStream(tx, tx.today, journals, carried));
}

/** The number of the last event of each balance, by its account. */
async function lastEvents(
  tx: Transaction,
  judged: readonly { row: ReversibleRow }[],
): Promise<Map<Id<'lac'>, number>> {
  const ids = judged.map(({ row }) => row.accountId);
  const rows = await tx.sql<{ id: Id<'lac'>; seq: number }>`
    select id, carried[1] as seq from ledger.account_total
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

type Standing = StandingPayment & { accountId: Id<'lac'> };

/** What the balances carry from now on: the fold of the payments that stand. */
async function foldAgain(
  tx: Transaction,
  judged: readonly { row: ReversibleRow; program: Program }[],
): Promise<Map<Id<'lac'>, number[]>> {
  const balances = [...new Set(judged.map(({ row }) => row.balanceId))];
  const standing = await tx.sql<Standing>`
    select b.account_id as "accountId", d.gross as receipts, d.tax, d.vat, d.surcharges,
           d.tax_month as month,
           (coalesce(d.resumed_at, d.accepted_at) at time zone 'Asia/Shanghai')::date as "paidOn"
      from gig.balance b
      join gig.withdrawal d
        on d.shard_key = b.shard_key and d.tenant_id = b.tenant_id and d.worker_id = b.worker_id
       and d.balance_id = b.id and d.seq is not null and d.reversed_at is null
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       and b.id = any(${balances}::uuid[])
     order by d.seq`;
  const byAccount = Map.groupBy(standing, ({ accountId }) => accountId);
  const seqs = await lastSeqs(tx, balances);
  const carried = new Map<Id<'lac'>, number[]>();
  for (const { row, program } of judged) {
    const payments = byAccount.get(row.accountId) ?? [];
    const seq = seqs.get(row.balanceId);
    assert(seq !== undefined, 'a balance with a reversal has events');
    carried.set(row.accountId, foldStanding(program, row, payments, seq));
  }
  return carried;
}

async function lastSeqs(
  tx: Transaction,
  balances: readonly Id<'bal'>[],
): Promise<Map<Id<'bal'>, number>> {
  const rows = await tx.sql<{ id: Id<'bal'>; seq: number }>`
    select b.id, max(greatest(d.seq, d.reversed_seq)) as seq
      from gig.balance b
      join gig.withdrawal d
        on d.shard_key = b.shard_key and d.tenant_id = b.tenant_id and d.worker_id = b.worker_id
       and d.balance_id = b.id
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       and b.id = any(${balances}::uuid[])
     group by b.id`;
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}
