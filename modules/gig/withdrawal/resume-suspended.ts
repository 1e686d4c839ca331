import { assert, epochDay, type Id, monthIndex, multiply, fen, periodOf } from '@heyi/kernel';
import { carryAlone, lockTotals, postStream } from '@heyi/ledger';
import { findPayerAccount, openDayBatch, queueStream, wakeDispatchersOf } from '@heyi/payments';
import {
  faultText,
  type Host,
  inTransaction,
  sendInTurn,
  stripeKeysOf,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { allotFunds } from '../funds/allot-funds.ts';
import type { Program, ProgramId } from '../program/program.ts';
import { findProgram } from '../program/program.store.ts';
import { openTaxBook } from '../withholding/tax-book.ts';
import { loadVatReadings } from '../withholding/vat-terms.ts';
import { dayIdOf } from './day-id.ts';
import { isOfOneRow } from './batch-fault.ts';
import { decideResumption, type ResumedRow, type SuspendedRow } from './decide-resumption.ts';
import { tellApps } from './follow-orders.ts';
import { accountIdsOf, streamOf } from './withdraw-batch.ts';
import { lockStripe } from './withdraw.store.ts';
import type { WithdrawalId } from './withdrawal.ts';

const actor = systemActor('withdrawals');
const requestId = 'resume withdrawals';
const batchMax = 200;

/** Looks for programs whose withdrawals wait for money, and resumes what there is money for. */
export async function resumeAll(host: Host): Promise<number> {
  const waiting = await host.pool.query<{ tenantId: TenantId; programId: ProgramId }>(
    'select tenant_id as "tenantId", program_id as "programId" from gig.suspended_programs()',
  );
  let resumed = 0;
  for (const { tenantId, programId } of waiting.rows) {
    resumed += await resumeProgram(host, tenantId, programId);
  }
  return resumed;
}

/**
 * Resumes suspended withdrawals of a program in the order in which they came, over all stripes, as far
 * as the client's money goes: the first that is too large for what is left stops the others.
 */
async function resumeProgram(
  host: Host,
  tenantId: TenantId,
  programId: ProgramId,
): Promise<number> {
  const tenantIds = [...new Set([tenantId, host.houseId])];
  const scope = { tenantIds, actor, requestId };
  const chosen = await inTransaction(host, scope, (tx) => chooseNext(tx, programId));
  let resumed = 0;
  for (const [shardKey, ids] of chosen) {
    const onStripe = { ...scope, shardKey };
    resumed += await resumeAllBut(ids, (some) =>
      inTransaction(host, onStripe, (tx) => resumeOnStripe(tx, programId, some)),
    );
  }
  if (resumed > 0) {
    host.wakeEvents();
    await wakeDispatchersOf(host);
  }
  return resumed;
}

/** Each is tried again with the others, and said once. */
const told = new Set<WithdrawalId>();

/** A row that cannot be written is found by halving; it goes on waiting, the others pass. */
async function resumeAllBut(
  ids: readonly WithdrawalId[],
  work: (some: readonly WithdrawalId[]) => Promise<number>,
): Promise<number> {
  try {
    return await work(ids);
  } catch (error) {
    if (!isOfOneRow(error)) throw error;
    if (ids.length === 1) {
      const [id] = ids;
      if (!told.has(id!)) {
        process.stderr.write(`withdrawal ${id!} cannot be resumed: ${faultText(error)}\n`);
      }
      told.add(id!);
      return 0;
    }
    const half = Math.ceil(ids.length / 2);
    return (
      (await resumeAllBut(ids.slice(0, half), work)) + (await resumeAllBut(ids.slice(half), work))
    );
  }
}

/** By stripe: the withdrawals that the money reaches, which is brought there. */
async function chooseNext(
  tx: Transaction,
  programId: ProgramId,
): Promise<ReadonlyMap<number, WithdrawalId[]>> {
  const program = await findProgram(tx, programId);
  if (program === null || program.state !== 'active') return new Map();
  const rows = await tx.sql<{ shardKey: number; id: WithdrawalId; gross: number }>`
    select d.shard_key as "shardKey", d.id, d.gross
      from gig.withdrawal d
      join gig.worker w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
     where d.shard_key = any(${await stripeKeysOf(tx)}::int[]) and d.tenant_id = ${tx.tenantId}
       and d.program_id = ${programId} and d.state = 'suspended' and w.state = 'admitted'
       and w.payee_account is not null
     order by d.id limit ${batchMax}`;
  const costOf = (gross: number) => gross + multiply(fen(gross), program.feeRate, 'half_up_fen');
  const chosen = new Map<number, WithdrawalId[]>();
  await allotFunds(tx, programId, (total) => {
    const needs = new Map<number, number>();
    let left = total;
    for (const { shardKey, id, gross } of rows) {
      left -= costOf(gross);
      if (left < 0) break;
      needs.set(shardKey, (needs.get(shardKey) ?? 0) + costOf(gross));
      chosen.set(shardKey, [...(chosen.get(shardKey) ?? []), id]);
    }
    return needs;
  });
  return chosen;
}

/** Locks as a batch does; the tax is that of today, when the money leaves. */
async function resumeOnStripe(
  tx: Transaction,
  programId: ProgramId,
  ids: readonly WithdrawalId[],
): Promise<number> {
  const program = await findProgram(tx, programId);
  assert(program, 'a program is never deleted');
  await lockStripe(tx, programId);
  const accounts = accountIdsOf(tx, program);
  const totals = await lockTotals(tx, Object.values(accounts));
  const funds = totals.find(({ id }) => id === accounts.clientFunds)!;
  const rows = await readSuspended(tx, ids);
  const decided = decideResumption(
    {
      program,
      month: monthIndex(periodOf(tx.today)),
      day: epochDay(tx.today),
      funds: funds.creditTotal - funds.debitTotal,
      accounts,
      taxOf: openTaxBook(program, await loadVatReadings(tx)),
    },
    rows,
  );
  const { resumed, journals, orders, carried } = decided;
  if (resumed.length === 0) return 0;
  await writeResumed(tx, program, resumed);
  const batchId = await openDay(tx, program);
  await sendInTurn([
    ...queueStream(tx, streamOf(tx, program, batchId), orders),
    // The balances get no posting, as what they owed is held already: their figures change alone.
    () => carryAlone(tx, carried),
    ...postStream(tx, tx.today, journals),
  ]);
  await tellApps(
    tx,
    resumed.map(({ id }) => ({ id, type: 'withdrawal.resumed' as const })),
  );
  return resumed.length;
}

function readSuspended(tx: Transaction, ids: readonly WithdrawalId[]): Promise<SuspendedRow[]> {
  return tx.sql<SuspendedRow>`
    select d.id, d.balance_id as "balanceId", b.account_id as "accountId",
           b.income_kind as "incomeKind", d.gross, a.carried,
           w.state as "workerState", w.name as "payeeName",
           w.payee_account::text as "payeeAccount",
           w.payee_account_masked as "payeeAccountMasked", w.payee_bank_code as "payeeBankCode"
      from gig.withdrawal d
      join gig.worker w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
      join gig.balance b
        on b.shard_key = d.shard_key and b.tenant_id = d.tenant_id and b.id = d.balance_id
      join ledger.account_total a
        on a.shard_key = b.shard_key and a.tenant_id = b.tenant_id and a.id = b.account_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.id = any(${ids}::uuid[]) and d.state = 'suspended'
     order by d.id`;
}

async function writeResumed(
  tx: Transaction,
  program: Program,
  rows: readonly ResumedRow[],
): Promise<void> {
  await tx.sql`
    update gig.withdrawal d
       set state = null, reason = null, resumed_at = ${tx.now}, tax = new.tax, vat = new.vat,
           surcharges = new.surcharges, fee = new.fee, tax_month = new.month, seq = new.seq
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ tax }) => tax)}::bigint[],
                  ${rows.map(({ vat }) => vat)}::bigint[],
                  ${rows.map(({ surcharges }) => surcharges)}::bigint[],
                  ${rows.map(({ fee }) => fee)}::bigint[], ${rows.map(({ month }) => month)}::int[],
                  ${rows.map(({ seq }) => seq)}::int[])
        as new (id, tax, vat, surcharges, fee, month, seq)
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.id = new.id`;
  const amount = rows.reduce((sum, { gross }) => sum + gross, 0);
  await tx.sql`
    update gig.program_stripe
       set suspended_count = suspended_count - ${rows.length},
           suspended_amount = suspended_amount - ${amount}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and program_id = ${program.id}`;
}

async function openDay(tx: Transaction, program: Program): Promise<Id<'pbt'>> {
  const payer = await findPayerAccount(tx, program.payerAccountId);
  assert(payer, 'the paying account of a program can be seen');
  const { purpose } = program;
  return openDayBatch(tx, { id: dayIdOf(program, tx.today), purpose, payer });
}
