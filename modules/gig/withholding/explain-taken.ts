import { assert, epochDay, type Id, periodFromIndex, type PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, type Reason, reasonView } from '@heyi/statutory';
import type { IncomeKind, ProgramId } from '../program/program.ts';
import { findProgram } from '../program/program.store.ts';
import { enterDay, foldPayments } from './cumulation.ts';
import type { PastWithdrawal } from './recompute-tax.ts';
import { taxTermsOf, termsByMonth } from './tax-book.ts';
import { loadVatReadings } from './vat-terms.ts';
import { explainWithdrawalTax } from './withdrawal-tax.ts';

type Row = Omit<PastWithdrawal, 'day'> & {
  programId: ProgramId;
  incomeKind: IncomeKind;
  paidOn: PlainDate;
};

/**
 * Why a withdrawal was taxed as it was: by the plain rules, on what stood of its balance when it was
 * made. None for one whose tax is not known yet. `tx` is on its stripe and sees the house.
 */
export async function explainTaken(
  tx: Transaction,
  id: Id<'wdr'>,
): Promise<ReturnType<typeof reasonView>[]> {
  const rows = await loadUpTo(tx, id);
  const taken = rows.find((row) => row.id === id);
  if (!taken) return [];
  const program = await findProgram(tx, taken.programId);
  assert(program, 'a withdrawal has its program');
  const period = periodFromIndex(taken.month);
  const reading = (await loadVatReadings(tx))(period);
  const terms = taxTermsOf(program, taken.incomeKind, taken.month, reading);
  const before = rows
    .filter(({ seq, reversedSeq }) => seq < taken.seq && !((reversedSeq ?? Infinity) < taken.seq))
    .map((row) => ({ ...row, receipts: row.gross, day: epochDay(row.paidOn) }));
  const termsOf = termsByMonth(program, taken.incomeKind);
  const cumulation = foldPayments(before, termsOf);
  enterDay(cumulation, taken.month, epochDay(taken.paidOn), terms);
  const plain = explainWithdrawalTax(currentPolicy, terms, period, cumulation, taken.gross);
  assert(plain.ok, `the policy knows ${period}`);
  return plain.value.reasons.map((reason: Reason) => reasonView(reason));
}

/** The payments of the same balance up to this one, in their order. */
function loadUpTo(tx: Transaction, id: Id<'wdr'>): Promise<Row[]> {
  return tx.sql<Row>`
    select d.id, d.gross, d.tax, d.vat, d.surcharges, d.tax_month as month, d.seq,
           d.reversed_seq as "reversedSeq", d.program_id as "programId",
           b.income_kind as "incomeKind",
           (coalesce(d.resumed_at, d.accepted_at) at time zone 'Asia/Shanghai')::date as "paidOn"
      from gig.withdrawal this
      join gig.balance b
        on b.shard_key = this.shard_key and b.tenant_id = this.tenant_id and b.id = this.balance_id
      join gig.withdrawal d
        on d.shard_key = this.shard_key and d.tenant_id = this.tenant_id
       and d.worker_id = this.worker_id and d.balance_id = this.balance_id
     where this.shard_key = ${tx.shardKey} and this.tenant_id = ${tx.tenantId} and this.id = ${id}
       and d.seq <= this.seq
     order by d.seq`;
}
