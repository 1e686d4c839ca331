import { epochDay, type Id, type PlainDate, siblingId } from '@heyi/kernel';
import type { StreamJournal } from '@heyi/ledger';
import type { IncomeKind, Program, ProgramId } from '../program/program.ts';
import { foldPayments, packCumulation, type PastPayment } from '../withholding/cumulation.ts';
import { termsByMonth } from '../withholding/tax-book.ts';
import { payJournal, type ProgramAccountIds } from './decide-batch.ts';
import type { WithdrawalId } from './withdrawal.ts';

/** How an order ended without the worker keeping the money. */
export type Ending = 'cancelled' | 'failed' | 'returned';

/** Of a withdrawal's own journals: the resumption, the release of what was held, the reversal. */
export const journalSlots = { resumed: 1, released: 2, reversed: 14 } as const;

/** A withdrawal that was paid or is to be, and was not taken back. */
export type ReversibleRow = {
  id: WithdrawalId;
  programId: ProgramId;
  balanceId: Id<'bal'>;
  accountId: Id<'lac'>;
  incomeKind: IncomeKind;
  gross: number;
  tax: number;
  vat: number;
  surcharges: number;
  fee: number;
  month: number;
};

/** Of a declared month the net amount may stay owed: somebody pays it again, unless nobody wants it. */
export function staysOwed(program: Program, isDeclared: boolean, ending: Ending): boolean {
  return isDeclared && program.whenReturned === 'payAgain' && ending !== 'cancelled';
}

/** The events of a balance go on counting: its last number by account, a new one for each row. */
export function numberReversals(
  rows: readonly Pick<ReversibleRow, 'id' | 'accountId'>[],
  lastSeqs: ReadonlyMap<Id<'lac'>, number>,
): Map<WithdrawalId, number> {
  const last = new Map(lastSeqs);
  const seqs = new Map<WithdrawalId, number>();
  for (const { id, accountId } of rows) {
    const seq = last.get(accountId)! + 1;
    last.set(accountId, seq);
    seqs.set(id, seq);
  }
  return seqs;
}

/** A payment of a balance that stands, on the day on which the money left. */
export type StandingPayment = Omit<PastPayment, 'day'> & { readonly paidOn: PlainDate };

/** What a balance carries from now on: the fold of the payments that stand, in their order. */
export function foldStanding(
  program: Program,
  { incomeKind }: Pick<ReversibleRow, 'incomeKind'>,
  standing: readonly StandingPayment[],
  seq: number,
): number[] {
  const payments = standing.map((payment) => ({ ...payment, day: epochDay(payment.paidOn) }));
  const termsOf = termsByMonth(program, incomeKind);
  return packCumulation(seq, foldPayments(payments, termsOf));
}

/** The opposite of the payment; the net amount comes from where the order's own journal has put it. */
export function reversalOf(
  accounts: ProgramAccountIds,
  { id, gross, tax, vat, surcharges, fee, accountId }: ReversibleRow,
): StreamJournal {
  const paid = payJournal({ ...accounts, paymentsInFlight: accounts.wagesPayable }, accountId, {
    id: siblingId<'jrn'>(id, journalSlots.reversed),
    kind: 'withdrawal.reversed',
    gross,
    tax,
    fee,
    vat: vat + surcharges,
  });
  return { ...paid, amounts: paid.amounts.map((amount) => -amount) };
}
