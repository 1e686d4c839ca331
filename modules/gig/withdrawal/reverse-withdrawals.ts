import {
  assert,
  epochDay,
  type Id,
  periodFromIndex,
  type PlainDate,
  siblingId,
} from '@heyi/kernel';
import { lockTotals, postStream, type StreamJournal } from '@heyi/ledger';
import { onShard, sendInTurn, type Transaction } from '@heyi/platform';
import type { IncomeKind, Program, ProgramId } from '../program/program.ts';
import { findPrograms } from '../program/program.store.ts';
import { isMonthDeclared } from '../tax/gig-return.store.ts';
import { foldPayments, packCumulation, type PastPayment } from '../withholding/cumulation.ts';
import { payJournal } from './decide-batch.ts';
import { lockWorkersOf } from './lock-workers.ts';
import { accountIdsOf } from './withdraw-batch.ts';
import type { WithdrawalId } from './withdrawal.ts';

/** How an order ended without the worker keeping the money. */
export type Ending = 'cancelled' | 'failed' | 'returned';

/** Of a withdrawal's own journals: the resumption, the release of what was held, the reversal. */
export const journalSlots = { resumed: 1, released: 2, reversed: 14 } as const;

type Row = {
  id: WithdrawalId;
  programId: ProgramId;
  balanceId: Id<'bal'>;
  accountId: Id<'lac'>;
  incomeKind: IncomeKind;
  lumpYear: number;
  gross: number;
  tax: number;
  vat: number;
  surcharges: number;
  fee: number;
  month: number;
};

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
  await lockWorkersOf(tx, ids);
  const rows = await readReversible(tx, ids);
  if (rows.length === 0) return [];
  const programs = new Map((await findPrograms(tx)).map((program) => [program.id, program]));
  const judged: { row: Row; program: Program; isDeclared: boolean }[] = [];
  for (const row of rows) {
    const program = programs.get(row.programId)!;
    const month = { entityId: program.legalEntityId, taxPeriod: periodFromIndex(row.month) };
    const isDeclared = await isMonthDeclared(onShard(tx, tx.tenantShardKey), month);
    judged.push({ row, program, isDeclared });
  }
  const owed = judged.filter(
    ({ program, isDeclared }) => isDeclared && program.whenReturned === 'payAgain',
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

async function readReversible(tx: Transaction, ids: readonly WithdrawalId[]): Promise<Row[]> {
  return tx.sql<Row>`
    select d.id, d.program_id as "programId", d.balance_id as "balanceId",
           b.account_id as "accountId", b.income_kind as "incomeKind", b.lump_year as "lumpYear",
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
  judged: readonly { row: Row; program: Program; isDeclared: boolean }[],
  endings: ReadonlyMap<WithdrawalId, Ending>,
): Promise<void> {
  if (judged.length === 0) return;
  const accounts = judged.flatMap(({ row, program }) => [
    row.accountId,
    ...Object.values(accountIdsOf(tx, program)),
  ]);
  await lockTotals(tx, [...new Set(accounts)]);
  const seqs = await numberReversals(tx, judged);
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
  const journals = judged.map(({ row, program }) => reversalOf(tx, program, row));
  await sendInTurn(postStream(tx, tx.today, journals, carried));
}

/** The events of a balance go on counting. */
async function numberReversals(
  tx: Transaction,
  judged: readonly { row: Row }[],
): Promise<Map<WithdrawalId, number>> {
  const ids = judged.map(({ row }) => row.accountId);
  const rows = await tx.sql<{ id: Id<'lac'>; seq: number }>`
    select id, carried[1] as seq from ledger.account_total
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any(${ids}::uuid[])`;
  const last = new Map(rows.map(({ id, seq }) => [id, seq]));
  const seqs = new Map<WithdrawalId, number>();
  for (const { row } of judged) {
    const seq = last.get(row.accountId)! + 1;
    last.set(row.accountId, seq);
    seqs.set(row.id, seq);
  }
  return seqs;
}

type Standing = Omit<PastPayment, 'day'> & {
  accountId: Id<'lac'>;
  paidOn: PlainDate;
};

/** What the balances carry from now on: the fold of the payments that stand. */
async function foldAgain(
  tx: Transaction,
  judged: readonly { row: Row; program: Program }[],
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
    const { incomeKind, lumpYear, accountId } = row;
    const terms = { incomeKind, method: program.taxMethod, gapReading: program.gapReading };
    const payments = (byAccount.get(accountId) ?? []).map((payment) => ({
      ...payment,
      day: epochDay(payment.paidOn),
    }));
    const seq = seqs.get(row.balanceId);
    assert(seq !== undefined, 'a balance with a reversal has events');
    carried.set(accountId, packCumulation(seq, foldPayments(payments, terms, lumpYear)));
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

/** The opposite of the payment; the net amount comes from where the order's own journal has put it. */
function reversalOf(tx: Transaction, program: Program, row: Row): StreamJournal {
  const accounts = accountIdsOf(tx, program);
  const { gross, tax, fee, accountId } = row;
  const paid = payJournal({ ...accounts, paymentsInFlight: accounts.wagesPayable }, accountId, {
    id: siblingId<'jrn'>(row.id, journalSlots.reversed),
    kind: 'withdrawal.reversed',
    gross,
    tax,
    fee,
    vat: row.vat + row.surcharges,
  });
  return { ...paid, amounts: paid.amounts.map((amount) => -amount) };
}
