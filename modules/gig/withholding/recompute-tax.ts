import { assert, epochDay, type Id, periodFromIndex, type PlainDate } from '@heyi/kernel';
import { currentPolicy } from '@heyi/statutory';
import type { Transaction } from '@heyi/platform';
import { findPrograms } from '../program/program.store.ts';
import type { IncomeKind, Program, ProgramId } from '../program/program.ts';
import {
  addTaken,
  type Cumulation,
  emptyCumulation,
  enterDay,
  foldPayments,
  type PastPayment,
  unpackCumulation,
} from './cumulation.ts';
import { taxTermsOf, termsByMonth } from './tax-book.ts';
import { loadVatReadings, type VatReadingOf } from './vat-terms.ts';
import { explainWithdrawalTax } from './withdrawal-tax.ts';

export type PastWithdrawal = {
  readonly id: Id<'wdr'>;
  readonly gross: number;
  readonly tax: number;
  readonly vat: number;
  readonly surcharges: number;
  readonly month: number;
  readonly day: number;
  /** Place of the payment, and of its reversal, among the balance's events. */
  readonly seq: number;
  readonly reversedSeq: number | null;
};

export type Difference = { withdrawalId: Id<'wdr'>; withheld: number; recomputed: number };

export type Replay = {
  readonly cumulation: Cumulation;
  /** Of payments that still stand: what was withheld, and what the plain rule says. */
  readonly withheld: number;
  readonly recomputed: number;
  readonly differences: readonly Difference[];
};

/**
 * Plays the payments of one balance again from nothing, by the explaining rules: what is withheld of
 * each follows from those that stood when it was made. A reversed one is taken out as if it had never
 * been; later ones stay as they were withheld, and the next trues the year up.
 */
export function replayBalance(
  program: Program,
  incomeKind: IncomeKind,
  vatReadingOf: VatReadingOf,
  withdrawals: readonly PastWithdrawal[],
): Replay {
  const events = withdrawals
    .flatMap((one) => [
      { seq: one.seq, one, isReversal: false },
      ...(one.reversedSeq === null ? [] : [{ seq: one.reversedSeq, one, isReversal: true }]),
    ])
    .toSorted((a, b) => a.seq - b.seq);
  const standing = new Map<Id<'wdr'>, PastPayment>();
  const termsOf = termsByMonth(program, incomeKind);
  let cumulation = emptyCumulation();
  const result = { withheld: 0, recomputed: 0, differences: [] as Difference[] };
  for (const { one, isReversal } of events) {
    const period = periodFromIndex(one.month);
    const terms = taxTermsOf(program, incomeKind, one.month, vatReadingOf(period));
    if (isReversal) {
      standing.delete(one.id);
      cumulation = foldPayments(standing.values(), termsOf);
      continue;
    }
    enterDay(cumulation, one.month, one.day, terms);
    const plain = explainWithdrawalTax(currentPolicy, terms, period, cumulation, one.gross);
    assert(plain.ok, `the policy knows ${period}`);
    const withheld = one.tax + one.vat + one.surcharges;
    const recomputed = plain.value.tax + plain.value.vat + plain.value.surcharges;
    if (one.reversedSeq === null) {
      result.withheld += withheld;
      result.recomputed += recomputed;
    }
    const isSame = plain.value.tax === one.tax && plain.value.vat === one.vat;
    if (!isSame || withheld !== recomputed) {
      result.differences.push({ withdrawalId: one.id, withheld, recomputed });
    }
    const payment = { ...one, receipts: one.gross };
    addTaken(cumulation, payment);
    standing.set(one.id, payment);
  }
  return { ...result, cumulation };
}

type Row = Omit<PastWithdrawal, 'day'> & {
  balanceId: Id<'bal'>;
  programId: ProgramId;
  incomeKind: IncomeKind;
  carried: number[] | null;
  paidOn: PlainDate;
};

export type TaxProof = {
  withheld: number;
  recomputed: number;
  differences: Difference[];
  /** Balances whose figures are not the fold of their payments. */
  foldDifferences: Id<'bal'>[];
};

const pageSize = 5000;

/** Recomputes the tax of every balance of the tenant, stripe by stripe. */
export async function recomputeTax(
  tx: Transaction,
  shardKeys: readonly number[],
): Promise<TaxProof> {
  const programs = new Map((await findPrograms(tx)).map((program) => [program.id, program]));
  const vatReadingOf = await loadVatReadings(tx);
  const proof: TaxProof = { withheld: 0, recomputed: 0, differences: [], foldDifferences: [] };
  for (const shardKey of shardKeys) {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await readPage(tx, shardKey, after);
      if (rows.length === 0) break;
      for (const own of Map.groupBy(rows, ({ balanceId }) => balanceId).values()) {
        const program = programs.get(own[0]!.programId)!;
        addReplay(proof, program, vatReadingOf, own);
      }
      after = rows.at(-1)!.balanceId;
    }
  }
  return proof;
}

function addReplay(
  proof: TaxProof,
  program: Program,
  vatReadingOf: VatReadingOf,
  rows: readonly Row[],
): void {
  const [first] = rows;
  const { incomeKind, balanceId, carried } = first!;
  const withdrawals = rows.map((row) => ({ ...row, day: epochDay(row.paidOn) }));
  const replay = replayBalance(program, incomeKind, vatReadingOf, withdrawals);
  proof.withheld += replay.withheld;
  proof.recomputed += replay.recomputed;
  proof.differences.push(...replay.differences);
  const stored = unpackCumulation(carried).cumulation;
  if (!isFold(stored, replay.cumulation)) proof.foldDifferences.push(balanceId);
}

/** The month and day that a balance has entered may be later than its last payment that stands. */
function isFold(stored: Cumulation, fold: Cumulation): boolean {
  const sums = ['yearIncome', 'yearTax'] as const;
  if (stored.lastMonth !== fold.lastMonth) return sums.every((name) => stored[name] === fold[name]);
  const all = [
    ...sums,
    'months',
    'paidMonths',
    'lumpYear',
    'monthIncome',
    'monthTax',
    'monthReceipts',
    'monthVat',
  ] as const;
  return all.every((name) => stored[name] === fold[name]);
}

/** Whole balances: a page ends where the next balance begins. */
function readPage(tx: Transaction, shardKey: number, after: string): Promise<Row[]> {
  return tx.sql<Row>`
    with page as (
      select id from gig.balance
       where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and id > ${after}
       order by id limit ${pageSize})
    select b.id as "balanceId", b.program_id as "programId", b.income_kind as "incomeKind",
           a.carried,
           d.id, d.gross, d.tax, d.vat, d.surcharges, d.tax_month as month, d.seq,
           d.reversed_seq as "reversedSeq",
           (coalesce(d.resumed_at, d.accepted_at) at time zone 'Asia/Shanghai')::date as "paidOn"
      from page
      join gig.balance b
        on b.shard_key = ${shardKey} and b.tenant_id = ${tx.tenantId} and b.id = page.id
      join ledger.account_total a
        on a.shard_key = b.shard_key and a.tenant_id = b.tenant_id and a.id = b.account_id
      join gig.withdrawal d
        on d.shard_key = b.shard_key and d.tenant_id = b.tenant_id and d.worker_id = b.worker_id
       and d.balance_id = b.id and d.seq is not null
     order by b.id, d.seq`;
}
